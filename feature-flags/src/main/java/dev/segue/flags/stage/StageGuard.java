package dev.segue.flags.stage;

import dev.segue.flags.Flag;
import dev.segue.flags.FlagKind;
import dev.segue.flags.MigrationFlags;
import dev.segue.flags.Percentage;
import dev.segue.flags.stage.Departure.Reason;
import dev.segue.route.MigrationId;
import dev.segue.route.Route;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides what takes effect of a migration's flags. Stateless; many threads may use it.
 *
 * <h2>Design</h2>
 *
 * At each moment one shape is the truth: the shape that holds every acknowledged write. A route is
 * {@link #permits permitted} when it reads such a shape and such a one leads its writes, when the
 * database can carry out what it writes, and when it leaves no column unwritten that must have a
 * value. From the evidence:
 *
 * <table>
 *   <caption>Which routes are permitted</caption>
 *   <tr>
 *     <th>the shapes</th>
 *     <th>OLD</th><th>BOTH_READ_OLD</th><th>BOTH_READ_NEW</th><th>BOTH_LEAD_NEW</th><th>NEW</th>
 *   </tr>
 *   <tr>
 *     <td>no new shape, old one current</td>
 *     <td>yes</td><td></td><td></td><td></td><td></td>
 *   </tr>
 *   <tr>
 *     <td>both, old one current, not verified</td>
 *     <td>1</td><td>yes</td><td></td><td></td><td></td>
 *   </tr>
 *   <tr>
 *     <td>both, old one current, verified</td>
 *     <td>1</td><td>yes</td><td>yes</td><td>yes</td><td>2</td>
 *   </tr>
 *   <tr>
 *     <td>both, old one stale</td>
 *     <td></td><td></td><td></td><td>yes</td><td>2</td>
 *   </tr>
 *   <tr>
 *     <td>old one dropped</td>
 *     <td></td><td></td><td></td><td></td><td>yes</td>
 *   </tr>
 *   <tr>
 *     <td>no new shape, old one stale or dropped</td>
 *     <td></td><td></td><td></td><td></td><td></td>
 *   </tr>
 * </table>
 *
 * (1: where the new shape may be left unwritten; 2: where the old one may.) Where triggers write
 * the second shape, a route that writes both is permitted only while they are enabled. A shape that
 * follows nothing is left already, and may be; but from a current old shape the way to {@code NEW}
 * is by routes that write both. In each row the flags choose among the permitted routes; what they
 * ask beyond them is a {@link Departure}, and the route nearest to it takes effect. Writing both
 * and reading the truth is always the safest route where both shapes exist: it closes no way.
 *
 * <p>{@code BOTH_LEAD_NEW} is the one route that no combination of flags stands for by itself. It
 * is what "both are written, new is read" becomes while the old shape is stale, since the truth
 * leads; and the fleet takes it as a step between {@code BOTH_READ_NEW} and {@code NEW}.
 *
 * <p>A stage mixes at most {@code BOTH_READ_OLD} and {@code BOTH_READ_NEW}, which write what the
 * other reads. Leaving a shape unwritten makes it stale from then on: whoever lets a stage take
 * effect records that first ({@code FleetRegistry.shapeLeft}), which the evidence shows afterwards.
 */
public final class StageGuard {

  private StageGuard() {}

  /** What takes effect, and which flags were not followed. */
  public record Decision(Stage stage, List<Departure> departures) {

    public Decision {
      departures = List.copyOf(departures);
    }
  }

  /** The safest stage nearest to what the flags say. */
  public static Decision decide(MigrationId migration, MigrationFlags flags, Evidence evidence) {
    List<Departure> departures = new ArrayList<>();
    MigrationFlags effective = effective(migration, flags, evidence, departures);
    Stage stage =
        effective == null ? Stage.refused(migration) : stageOf(migration, effective, evidence);
    if (!flags.shadowRead().isZero() && stage.shadowRead().isZero()) {
      departures.add(
          departure(
              migration,
              FlagKind.SHADOW_READ,
              flags,
              Percentage.ZERO,
              evidence.newShapePresent() ? Reason.NOTHING_TO_COMPARE : Reason.NEW_SHAPE_MISSING));
    }
    return new Decision(stage, departures);
  }

  /** Whether a transaction on this route loses nothing and reads nothing stale. */
  public static boolean permits(Route route, Evidence evidence) {
    boolean oldMissing = evidence.oldShapeGone();
    boolean newMissing = !evidence.newShapePresent();
    boolean onlyNew = oldMissing || !evidence.oldShapeCurrent();
    return switch (route) {
      case OLD ->
          !onlyNew && (newMissing || evidence.newShapeMayBeLeft() || !evidence.newShapeFollows());
      case BOTH_READ_OLD -> !onlyNew && !newMissing && evidence.newShapeFollows();
      case BOTH_READ_NEW -> !onlyNew && !newMissing && isProven(evidence);
      case BOTH_LEAD_NEW ->
          !newMissing
              && !oldMissing
              && evidence.oldShapeFollows()
              && (onlyNew || isProven(evidence));
      case NEW ->
          !newMissing
              && (oldMissing
                  || (onlyNew
                      ? evidence.oldShapeMayBeLeft() || !evidence.oldShapeFollows()
                      : evidence.oldShapeMayBeLeft()
                          && evidence.oldShapeFollows()
                          && isProven(evidence)));
    };
  }

  /** Whether the new shape is what the old one is, and stays so. */
  private static boolean isProven(Evidence evidence) {
    return evidence.verifiedClean() && evidence.newShapeFollows();
  }

  /** The flags as far as they are followed, or null where no route is safe. */
  private static MigrationFlags effective(
      MigrationId migration, MigrationFlags flags, Evidence evidence, List<Departure> departures) {
    if (!evidence.newShapePresent()) {
      if (evidence.oldShapeGone() || !evidence.oldShapeCurrent()) {
        departures.add(
            departure(
                migration,
                FlagKind.WRITE_NEW,
                flags,
                Percentage.ZERO,
                Reason.BOTH_SHAPES_UNUSABLE));
        return null;
      }
      return clamp(migration, flags, MigrationFlags.OFF, Reason.NEW_SHAPE_MISSING, departures);
    }
    if (evidence.oldShapeGone()) {
      return clamp(migration, flags, RETIRED, Reason.OLD_SHAPE_GONE, departures);
    }
    if (!evidence.oldShapeCurrent()) {
      return withStaleOld(migration, flags, evidence, departures);
    }
    return withCurrentOld(migration, flags, evidence, departures);
  }

  private static final MigrationFlags RETIRED =
      new MigrationFlags(true, Percentage.ZERO, Percentage.HUNDRED, true);

  private static MigrationFlags withStaleOld(
      MigrationId migration, MigrationFlags flags, Evidence evidence, List<Departure> departures) {
    boolean retire = flags.writeNew() && flags.readNew().isHundred() && flags.retireOld();
    boolean left = !evidence.oldShapeFollows();
    MigrationFlags done =
        new MigrationFlags(
            true,
            flags.shadowRead(),
            Percentage.HUNDRED,
            left || (retire && evidence.oldShapeMayBeLeft()));
    MigrationFlags wish =
        new MigrationFlags(true, flags.shadowRead(), Percentage.HUNDRED, flags.retireOld());
    clamp(migration, flags, wish, Reason.OLD_SHAPE_STALE, departures);
    if (left && !flags.retireOld()) {
      departures.add(
          departure(
              migration,
              FlagKind.RETIRE_OLD,
              flags,
              Percentage.HUNDRED,
              Reason.OLD_SHAPE_UNFOLLOWED));
    } else if (flags.retireOld() && !done.retireOld()) {
      departures.add(
          departure(
              migration,
              FlagKind.RETIRE_OLD,
              flags,
              Percentage.ZERO,
              !retire ? needs(flags) : Reason.OLD_SHAPE_REQUIRED));
    }
    return done;
  }

  private static MigrationFlags withCurrentOld(
      MigrationId migration, MigrationFlags flags, Evidence evidence, List<Departure> departures) {
    boolean follows = evidence.newShapeFollows();
    boolean forced = !flags.writeNew() && !evidence.newShapeMayBeLeft() && follows;
    if (flags.writeNew() && !follows) {
      return clamp(migration, flags, MigrationFlags.OFF, Reason.NEW_SHAPE_UNFOLLOWED, departures);
    }
    if (forced) {
      departures.add(
          departure(
              migration, FlagKind.WRITE_NEW, flags, Percentage.HUNDRED, Reason.NEW_SHAPE_REQUIRED));
    }
    Percentage readNew =
        flags.writeNew() && evidence.verifiedClean() ? flags.readNew() : Percentage.ZERO;
    if (!readNew.equals(flags.readNew())) {
      departures.add(
          departure(
              migration,
              FlagKind.READ_NEW,
              flags,
              readNew,
              flags.writeNew() ? Reason.NOT_VERIFIED : Reason.NEEDS_WRITE_NEW));
    }
    boolean retire =
        flags.retireOld()
            && readNew.isHundred()
            && evidence.oldShapeMayBeLeft()
            && evidence.oldShapeFollows();
    if (retire != flags.retireOld()) {
      Reason reason =
          !flags.writeNew() || !flags.readNew().isHundred()
              ? needs(flags)
              : !readNew.isHundred()
                  ? Reason.NOT_VERIFIED
                  : evidence.oldShapeFollows()
                      ? Reason.OLD_SHAPE_REQUIRED
                      : Reason.OLD_SHAPE_UNFOLLOWED;
      departures.add(departure(migration, FlagKind.RETIRE_OLD, flags, Percentage.ZERO, reason));
    }
    return new MigrationFlags(flags.writeNew() || forced, flags.shadowRead(), readNew, retire);
  }

  private static Reason needs(MigrationFlags flags) {
    return flags.writeNew() ? Reason.READ_NEW_BELOW_100 : Reason.NEEDS_WRITE_NEW;
  }

  /** {@code done}, with a departure for each flag but shadow-read that says otherwise. */
  private static MigrationFlags clamp(
      MigrationId migration,
      MigrationFlags flags,
      MigrationFlags done,
      Reason reason,
      List<Departure> departures) {
    for (FlagKind kind : FlagKind.values()) {
      if (kind != FlagKind.SHADOW_READ && !flags.get(kind).equals(done.get(kind))) {
        departures.add(departure(migration, kind, flags, done.get(kind), reason));
      }
    }
    return done;
  }

  private static Stage stageOf(MigrationId migration, MigrationFlags effective, Evidence known) {
    if (effective.retireOld()) {
      return Stage.retired(migration);
    }
    if (!effective.writeNew()) {
      return Stage.old(migration);
    }
    return known.oldShapeCurrent()
        ? Stage.both(migration, effective.readNew(), effective.shadowRead())
        : Stage.leadNew(migration, effective.shadowRead());
  }

  private static Departure departure(
      MigrationId migration, FlagKind kind, MigrationFlags flags, Percentage done, Reason reason) {
    return new Departure(new Flag(migration, kind), flags.get(kind), done, reason);
  }
}
