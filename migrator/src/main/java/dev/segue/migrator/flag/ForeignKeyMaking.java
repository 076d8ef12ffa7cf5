package dev.segue.migrator.flag;

import dev.segue.migrator.MigratorException;
import dev.segue.migrator.Progress;
import dev.segue.migrator.table.ForeignKey;
import dev.segue.migrator.table.LockedChange;
import dev.segue.route.MigrationId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes foreign keys on tables in use: {@code NOT VALID} at first, which looks at no row, and then
 * proven by {@code VALIDATE CONSTRAINT}, which blocks nobody (manual, ALTER TABLE, Notes).
 *
 * <p>Before PostgreSQL 18 a partitioned table takes none that is unproven. So they are made so on
 * its partitions: it takes over those that are equal, and looks at no row for them.
 */
final class ForeignKeyMaking {

  private static final String FOREIGN_KEY_VIOLATION = "23503";
  private static final int FIRST_WITH_UNPROVEN_ON_PARTITIONED = 18;

  private static final String PARTITIONS =
      """
      SELECT p.relid::regclass::text, k.convalidated
      FROM pg_catalog.pg_partition_tree(?::regclass) p
      LEFT JOIN pg_catalog.pg_constraint k
        ON k.conrelid = p.relid AND k.contype = 'f' AND pg_catalog.quote_ident(k.conname) = ?
      WHERE p.isleaf
      ORDER BY 1""";

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
    if (key.partitioned()
        && connection.getMetaData().getDatabaseMajorVersion()
            < FIRST_WITH_UNPROVEN_ON_PARTITIONED) {
      makeByPartitions(connection, key, at, progress);
      return;
    }
    locked.run(connection, List.of(key.add()), progress);
    if (key.isProven()) {
      prove(connection, key, at, progress);
    }
  }

  /** Those of a making that was broken off are made anew, or are there. */
  private void makeByPartitions(Connection connection, ForeignKey key, String at, Progress progress)
      throws SQLException {
    List<ForeignKey> made = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(PARTITIONS)) {
      statement.setString(1, key.table());
      statement.setString(2, key.name());
      try (ResultSet partitions = statement.executeQuery()) {
        while (partitions.next()) {
          if (!partitions.getBoolean(2)) {
            made.add(key.onPartition(partitions.getString(1)));
          }
        }
      }
    }
    try {
      for (ForeignKey part : made) {
        locked.run(connection, List.of(part.drop(), part.add()), progress);
        prove(connection, part, at, progress);
      }
      locked.run(connection, List.of(key.addProven()), progress);
    } catch (MigratorException e) {
      made.forEach(part -> locked.run(connection, List.of(part.drop()), progress));
      throw e;
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
