package dev.segue.migrator.flag;

import dev.segue.migrator.MigratorException;
import dev.segue.migrator.Progress;
import dev.segue.migrator.table.ForeignKey;
import dev.segue.migrator.table.LockedChange;
import dev.segue.route.MigrationId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Makes foreign keys on tables in use: {@code NOT VALID} at first, which looks at no row, and then
 * proven by {@code VALIDATE CONSTRAINT}, which blocks nobody (manual, ALTER TABLE, Notes).
 */
final class ForeignKeyMaking {

  private static final String FOREIGN_KEY_VIOLATION = "23503";
  private static final int FIRST_WITH_UNPROVEN_ON_PARTITIONED = 18;

  private final LockedChange locked;
  private final MigrationId migration;

  ForeignKeyMaking(LockedChange locked, MigrationId migration) {
    this.locked = locked;
    this.migration = migration;
  }

  /**
   * Puts one on its table and proves it.
   *
   * @param at the table that it points at, for people
   * @throws MigratorException REFUSED if rows refer to nothing; then it is taken off again
   */
  void make(Connection connection, ForeignKey key, String at, Progress progress)
      throws SQLException {
    boolean deferring =
        connection.getMetaData().getDatabaseMajorVersion() >= FIRST_WITH_UNPROVEN_ON_PARTITIONED;
    locked.run(connection, List.of(key.add(deferring)), progress);
    if (key.isProven()) {
      prove(connection, key, at, progress);
    }
  }

  /**
   * Proves one that is on its table.
   *
   * @throws MigratorException REFUSED if rows refer to nothing; then it is taken off
   */
  void prove(Connection connection, ForeignKey key, String at, Progress progress) {
    try {
      locked.run(connection, List.of(key.validate()), progress);
    } catch (MigratorException e) {
      locked.run(connection, List.of(key.drop()), progress);
      if (e.getCause() instanceof SQLException cause
          && FOREIGN_KEY_VIOLATION.equals(cause.getSQLState())) {
        throw MigratorException.refused(
            "rows of %s refer to rows that %s does not have".formatted(key.table(), at),
            "Its foreign key cannot point there.",
            "segue verify %s tells which rows differ.".formatted(migration));
      }
      throw e;
    }
  }
}
