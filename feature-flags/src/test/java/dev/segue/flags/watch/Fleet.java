package dev.segue.flags.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.flags.Flag;
import dev.segue.flags.FlagKind;
import dev.segue.flags.MigrationFlags;
import dev.segue.flags.Percentage;
import dev.segue.flags.epoch.FlagSnapshot;
import dev.segue.flags.fleet.FleetRegistry;
import dev.segue.flags.fleet.InMemoryFleetRegistry;
import dev.segue.flags.stage.Stage;
import dev.segue.flags.store.FlagStore;
import dev.segue.flags.store.FlagStores;
import dev.segue.route.MigrationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Instances over one memory store and one registry, for tests. */
final class Fleet implements AutoCloseable {

  static final MigrationId ID = new MigrationId("customers-full-name");
  static final WatchSettings QUICK =
      new WatchSettings("shop", Duration.ofMillis(2), Duration.ofSeconds(10));

  final InMemoryFleetRegistry registry = new InMemoryFleetRegistry();
  final FlagStore store = FlagStores.memory(List.of(ID));
  private final List<FlagWatch> watches = new ArrayList<>();

  FlagWatch start() {
    return start(registry, QUICK);
  }

  FlagWatch start(FleetRegistry seen, WatchSettings settings) {
    FlagWatch watch = FlagWatch.start(List.of(ID), store, seen, settings, Thread::new);
    watches.add(watch);
    return watch;
  }

  /** Sets flags as another console would: unjudged and unpublished. */
  void set(MigrationFlags flags) {
    for (FlagKind kind : FlagKind.values()) {
      store.write(new Flag(ID, kind), flags.get(kind));
    }
  }

  static MigrationFlags flags(boolean writeNew, int readNew, boolean retireOld) {
    return new MigrationFlags(writeNew, Percentage.ZERO, Percentage.ofPercent(readNew), retireOld);
  }

  static Stage stage(FlagWatch watch) {
    FlagSnapshot current = watch.tracker().current();
    return current.stage(0);
  }

  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  static void awaitStage(FlagWatch watch, Stage stage) {
    await(stage.toString(), () -> stage(watch).equals(stage));
  }

  @Override
  public void close() {
    watches.forEach(FlagWatch::close);
  }
}
