package dev.segue.flags.epoch;

import dev.segue.flags.MigrationFlags;
import dev.segue.flags.stage.Departure;
import dev.segue.flags.stage.Evidence;
import dev.segue.flags.stage.RouteSpan;
import dev.segue.flags.stage.Stage;
import dev.segue.route.MigrationId;
import java.util.List;

/**
 * One published set of flags: what each migration's flags said, what was known, and the stage that
 * takes effect. Immutable; a transaction uses one from its begin to its end.
 *
 * <p>Migrations are numbered in the order in which they were given to the watcher; the number finds
 * the stage by one array access.
 */
public final class FlagSnapshot {

  /**
   * One migration in a snapshot.
   *
   * @param flags what they said
   * @param evidence what was known
   * @param stage what takes effect
   * @param target what will take effect when the fleet has caught up; else the same as {@code
   *     stage}
   * @param departures the flags that are not followed
   */
  public record Entry(
      MigrationFlags flags,
      Evidence evidence,
      Stage stage,
      Stage target,
      List<Departure> departures) {

    public Entry {
      departures = List.copyOf(departures);
    }

    /** Whether the stage that the flags ask for is the one in effect. */
    public boolean isThere() {
      return stage.equals(target);
    }
  }

  private final long epoch;
  private final List<Entry> entries;
  private final Stage[] stages;
  private final LeaseState lease;

  /** A snapshot of {@code epoch} under {@code lease}; the entries stand in migration order. */
  public FlagSnapshot(long epoch, List<Entry> entries, LeaseState lease) {
    this.epoch = epoch;
    this.entries = List.copyOf(entries);
    this.stages = this.entries.stream().map(Entry::stage).toArray(Stage[]::new);
    this.lease = lease;
  }

  /** The number of this published set of flags. */
  public long epoch() {
    return epoch;
  }

  /** What a migration is allowed to do. */
  public Stage stage(int migrationOrdinal) {
    return stages[migrationOrdinal];
  }

  /** The number of migrations. */
  public int size() {
    return stages.length;
  }

  /** All that was known when it was published, in migration order. */
  public List<Entry> entries() {
    return entries;
  }

  /**
   * Whether statements of migrations may run at {@code nanoTime}. Where not, the instance has lost
   * its lease and others may have gone on without it: the statement is refused with SQLSTATE 57000.
   *
   * <p>This holds for plain {@code OLD} stages, too: an instance that is cut off there would go on
   * writing the old shape alone after the others have begun to read the new one. Only a stage whose
   * old shape is gone can wait for nothing ({@link #needsLease}).
   */
  public boolean mayRoute(long nanoTime) {
    return lease.holds(nanoTime);
  }

  /** Whether the migration is in flight, so that its statements must not run without a lease. */
  public boolean needsLease(int migrationOrdinal) {
    return !entries.get(migrationOrdinal).evidence().oldShapeGone();
  }

  /** The ordinal of a migration, or -1. */
  public int ordinalOf(MigrationId migration) {
    for (int i = 0; i < stages.length; i++) {
      if (stages[i].migration().equals(migration)) {
        return i;
      }
    }
    return -1;
  }

  /** The routes that transactions of this snapshot may take. */
  public RouteSpan routes(int migrationOrdinal) {
    return stages[migrationOrdinal].routes();
  }

  @Override
  public String toString() {
    return "epoch " + epoch + " " + List.of(stages);
  }
}
