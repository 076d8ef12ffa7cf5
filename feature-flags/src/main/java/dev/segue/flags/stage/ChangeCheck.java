package dev.segue.flags.stage;

import dev.segue.flags.Flag;
import dev.segue.flags.FlagException;
import dev.segue.flags.FlagKind;
import dev.segue.flags.MigrationFlags;
import dev.segue.flags.Percentage;
import dev.segue.route.Route;
import java.util.List;
import java.util.Optional;

/**
 * Judges an operator's change of one flag before it is made, by the rules of {@link StageGuard}: a
 * change is refused when the flag would not be followed, when it would make another flag stop being
 * followed, or when it would skip a stage. A change that takes back what was not followed anyway is
 * never refused. Stateless.
 */
public final class ChangeCheck {

  private static final RouteSpan RETIRING = RouteSpan.of(Route.BOTH_READ_NEW, Route.NEW);

  private ChangeCheck() {}

  /** Why {@code flag} may not be set to {@code value}; empty if it may. */
  public static Optional<FlagException> check(
      Flag flag, Percentage value, MigrationFlags current, Evidence evidence) {
    MigrationFlags proposed = current.with(flag.kind(), value);
    StageGuard.Decision before = StageGuard.decide(flag.migration(), current, evidence);
    StageGuard.Decision after = StageGuard.decide(flag.migration(), proposed, evidence);
    for (Departure departure : after.departures()) {
      if (departure.flag().equals(flag) || spoilsAnother(departure, before.departures())) {
        return Optional.of(refusal(flag, value, departure));
      }
    }
    if (!isOneStep(before.stage(), after.stage())) {
      return Optional.of(skips(flag, value, before.stage(), after.stage()));
    }
    return Optional.empty();
  }

  /** Neighbours, or parted by BOTH_LEAD_NEW alone: the fleet takes that step by itself. */
  private static boolean isOneStep(Stage before, Stage after) {
    RouteSpan together = before.routes().and(after.routes());
    return together.isSafe() || together.equals(RETIRING);
  }

  // A shadow read that stops loses nothing: taking write-new back stays one flag.
  private static boolean spoilsAnother(Departure departure, List<Departure> before) {
    return departure.flag().kind() != FlagKind.SHADOW_READ
        && before.stream()
            .noneMatch(
                known ->
                    known.flag().equals(departure.flag()) && known.reason() == departure.reason());
  }

  private static FlagException refusal(Flag flag, Percentage value, Departure departure) {
    String detail =
        departure.flag().equals(flag)
            ? sentence(departure.reason().why())
            : "Flag %s is %s, and %s."
                .formatted(
                    departure.flag(),
                    MigrationFlags.word(departure.flag().kind(), departure.asked()),
                    departure.reason().why());
    return new FlagException(fact(flag, value), detail, departure.reason().hint());
  }

  private static FlagException skips(Flag flag, Percentage value, Stage before, Stage after) {
    return new FlagException(
        fact(flag, value),
        "It would skip a stage: from %s to %s.".formatted(before, after),
        "Take one step at a time: write-new, read-new, retire-old; backwards in the other order.");
  }

  private static String fact(Flag flag, Percentage value) {
    return "cannot set flag %s %s%s"
        .formatted(
            flag,
            flag.kind().takesPercentage() ? "to " : "",
            MigrationFlags.word(flag.kind(), value));
  }

  private static String sentence(String fact) {
    return Character.toUpperCase(fact.charAt(0)) + fact.substring(1) + ".";
  }
}
