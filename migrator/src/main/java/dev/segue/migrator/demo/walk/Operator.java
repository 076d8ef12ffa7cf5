package dev.segue.migrator.demo.walk;

import dev.segue.flags.FlagKind;
import dev.segue.flags.Percentage;
import dev.segue.migrator.Progress;
import dev.segue.route.MigrationId;

/**
 * What an operator can do to a migration. Each method returns when the step is done in the whole
 * fleet.
 *
 * <p>All throw {@link dev.segue.migrator.MigratorException} where a step cannot be taken.
 */
public interface Operator extends AutoCloseable {

  /**
   * What a verification found.
   *
   * @param rows rows that were compared
   * @param differences rows whose two shapes differ
   * @param clean whether the migration may go on by it
   */
  record Verified(long rows, long differences, boolean clean) {}

  /** Adds the new columns, or the new tables. */
  void expand(MigrationId migration, Progress progress);

  /** Sets a flag and waits for the fleet; an on/off flag is 0 % or 100 %. */
  void flag(MigrationId migration, FlagKind flag, Percentage value, Progress progress);

  /**
   * Fills the new shape.
   *
   * @return rows that were passed
   */
  long backfill(MigrationId migration, Progress progress);

  /** Compares the shapes. */
  Verified verify(MigrationId migration, Progress progress);

  /** Drops the old columns, or the old tables. */
  void contract(MigrationId migration, Progress progress);

  @Override
  void close();
}
