package dev.segue.flags.fleet;

import dev.segue.flags.stage.Evidence;
import dev.segue.route.MigrationId;
import dev.segue.route.Shape;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A registry within one process: the fleet of a test is the watches that it starts. Thread-safe.
 *
 * <p>A migration of which no evidence was given has {@link Evidence#NOT_STARTED}.
 */
public final class InMemoryFleetRegistry implements FleetRegistry {

  private record Held(InstanceReport report, long untilNanos) {}

  private final LongSupplier nanoClock;
  private final Map<InstanceId, Held> leases = new HashMap<>();
  private final Map<MigrationId, Evidence> evidence = new HashMap<>();
  private long epoch = 1;

  /** An empty registry at epoch 1. */
  public InMemoryFleetRegistry() {
    this(System::nanoTime);
  }

  InMemoryFleetRegistry(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** Replaces what is known of a migration, and publishes. */
  public synchronized void setEvidence(MigrationId migration, Evidence known) {
    evidence.put(migration, known);
    epoch++;
  }

  @Override
  public synchronized long publishedEpoch() {
    return epoch;
  }

  @Override
  public synchronized long publish() {
    return ++epoch;
  }

  @Override
  public synchronized void renew(InstanceReport report, Duration lease) {
    leases.put(report.instance(), new Held(report, nanoClock.getAsLong() + lease.toNanos()));
  }

  @Override
  public synchronized List<InstanceLease> liveInstances() {
    long now = nanoClock.getAsLong();
    leases.values().removeIf(held -> held.untilNanos() - now <= 0);
    return leases.values().stream()
        .map(held -> new InstanceLease(held.report(), Duration.ofNanos(held.untilNanos() - now)))
        .toList();
  }

  @Override
  public synchronized Map<MigrationId, Evidence> evidence(Collection<MigrationId> migrations) {
    Map<MigrationId, Evidence> known = new HashMap<>();
    migrations.forEach(id -> known.put(id, evidence.getOrDefault(id, Evidence.NOT_STARTED)));
    return Map.copyOf(known);
  }

  @Override
  public synchronized void shapeLeft(MigrationId migration, Shape shape) {
    Evidence known = evidence.getOrDefault(migration, Evidence.NOT_STARTED);
    setEvidence(
        migration,
        shape == Shape.OLD ? known.withOldShapeCurrent(false) : known.withVerifiedClean(false));
  }

  @Override
  public synchronized void leave(InstanceId instance) {
    leases.remove(instance);
  }
}
