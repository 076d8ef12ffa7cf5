package dev.segue.flags.watch;

import dev.segue.flags.stage.Evidence;
import dev.segue.flags.stage.RouteSpan;
import dev.segue.flags.stage.Stage;
import dev.segue.flags.stage.StageGuard;
import dev.segue.route.Route;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Chooses the stage that may take effect now on the way to the one that the flags ask for.
 * Stateless.
 *
 * <p>At most two neighbouring routes may be alive in the fleet at once. So a stage may be entered
 * only if its routes together with all that are alive, here and elsewhere, are such. If the
 * target's are not, the nearest single route to it that qualifies is a step on the way; the one
 * after it follows when the routes behind have died out. If there is none (the fleet has gone on
 * without this instance), the migration is refused until there is.
 *
 * <p>From {@code BOTH_LEAD_NEW} the way to the old shape is by {@code BOTH_READ_NEW}, also where no
 * verification counts any more: somebody switched {@code write-new} off while the fleet was about
 * to retire the old shape. That step reads no more than was read before it: as long as {@code
 * BOTH_LEAD_NEW} is alive anywhere, nobody can have left the new shape unwritten.
 */
final class NextStep {

  private NextStep() {}

  static Stage choose(Stage target, Evidence evidence, RouteSpan alive) {
    if (fits(target, alive)) {
      return target;
    }
    return Arrays.stream(Route.values())
        .filter(route -> StageGuard.permits(route, evidence) || leadsBack(route, evidence, alive))
        .map(route -> Stage.only(target.migration(), route))
        .filter(stage -> fits(stage, alive))
        .min(Comparator.comparingInt(stage -> distance(stage, target)))
        .orElseGet(() -> Stage.refused(target.migration()));
  }

  private static boolean leadsBack(Route route, Evidence evidence, RouteSpan alive) {
    return route == Route.BOTH_READ_NEW
        && alive.contains(Route.BOTH_LEAD_NEW)
        && StageGuard.permits(Route.BOTH_READ_OLD, evidence);
  }

  static boolean fits(Stage stage, RouteSpan alive) {
    return stage.routes().and(alive).isSafe();
  }

  private static int distance(Stage single, Stage target) {
    int from = Integer.numberOfTrailingZeros(single.routes().bits());
    return Arrays.stream(Route.values())
        .filter(target.routes()::contains)
        .mapToInt(route -> Math.abs(route.ordinal() - from))
        .min()
        .orElse(0);
  }
}
