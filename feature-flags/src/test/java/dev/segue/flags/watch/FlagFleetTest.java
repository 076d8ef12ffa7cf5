package dev.segue.flags.watch;

import static dev.segue.flags.watch.Fleet.ID;
import static dev.segue.flags.watch.Fleet.await;
import static dev.segue.flags.watch.Fleet.awaitStage;
import static dev.segue.flags.watch.Fleet.flags;
import static dev.segue.flags.watch.Fleet.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.flags.MigrationFlags;
import dev.segue.flags.epoch.FlagSnapshot;
import dev.segue.flags.epoch.TransactionEpoch;
import dev.segue.flags.fleet.InstanceId;
import dev.segue.flags.fleet.InstanceReport;
import dev.segue.flags.stage.Evidence;
import dev.segue.flags.stage.RouteSpan;
import dev.segue.flags.stage.Stage;
import dev.segue.route.Route;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several instances over one registry: what they may do at the same time. */
class FlagFleetTest {

  private final Fleet fleet = new Fleet();

  @AfterEach
  void closeAll() {
    fleet.close();
  }

  @Test
  void aStepWaitsForATransactionOfAnotherInstance() {
    fleet.registry.setEvidence(ID, Evidence.EXPANDED);
    FlagWatch one = fleet.start();
    FlagWatch other = fleet.start();
    TransactionEpoch slot = other.tracker().register();
    slot.enter();
    fleet.set(flags(true, 100, false));
    fleet.registry.setEvidence(ID, Evidence.VERIFIED);
    awaitStage(one, Stage.only(ID, Route.BOTH_READ_OLD));
    awaitStage(other, Stage.only(ID, Route.BOTH_READ_OLD));
    long looks = fleet.registry.publish();
    await("another look", () -> one.tracker().current().epoch() >= looks);
    assertThat(stage(one)).isEqualTo(Stage.only(ID, Route.BOTH_READ_OLD));
    slot.exit();
    awaitStage(one, Stage.only(ID, Route.BOTH_READ_NEW));
    awaitStage(other, Stage.only(ID, Route.BOTH_READ_NEW));
  }

  private void awaitAnotherLook(FlagWatch... watches) {
    long looks = fleet.registry.publish();
    for (FlagWatch watch : watches) {
      await("another look", () -> watch.tracker().current().epoch() >= looks);
    }
  }

  private boolean oldShapeIsCurrent() {
    return fleet.registry.evidence(List.of(ID)).get(ID).oldShapeCurrent();
  }

  @Test
  void anInstanceOnBothReadNewHoldsTheOthersBackFromNew() {
    Line line = new Line(fleet.registry);
    fleet.registry.setEvidence(ID, Evidence.VERIFIED);
    fleet.set(flags(true, 100, false));
    FlagWatch one = fleet.start(line, Fleet.QUICK);
    FlagWatch other = fleet.start(line, Fleet.QUICK);
    TransactionEpoch slot = other.tracker().register();
    slot.enter(); // on BOTH_READ_NEW
    List<Stage> whenLeft = new CopyOnWriteArrayList<>();
    line.beforeLeaving = () -> whenLeft.addAll(List.of(stage(one), stage(other)));
    fleet.set(flags(true, 100, true));
    awaitStage(one, Stage.only(ID, Route.BOTH_LEAD_NEW));
    awaitStage(other, Stage.only(ID, Route.BOTH_LEAD_NEW));
    awaitAnotherLook(one, other);
    assertThat(List.of(stage(one), stage(other))).containsOnly(Stage.only(ID, Route.BOTH_LEAD_NEW));
    assertThat(oldShapeIsCurrent()).isTrue();
    slot.exit();
    awaitStage(one, Stage.retired(ID));
    awaitStage(other, Stage.retired(ID));
    assertThat(oldShapeIsCurrent()).isFalse();
    assertThat(whenLeft.subList(0, 2))
        .as("stages before it was recorded that the old shape is left")
        .containsOnly(Stage.only(ID, Route.BOTH_LEAD_NEW));
  }

