package dev.segue.flags.watch;

import static dev.segue.flags.watch.Fleet.ID;
import static dev.segue.flags.watch.Fleet.await;
import static dev.segue.flags.watch.Fleet.awaitStage;
import static dev.segue.flags.watch.Fleet.flags;
import static dev.segue.flags.watch.Fleet.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.flags.Flag;
import dev.segue.flags.FlagException;
import dev.segue.flags.FlagKind;
import dev.segue.flags.MigrationFlags;
import dev.segue.flags.Percentage;
import dev.segue.flags.epoch.FlagSnapshot;
import dev.segue.flags.epoch.TransactionEpoch;
import dev.segue.flags.fleet.FleetBarrier;
import dev.segue.flags.stage.Evidence;
import dev.segue.flags.stage.Stage;
import dev.segue.flags.store.FlagStore;
import dev.segue.flags.store.FlagStores;
import dev.segue.flags.store.FlagWriter;
import dev.segue.route.Route;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlagWatchTest {

  private final Fleet fleet = new Fleet();

  @AfterEach
  void closeAll() {
    fleet.close();
  }

  @Test
  void theFirstSnapshotIsThereWhenStartReturns() {
    fleet.set(flags(true, 0, false));
    fleet.registry.setEvidence(ID, Evidence.EXPANDED);
    FlagWatch watch = fleet.start();
    FlagSnapshot snapshot = watch.tracker().current();
    assertThat(snapshot.stage(0).routes().contains(Route.BOTH_READ_OLD)).isTrue();
    assertThat(snapshot.mayRoute(System.nanoTime())).isTrue();
    assertThat(snapshot.epoch()).isEqualTo(fleet.registry.publishedEpoch());
  }

  @Test
  void aStartThatCannotReadTheFlagsFailsAndLeavesNothing() {
    FlagStore missing = FlagStores.file(List.of(ID), Path.of("no-such-folder/flags.properties"));
    assertThatThrownBy(
            () ->
                FlagWatch.start(
                    List.of(ID), missing, fleet.registry, WatchSettings.of("gone"), Thread::new))
        .isInstanceOf(FlagException.class)
        .hasMessageContaining("does not exist");
    assertThat(fleet.registry.liveInstances()).isEmpty();
    assertThat(threads("segue-flags-gone")).isEmpty();
  }

  @Test
  void aFlipInMemoryIsTakenUpAndSeenAtTheBarrier() throws InterruptedException {
    fleet.registry.setEvidence(ID, Evidence.EXPANDED);
    FlagWatch watch = fleet.start();
    FlagWriter.Change change =
        new FlagWriter(fleet.store, fleet.registry)
            .set(new Flag(ID, FlagKind.WRITE_NEW), Percentage.HUNDRED);
    FleetBarrier.Progress progress =
        FleetBarrier.await(fleet.registry, change.epoch(), Duration.ofSeconds(10), seen -> {});
    assertThat(progress.isComplete()).isTrue();
    assertThat(stage(watch)).isEqualTo(Stage.both(ID, Percentage.ZERO, Percentage.ZERO));
  }

  @Test
  void aRefusedChangeChangesNothing() {
    FlagWriter writer = new FlagWriter(fleet.store, fleet.registry);
    long epoch = fleet.registry.publishedEpoch();
    assertThatThrownBy(() -> writer.set(new Flag(ID, FlagKind.READ_NEW), Percentage.HUNDRED))
        .isInstanceOf(FlagException.class)
        .hasMessageStartingWith("cannot set flag customers-full-name.read-new to 100%\nDetail: ");
    assertThat(fleet.store.read()).containsEntry(ID, MigrationFlags.OFF);
    assertThat(fleet.registry.publishedEpoch()).isEqualTo(epoch);
  }

  @Test
  void anOpenTransactionHoldsTheBarrierUp() throws InterruptedException {
    fleet.registry.setEvidence(ID, Evidence.EXPANDED);
    FlagWatch watch = fleet.start();
    TransactionEpoch slot = watch.tracker().register();
    slot.enter();
    long epoch =
        new FlagWriter(fleet.store, fleet.registry)
            .set(new Flag(ID, FlagKind.WRITE_NEW), Percentage.HUNDRED)
            .epoch();
    await("publication", () -> watch.tracker().current().epoch() >= epoch);
    List<FleetBarrier.Progress> told = new ArrayList<>();
    FleetBarrier.Progress stuck =
        FleetBarrier.await(fleet.registry, epoch, Duration.ofMillis(50), told::add);
    assertThat(stuck.isComplete()).isFalse();
    assertThat(stuck.waitingFor())
        .extracting(lease -> lease.report().instance())
        .containsExactly(watch.instance());
    assertThat(told).hasSize(1);
    slot.exit();
    assertThat(
            FleetBarrier.await(fleet.registry, epoch, Duration.ofSeconds(10), told::add)
                .isComplete())
        .isTrue();
  }

  @Test
  void aChangeBehindTheRegistrysBackIsPublished() {
    fleet.registry.setEvidence(ID, Evidence.EXPANDED);
    FlagWatch watch = fleet.start();
    long epoch = fleet.registry.publishedEpoch();
    fleet.set(flags(true, 0, false));
    awaitStage(watch, Stage.both(ID, Percentage.ZERO, Percentage.ZERO));
    assertThat(watch.tracker().current().epoch()).isGreaterThan(epoch);
  }

  @Test
  void aJumpOverTheStagesTakesThemOneByOneAsTransactionsEnd() {
    fleet.registry.setEvidence(ID, Evidence.VERIFIED);
    FlagWatch watch = fleet.start();
    fleet.registry.setEvidence(ID, Evidence.VERIFIED); // as if verified under OLD: the jump's worst
    TransactionEpoch slot = watch.tracker().register();
    slot.enter();
    fleet.set(flags(true, 100, true));
    awaitStage(watch, Stage.only(ID, Route.BOTH_READ_OLD));
    fleet.registry.setEvidence(ID, Evidence.VERIFIED);
    slot.enter(); // the transaction on OLD has ended, one on BOTH_READ_OLD begins
    awaitStage(watch, Stage.only(ID, Route.BOTH_READ_NEW));
    slot.enter();
    awaitStage(watch, Stage.only(ID, Route.BOTH_LEAD_NEW));
    assertThat(fleet.registry.evidence(List.of(ID)).get(ID).oldShapeCurrent()).isTrue();
    slot.enter();
    awaitStage(watch, Stage.retired(ID));
    await(
        "old shape recorded as left",
        () -> !fleet.registry.evidence(List.of(ID)).get(ID).oldShapeCurrent());
  }

  @Test
  void leavingTheNewShapeEndsItsVerification() {
    fleet.registry.setEvidence(ID, Evidence.VERIFIED);
    fleet.set(flags(true, 0, false));
    FlagWatch watch = fleet.start();
    assertThat(fleet.registry.evidence(List.of(ID)).get(ID).verifiedClean()).isTrue();
    fleet.set(MigrationFlags.OFF);
    awaitStage(watch, Stage.old(ID));
    assertThat(fleet.registry.evidence(List.of(ID)).get(ID).verifiedClean()).isFalse();
    fleet.set(flags(true, 100, false));
    awaitStage(watch, Stage.only(ID, Route.BOTH_READ_OLD));
  }

  @Test
  void aChangedFileIsSeenWithinASecond(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("flags.properties"), "");
    fleet.registry.setEvidence(ID, Evidence.EXPANDED);
    try (FlagStore store = FlagStores.file(List.of(ID), file);
        FlagWatch watch =
            FlagWatch.start(
                List.of(ID), store, fleet.registry, WatchSettings.of("shop"), Thread::new)) {
      for (String ending : List.of("\n", "")) { // with and without an ended last line
        for (boolean on : new boolean[] {true, false}) {
          Files.writeString(file, "customers-full-name.write-new = " + on + ending);
          long written = System.nanoTime();
          await("flip to " + on, () -> stage(watch).writeNew() == on);
          assertThat(Duration.ofNanos(System.nanoTime() - written))
              .isLessThan(Duration.ofSeconds(1));
        }
      }
    }
  }

  @Test
  void aFileThatVanishesLeavesTheLastGoodFlagsAndSaysSo(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("flags.properties"), "customers-full-name.write-new = true\n");
    fleet.registry.setEvidence(ID, Evidence.EXPANDED);
    try (FlagWatch watch =
        FlagWatch.start(
            List.of(ID),
            FlagStores.file(List.of(ID), file),
            fleet.registry,
            Fleet.QUICK,
            Thread::new)) {
      Files.delete(file);
      await("the problem", () -> watch.problem().isPresent());
      assertThat(watch.problem().orElseThrow()).hasMessageContaining("does not exist");
      assertThat(stage(watch).writeNew()).isTrue();
      assertThat(watch.tracker().current().mayRoute(System.nanoTime())).isTrue();
      Files.writeString(file, "customers-full-name.write-new = false\n");
      awaitStage(watch, Stage.old(ID));
      await("no problem", () -> watch.problem().isEmpty());
    }
  }

  @Test
  void closingStopsRoutingLeavesTheFleetAndNoThread() {
    FlagWatch watch =
        fleet.start(
            fleet.registry,
            new WatchSettings("closing", Duration.ofMillis(250), Duration.ofSeconds(10)));
    assertThat(threads("segue-flags-closing")).hasSize(1).allMatch(Thread::isDaemon);
    FlagSnapshot snapshot = watch.tracker().current();
    watch.close();
    watch.close();
    assertThat(threads("segue-flags-closing")).isEmpty();
    assertThat(fleet.registry.liveInstances()).isEmpty();
    assertThat(snapshot.mayRoute(System.nanoTime())).isFalse();
  }

  private static List<Thread> threads(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(prefix))
        .toList();
  }
}
