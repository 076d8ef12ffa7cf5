package dev.segue.flags.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.flags.FlagKind;
import dev.segue.flags.MigrationFlags;
import dev.segue.flags.Percentage;
import dev.segue.flags.rollout.StickyHash;
import dev.segue.flags.stage.Departure.Reason;
import dev.segue.route.MigrationId;
import dev.segue.route.Route;
import dev.segue.route.Shape;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StageGuardTest {

  private static final MigrationId ID = new MigrationId("customers-full-name");
  private static final Percentage QUARTER = Percentage.ofPercent(25);

  private static StageGuard.Decision decide(MigrationFlags flags, Evidence evidence) {
    return StageGuard.decide(ID, flags, evidence);
  }

  private static MigrationFlags flags(boolean writeNew, int readNew, boolean retireOld) {
    return new MigrationFlags(writeNew, Percentage.ZERO, Percentage.ofPercent(readNew), retireOld);
  }

  /**
   * The oracle: knows no rule, only what tables do. The application has written the values 1 and 2
   * to one row; each shape holds the last value that reached it.
   */
  private record Tables(boolean hasOld, int old, boolean hasNew, int fresh, Evidence evidence) {

    static final int ACKNOWLEDGED = 2;
    static final int STALE = 1;

    static Tables of(Evidence e) {
      boolean newIsTruth = e.oldShapeGone() || !e.oldShapeCurrent();
      int old = e.oldShapeCurrent() ? ACKNOWLEDGED : STALE;
      boolean caughtUp = e.verifiedClean() && e.newShapeFollows();
      int fresh = newIsTruth || caughtUp ? ACKNOWLEDGED : STALE;
      return new Tables(!e.oldShapeGone(), old, e.newShapePresent(), fresh, e);
    }

    boolean holdsTheAcknowledged(Shape shape) {
      return shape == Shape.OLD ? hasOld && old == ACKNOWLEDGED : hasNew && fresh == ACKNOWLEDGED;
    }

    boolean canInsert(Route route) {
      boolean oldTakesIt =
          route.writes(Shape.OLD)
              ? hasOld
              : !hasOld || evidence.oldShapeMayBeLeft() || !evidence.oldShapeFollows();
      boolean newTakesIt =
          route.writes(Shape.NEW)
              ? hasNew
              : !hasNew || evidence.newShapeMayBeLeft() || !evidence.newShapeFollows();
      return oldTakesIt && newTakesIt;
    }

    boolean safe(Route route) {
      return holdsTheAcknowledged(route.reads())
          && holdsTheAcknowledged(route.leads())
          && canInsert(route)
          && reaches(route);
    }

    /** What is written to the leading shape comes to the other one, where both are written. */
    boolean reaches(Route route) {
      if (route == Route.NEW && holdsTheAcknowledged(Shape.OLD)) {
        return evidence.oldShapeFollows(); // by way of BOTH_LEAD_NEW
      }
      return !route.writesBoth()
          || (route.leads() == Shape.OLD ? evidence.newShapeFollows() : evidence.oldShapeFollows());
    }

    /** A write on one route is seen by a read on the other. */
    static boolean seeEachOther(Route one, Route other) {
      return one.writes(other.reads()) && other.writes(one.reads());
    }
  }

  private static Set<Route> drawn(Stage stage) {
    Set<Route> routes = EnumSet.noneOf(Route.class);
    if (!stage.isRefused()) {
      for (int i = 0; i < 60_000; i++) {
        routes.add(stage.draw(StickyHash.ofNumber(i)));
      }
    }
    return routes;
  }

  @Test
  void noCombinationOfFlagsAndEvidenceLosesOrReadsStale() {
    for (Evidence evidence : EveryEvidence.evidences()) {
      Tables tables = Tables.of(evidence);
      for (MigrationFlags flags : EveryEvidence.flags()) {
        Stage stage = decide(flags, evidence).stage();
        Set<Route> routes = routes(stage);
        String context = flags + " with " + evidence + " gave " + stage;
        for (Route one : routes) {
          assertThat(tables.safe(one)).as(context).isTrue();
          for (Route other : routes) {
            assertThat(Tables.seeEachOther(one, other)).as(context).isTrue();
          }
        }
        boolean oneIsSafe = Arrays.stream(Route.values()).anyMatch(tables::safe);
        assertThat(stage.isRefused()).as(context).isEqualTo(!oneIsSafe);
      }
    }
  }

  private static Set<Route> routes(Stage stage) {
    Set<Route> routes = EnumSet.noneOf(Route.class);
    for (Route route : Route.values()) {
      if (stage.routes().contains(route)) {
        routes.add(route);
      }
    }
    return routes;
  }

  @Test
  void permitsExactlyTheRoutesThatTheTablesBear() {
    for (Evidence evidence : EveryEvidence.evidences()) {
      for (Route route : Route.values()) {
        assertThat(StageGuard.permits(route, evidence))
            .as("%s with %s", route, evidence)
            .isEqualTo(Tables.of(evidence).safe(route));
      }
    }
  }

  @Test
  void aStageDrawsExactlyItsRoutes() {
    for (int readNew : new int[] {0, 1, 50, 100}) {
      Stage stage = Stage.both(ID, Percentage.ofPercent(readNew), Percentage.ZERO);
      assertThat(drawn(stage)).isEqualTo(routes(stage));
    }
    for (Route route : Route.values()) {
      assertThat(drawn(Stage.only(ID, route))).containsExactly(route);
    }
  }

  /** What the flags ask is followed wherever the oracle bears every route of it. */
  @Test
  void flagsAreFollowedWhereverThatIsSafe() {
    for (Evidence evidence : EveryEvidence.evidences()) {
      Tables tables = Tables.of(evidence);
      for (MigrationFlags flags : EveryEvidence.flags()) {
        boolean coherent =
            flags.writeNew()
                ? !flags.retireOld() || flags.readNew().isHundred()
                : flags.readNew().isZero() && !flags.retireOld();
        if (!coherent) {
          assertThat(decide(flags, evidence).departures())
              .as("%s with %s", flags, evidence)
              .isNotEmpty();
          continue;
        }
        Set<Route> asked = asked(flags, evidence);
        StageGuard.Decision decision = decide(flags, evidence);
        boolean followed =
            decision.departures().stream()
                .allMatch(departure -> departure.flag().kind() == FlagKind.SHADOW_READ);
        assertThat(followed)
            .as("%s with %s gave %s", flags, evidence, decision)
            .isEqualTo(asked.stream().allMatch(tables::safe));
        if (followed) {
          assertThat(routes(decision.stage())).isEqualTo(asked);
          if (flags.writeNew()) {
            assertThat(decision.stage().readNew()).isEqualTo(flags.readNew());
          }
        }
      }
    }
  }

  private static Set<Route> asked(MigrationFlags flags, Evidence evidence) {
    if (flags.retireOld()) {
      return EnumSet.of(Route.NEW);
    }
    if (!flags.writeNew()) {
      return EnumSet.of(Route.OLD);
    }
    Set<Route> asked = EnumSet.noneOf(Route.class);
    if (!flags.readNew().isZero()) {
      boolean oldLeads = Tables.of(evidence).holdsTheAcknowledged(Shape.OLD);
      asked.add(oldLeads ? Route.BOTH_READ_NEW : Route.BOTH_LEAD_NEW);
    }
    if (!flags.readNew().isHundred()) {
      asked.add(Route.BOTH_READ_OLD);
    }
    return asked;
  }

  @Test
  void everyDepartureSaysWhatIsDoneAsItIsDone() {
    for (Evidence evidence : EveryEvidence.evidences()) {
      for (MigrationFlags flags : EveryEvidence.flags()) {
        for (Departure departure : decide(flags, evidence).departures()) {
          assertThat(departure.asked()).isEqualTo(flags.get(departure.flag().kind()));
          assertThat(departure.toString()).contains("\nHint: ");
          if (departure.reason() == Reason.BOTH_SHAPES_UNUSABLE) {
            assertThat(departure.toString()).startsWith("migration customers-full-name takes no");
          } else {
            assertThat(departure.done()).isNotEqualTo(departure.asked());
            assertThat(departure.toString()).startsWith("flag customers-full-name.");
          }
        }
      }
    }
  }

  @Test
  void readNewWaitsForACleanVerification() {
    StageGuard.Decision decision = decide(flags(true, 25, false), Evidence.EXPANDED);
    assertThat(routes(decision.stage())).containsExactly(Route.BOTH_READ_OLD);
    assertThat(decision.departures())
        .singleElement()
        .satisfies(d -> assertThat(d.reason()).isEqualTo(Reason.NOT_VERIFIED))
        .hasToString(
            """
            flag customers-full-name.read-new says 25% and 0% takes effect: no verification is \
            clean and still counts, so the new shape may miss rows
            Hint: Run backfill, then verify, then set the flag.""");
  }

  @Test
  void aStaleOldShapeIsNeverReadAndNeverLeadsWhateverTheFlagsSay() {
    Evidence stale = Evidence.VERIFIED.withOldShapeCurrent(false).withVerifiedClean(false);
    for (MigrationFlags flags : EveryEvidence.flags()) {
      assertThat(routes(decide(flags, stale).stage())).isSubsetOf(Route.BOTH_LEAD_NEW, Route.NEW);
    }
  }

  /** The rows of the table of {@link StageGuard}, where either shape may be left unwritten. */
  @ParameterizedTest
  @CsvSource({
    "false,true,false,false,OLD",
    "true,true,false,false,OLD BOTH_READ_OLD",
    "true,true,false,true,OLD BOTH_READ_OLD BOTH_READ_NEW BOTH_LEAD_NEW NEW",
    "true,false,false,false,BOTH_LEAD_NEW NEW",
    "true,false,false,true,BOTH_LEAD_NEW NEW",
    "true,false,true,false,NEW",
    "false,false,false,false,''",
    "false,false,true,false,''",
  })
  void theShapesPermitTheseRoutes(
      boolean newPresent, boolean oldCurrent, boolean oldGone, boolean verified, String routes) {
    Evidence evidence = new Evidence(verified, oldCurrent, true, true, oldGone, newPresent);
    assertThat(Arrays.stream(Route.values()).filter(r -> StageGuard.permits(r, evidence)))
        .map(Route::name)
        .containsExactlyElementsOf(routes.isEmpty() ? List.of() : List.of(routes.split(" ")));
  }

  @Test
  void whereBothAreWrittenAndNewIsReadTheTruthLeads() {
    Evidence stale = Evidence.VERIFIED.withOldShapeCurrent(false);
    assertThat(decide(flags(true, 100, false), Evidence.VERIFIED))
        .isEqualTo(new StageGuard.Decision(Stage.only(ID, Route.BOTH_READ_NEW), List.of()));
    assertThat(decide(flags(true, 100, false), stale))
        .isEqualTo(new StageGuard.Decision(Stage.only(ID, Route.BOTH_LEAD_NEW), List.of()));
  }

  @Test
  void triggersThatAreNotEnabledLeaveTheShapeThatLeads() {
    Evidence current = Evidence.VERIFIED.withFollowing(false, true);
    assertThat(decide(flags(true, 100, false), current).stage()).isEqualTo(Stage.old(ID));
    assertThat(decide(flags(true, 100, false), current).departures())
        .extracting(Departure::reason)
        .containsOnly(Reason.NEW_SHAPE_UNFOLLOWED);

    StageGuard.Decision retiring =
        decide(flags(true, 100, true), Evidence.VERIFIED.withFollowing(true, false));
    assertThat(retiring.stage()).isEqualTo(Stage.only(ID, Route.BOTH_READ_NEW));
    assertThat(retiring.departures())
        .extracting(Departure::reason)
        .containsExactly(Reason.OLD_SHAPE_UNFOLLOWED);

    Evidence stale = Evidence.VERIFIED.withOldShapeCurrent(false).withFollowing(false, false);
    assertThat(decide(flags(true, 100, false), stale).stage()).isEqualTo(Stage.retired(ID));
    assertThat(decide(flags(true, 100, false), stale.withFollowing(false, true)).stage())
        .isEqualTo(Stage.only(ID, Route.BOTH_LEAD_NEW));
  }

  @Test
  void retireOldStaysAfterItsOwnWritesEndedTheVerification() {
    Evidence retired = Evidence.VERIFIED.withOldShapeCurrent(false).withVerifiedClean(false);
    assertThat(decide(flags(true, 100, true), retired))
        .isEqualTo(new StageGuard.Decision(Stage.retired(ID), List.of()));
  }

  @Test
  void shadowReadsRunOnlyWhileBothShapesAreWritten() {
    MigrationFlags shadow = new MigrationFlags(true, QUARTER, Percentage.ZERO, false);
    assertThat(decide(shadow, Evidence.EXPANDED).stage().shadowRead()).isEqualTo(QUARTER);
    assertThat(
            decide(shadow.with(FlagKind.WRITE_NEW, Percentage.ZERO), Evidence.EXPANDED)
                .departures())
        .extracting(Departure::reason)
        .containsExactly(Reason.NOTHING_TO_COMPARE);
  }
}