  @Test
  void theWayBackFromNewIsByTheRouteOnWhichTheNewShapeLeads() {
    fleet.registry.setEvidence(ID, Evidence.VERIFIED.withOldShapeCurrent(false));
    fleet.set(flags(true, 100, true));
    FlagWatch one = fleet.start();
    FlagWatch other = fleet.start();
    TransactionEpoch slot = other.tracker().register();
    slot.enter(); // on NEW
    fleet.set(flags(true, 100, false));
    awaitStage(one, Stage.only(ID, Route.BOTH_LEAD_NEW));
    awaitStage(other, Stage.only(ID, Route.BOTH_LEAD_NEW));
    fleet.set(flags(true, 0, false)); // the old shape is stale still
    awaitAnotherLook(one, other);
    assertThat(List.of(stage(one), stage(other))).containsOnly(Stage.only(ID, Route.BOTH_LEAD_NEW));
    slot.enter(); // on BOTH_LEAD_NEW
    fleet.registry.setEvidence(ID, Evidence.VERIFIED); // a reverse backfill, verified
    awaitStage(one, Stage.only(ID, Route.BOTH_READ_NEW));
    awaitStage(other, Stage.only(ID, Route.BOTH_READ_NEW));
    awaitAnotherLook(one, other);
    assertThat(List.of(stage(one), stage(other))).containsOnly(Stage.only(ID, Route.BOTH_READ_NEW));
    slot.exit();
    awaitStage(one, Stage.only(ID, Route.BOTH_READ_OLD));
    awaitStage(other, Stage.only(ID, Route.BOTH_READ_OLD));
  }

  @Test
  void writeNewThatIsSwitchedOffOnTheWayToNewRefusesNothing() {
    fleet.registry.setEvidence(ID, Evidence.VERIFIED);
    fleet.set(flags(true, 100, false));
    FlagWatch one = fleet.start();
    FlagWatch other = fleet.start();
    TransactionEpoch slot = other.tracker().register();
    slot.enter(); // on BOTH_READ_NEW, so that the fleet comes no further than BOTH_LEAD_NEW
    fleet.set(flags(true, 100, true));
    awaitStage(one, Stage.only(ID, Route.BOTH_LEAD_NEW));
    awaitStage(other, Stage.only(ID, Route.BOTH_LEAD_NEW));
    TransactionEpoch leading = one.tracker().register();
    leading.enter(); // on BOTH_LEAD_NEW
    fleet.registry.setEvidence(ID, Evidence.EXPANDED); // as the trigger on segue.flag does
    fleet.set(flags(false, 100, true));
    awaitStage(one, Stage.only(ID, Route.BOTH_READ_NEW));
    awaitStage(other, Stage.only(ID, Route.BOTH_READ_NEW));
    slot.exit();
    leading.exit();
    awaitStage(one, Stage.old(ID));
    awaitStage(other, Stage.old(ID));
  }

  @Test
  void aNewInstanceThatDoesNotFitIsRefusedUntilItDoes() {
    fleet.registry.setEvidence(ID, Evidence.VERIFIED);
    InstanceReport retired =
        new InstanceReport(
            new InstanceId("other"), "shop", 1, Map.of(ID, RouteSpan.of(Route.BOTH_READ_NEW)));
    fleet.registry.renew(retired, Duration.ofMinutes(1));
    fleet.registry.setEvidence(ID, Evidence.EXPANDED); // whence only the old shape may be read
    FlagWatch watch = fleet.start();
    assertThat(stage(watch)).isEqualTo(Stage.only(ID, Route.BOTH_READ_OLD)); // not yet OLD
    fleet.registry.renew(
        new InstanceReport(retired.instance(), "shop", 1, Map.of(ID, RouteSpan.of(Route.NEW))),
        Duration.ofMinutes(1));
    FlagWatch late = fleet.start();
    assertThat(stage(late).isRefused()).isTrue();
    fleet.registry.leave(retired.instance());
    awaitStage(late, Stage.old(ID));
    awaitStage(watch, Stage.old(ID));
  }

