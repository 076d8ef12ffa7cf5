package dev.segue.flags.fleet;

import dev.segue.flags.stage.Evidence;
import dev.segue.route.MigrationId;
import dev.segue.route.Shape;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Where the instances of a fleet see each other, and where the published epoch and the evidence are
 * kept. Implementations are thread-safe and linearizable: what a call has returned is seen by every
 * later call of any instance (in a database: one committed transaction for each call, read at READ
 * COMMITTED or above, on the primary server). A method that fails throws an unchecked exception and
 * may or may not have taken effect.
 */
public interface FleetRegistry {

  /** The number of the newest published set of flags. It never decreases. */
  long publishedEpoch();

  /**
   * Publishes: makes the next epoch and returns it. Called after flags or evidence were changed; a
   * registry that notices changes by itself (a trigger on the table of flags) may return the epoch
   * as it stands if that is newer than the change.
   */
  long publish();

  /**
   * Shows {@code report} to the fleet and grants the instance a lease of the given length from now,
   * by the registry's own clock. It replaces the instance's report before; an instance whose lease
   * has run out, or that is not yet known, becomes alive.
   */
  void renew(InstanceReport report, Duration lease);

  /** Every instance whose lease has not run out, in any order. */
  List<InstanceLease> liveInstances();

  /**
   * What is known of each of these migrations. An entry for every one of them, or an exception:
   * what is not known must not be guessed.
   */
  Map<MigrationId, Evidence> evidence(Collection<MigrationId> migrations);

  /**
   * Records that from now on {@code shape} no longer receives every write, and publishes. Called
   * before the first transaction that leaves it unwritten. Leaving the old shape makes {@link
   * Evidence#oldShapeCurrent} false until a reverse backfill; leaving the new one makes {@link
   * Evidence#verifiedClean} false until the next verification, also for a verification that is
   * running. Idempotent.
   */
  void shapeLeft(MigrationId migration, Shape shape);

  /** The instance is closed and its lease ends. Idempotent. */
  void leave(InstanceId instance);
}
