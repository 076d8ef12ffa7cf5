package dev.segue.flags.watch;

import static dev.segue.flags.watch.Fleet.ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.flags.stage.Evidence;
import dev.segue.flags.stage.RouteSpan;
import dev.segue.flags.stage.Stage;
import dev.segue.flags.stage.StageGuard;
import dev.segue.route.Route;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextStepTest {

  private static final Evidence STALE =
      Evidence.VERIFIED.withOldShapeCurrent(false).withVerifiedClean(false);

  private static Evidence evidence(String name) {
    return switch (name) {
      case "verified" -> Evidence.VERIFIED;
      case "expanded" -> Evidence.EXPANDED;
      case "stale" -> STALE;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Route only(Stage stage) {
    List<Route> routes = Arrays.stream(Route.values()).filter(stage.routes()::contains).toList();
    assertThat(routes).hasSize(1);
    return routes.get(0);
  }

  /** An instance alone, whose transactions on the routes behind end one after the other. */
  @ParameterizedTest
  @CsvSource({
    "verified,OLD,NEW,BOTH_READ_OLD BOTH_READ_NEW BOTH_LEAD_NEW NEW",
    "verified,BOTH_READ_NEW,NEW,BOTH_LEAD_NEW NEW",
    "verified,BOTH_LEAD_NEW,BOTH_READ_NEW,BOTH_READ_NEW",
    "verified,BOTH_LEAD_NEW,OLD,BOTH_READ_NEW BOTH_READ_OLD OLD",
    "stale,BOTH_LEAD_NEW,NEW,NEW",
    "stale,NEW,BOTH_LEAD_NEW,BOTH_LEAD_NEW",
    "expanded,OLD,BOTH_READ_OLD,BOTH_READ_OLD",
    "expanded,BOTH_READ_NEW,OLD,BOTH_READ_OLD OLD",
    "expanded,BOTH_LEAD_NEW,BOTH_READ_OLD,BOTH_READ_NEW BOTH_READ_OLD",
    "expanded,BOTH_LEAD_NEW,OLD,BOTH_READ_NEW BOTH_READ_OLD OLD",
  })
  void theWayIsTakenRouteByRoute(String known, Route from, Route to, String way) {
    List<Route> taken = new ArrayList<>();
    Route at = from;
    while (at != to && taken.size() < Route.values().length) {
      at = only(NextStep.choose(Stage.only(ID, to), evidence(known), RouteSpan.of(at)));
      taken.add(at);
    }
    assertThat(taken).map(Route::name).containsExactly(way.split(" "));
  }

  @Test
  void aRouteThatTheEvidenceForbidsIsNoStep() {
    for (String known : List.of("verified", "expanded", "stale")) {
      for (Route to : permitted(evidence(known))) {
        for (Route alive : Route.values()) {
          Stage chosen = NextStep.choose(Stage.only(ID, to), evidence(known), RouteSpan.of(alive));
          boolean leadsBack =
              alive == Route.BOTH_LEAD_NEW && chosen.routes().contains(Route.BOTH_READ_NEW);
          assertThat(chosen.isRefused() || leadsBack || permits(chosen, evidence(known)))
              .as("%s to %s beside %s: %s", known, to, alive, chosen)
              .isTrue();
        }
      }
    }
  }

  private static Set<Route> permitted(Evidence evidence) {
    Set<Route> permitted = EnumSet.allOf(Route.class);
    permitted.removeIf(route -> !StageGuard.permits(route, evidence));
    return permitted;
  }

  private static boolean permits(Stage stage, Evidence evidence) {
    return permitted(evidence).contains(only(stage));
  }

  /**
   * Two instances that step in turn, from any two neighbouring routes to any other: all that is
   * alive is safe at each moment, and both arrive.
   */
  @Test
  void twoInstancesArriveWhereverTheyStand() {
    for (Route to : Route.values()) {
      for (Route one : Route.values()) {
        for (Route other : Route.values()) {
          if (RouteSpan.of(one, other).isSafe()) {
            Route[] at = {one, other};
            for (int step = 0; step < 4 * Route.values().length; step++) {
              int stepping = step % 2;
              RouteSpan alive = RouteSpan.of(at);
              Stage next = NextStep.choose(Stage.only(ID, to), Evidence.VERIFIED, alive);
              assertThat(alive.and(next.routes()).isSafe())
                  .as("%s beside %s", next, alive)
                  .isTrue();
              at[stepping] = only(next);
            }
            assertThat(at).as("from %s and %s", one, other).containsOnly(to);
          }
        }
      }
    }
  }
}