  @Test
  void anInstanceThatIsCutOffStopsRoutingAndRecoversByItself() {
    Line line = new Line(fleet.registry);
    fleet.registry.setEvidence(ID, Evidence.EXPANDED);
    fleet.set(flags(true, 0, false));
    FlagWatch watch =
        fleet.start(line, new WatchSettings("shop", Duration.ofMillis(2), Duration.ofMillis(300)));
    FlagSnapshot before = watch.tracker().current();
    line.cut = true;
    await("the lease to run out", () -> !before.mayRoute(System.nanoTime()));
    assertThat(watch.problem().orElseThrow())
        .hasMessageContaining("the fleet's registry does not answer\nDetail: connection refused");
    await("the registry to forget it", () -> fleet.registry.liveInstances().isEmpty());
    line.cut = false;
    await("routing again", () -> watch.tracker().current().mayRoute(System.nanoTime()));
    assertThat(before.mayRoute(System.nanoTime())).as("a transaction of before").isFalse();
  }

  @Test
  void anInstanceThatTheFleetHasLeftBehindTakesNoOldRouteAgain() {
    Line line = new Line(fleet.registry);
    fleet.registry.setEvidence(ID, Evidence.EXPANDED);
    FlagWatch lost =
        fleet.start(line, new WatchSettings("lost", Duration.ofMillis(2), Duration.ofMillis(200)));
    FlagWatch one = fleet.start();
    TransactionEpoch slot = lost.tracker().register();
    slot.enter(); // on OLD, and it stays open
    line.cut = true;
    fleet.set(flags(true, 100, false));
    awaitStage(one, Stage.only(ID, Route.BOTH_READ_OLD));
    fleet.registry.setEvidence(ID, Evidence.VERIFIED);
    awaitStage(one, Stage.only(ID, Route.BOTH_READ_NEW)); // once the lost lease has run out
    assertThat(lost.tracker().current().mayRoute(System.nanoTime())).isFalse();
    line.cut = false;
    await("a refused stage", () -> stage(lost).isRefused());
    slot.exit();
    awaitStage(lost, Stage.only(ID, Route.BOTH_READ_NEW));
  }

  /**
   * Flags are flipped at random, over stages too, while transactions of two instances come and go;
   * at no moment may two open transactions be on routes that are not neighbours.
   */
  @Test
  void noTwoTransactionsOfTheFleetAreEverOnRoutesThatAreNotNeighbours() {
    Random random = new Random(42);
    fleet.registry.setEvidence(ID, Evidence.VERIFIED);
    List<FlagWatch> watches = List.of(fleet.start(), fleet.start());
    List<TransactionEpoch> slots =
        watches.stream()
            .flatMap(w -> List.of(w.tracker().register(), w.tracker().register()).stream())
            .toList();
    MigrationFlags[] flips = {
      MigrationFlags.OFF,
      flags(true, 0, false),
      flags(true, 30, false),
      flags(true, 100, false),
      flags(true, 100, true)
    };
    int[] seen = new int[Route.values().length];
    long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
    for (int i = 0; System.nanoTime() < end; i++) {
      if (i % 2_000 == 0) {
        fleet.set(flips[random.nextInt(flips.length)]);
        fleet.registry.setEvidence(ID, Evidence.VERIFIED); // the harshest: always verified
      }
      TransactionEpoch slot = slots.get(random.nextInt(slots.size()));
      if (slot.entered() == null) {
        slot.enter();
      } else {
        slot.exit();
      }
      RouteSpan open = RouteSpan.NONE;
      for (TransactionEpoch each : slots) {
        if (each.entered() != null) {
          open = open.and(each.entered().routes(0));
        }
      }
      assertThat(open.isSafe()).as("open transactions on %s", open).isTrue();
      for (Route route : Route.values()) {
        seen[route.ordinal()] += open.contains(route) ? 1 : 0;
      }
      Thread.onSpinWait();
    }
    assertThat(seen).as("%s", Arrays.toString(Route.values())).doesNotContain(0);
  }
}
