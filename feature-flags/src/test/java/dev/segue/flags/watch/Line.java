package dev.segue.flags.watch;

import dev.segue.flags.fleet.FleetRegistry;
import dev.segue.flags.fleet.InstanceId;
import dev.segue.flags.fleet.InstanceLease;
import dev.segue.flags.fleet.InstanceReport;
import dev.segue.flags.stage.Evidence;
import dev.segue.route.MigrationId;
import dev.segue.route.Shape;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A registry that one instance can be cut off from, and that tells when a shape is being left. */
final class Line implements FleetRegistry {
  private final FleetRegistry registry;
  volatile boolean cut;
  volatile Runnable beforeLeaving = () -> {};

  Line(FleetRegistry registry) {
    this.registry = registry;
  }

  private FleetRegistry line() {
    if (cut) {
      throw new IllegalStateException("connection refused");
    }
    return registry;
  }

  @Override
  public long publishedEpoch() {
    return line().publishedEpoch();
  }

  @Override
  public long publish() {
    return line().publish();
  }

  @Override
  public void renew(InstanceReport report, Duration lease) {
    line().renew(report, lease);
  }

  @Override
  public List<InstanceLease> liveInstances() {
    return line().liveInstances();
  }

  @Override
  public Map<MigrationId, Evidence> evidence(Collection<MigrationId> migrations) {
    return line().evidence(migrations);
  }

  @Override
  public void shapeLeft(MigrationId migration, Shape shape) {
    beforeLeaving.run();
    line().shapeLeft(migration, shape);
  }

  @Override
  public void leave(InstanceId instance) {
    line().leave(instance);
  }
}
