package dev.segue.migrator.backfill;

import dev.segue.driver.control.InTransaction;
import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.Progress;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.migrator.table.TablePairs;
import dev.segue.route.Shape;
import dev.segue.rules.migration.Lookup;
import dev.segue.rules.migration.Migration;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What the planner knows of columns and tables that were just filled.
 *
 * <p>Of a table that was never analyzed it knows the size alone, of a new column nothing, and it
 * joins whole tables where a row by its key was asked for. Autovacuum gets there within minutes,
 * and to a partitioned table never (manual, 24.1.3); the flag that has applications read the new
 * shape may be switched on at once. So a backfill ends with ANALYZE.
 *
 * <p>It helps, and nothing is wrong without: a role that may not, or a table that another session
 * keeps from being analyzed, is said and no failure.
 */
final class PlannerStatistics {

  private static final int LOCK_SECONDS = 5;
  private static final Set<String> LET_BE =
      Set.of("55P03" /* lock timeout */, "42501" /* not allowed */);

  private PlannerStatistics() {}

  /** Renews those of the tables that hold the shape. */
  static void renew(
      MigrationContext context,
      Connection connection,
      Migration migration,
      Shape shape,
      Progress progress)
      throws SQLException {
    for (String table : tables(context, migration, shape)) {
      progress.waiting("gathering statistics of " + table);
      try {
        InTransaction.run(connection, () -> analyze(connection, table, progress));
      } catch (SQLException e) {
        if (!LET_BE.contains(String.valueOf(e.getSQLState()))) {
          throw e;
        }
        notDone(table, e.getMessage(), progress);
      }
    }
  }

  private static void analyze(Connection connection, String table, Progress progress)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL lock_timeout = '%ds'".formatted(LOCK_SECONDS));
      statement.execute("ANALYZE " + table);
      // A role that may not is warned, and nothing is done.
      SQLWarning warning = statement.getWarnings();
      if (warning != null) {
        notDone(table, warning.getMessage(), progress);
      }
    }
  }

  private static void notDone(String table, String why, Progress progress) {
    progress.said(
        "no statistics of %s were gathered (%s): run ANALYZE %s before read-new"
            .formatted(table, why, table));
  }

  private static Set<String> tables(MigrationContext context, Migration migration, Shape shape) {
    Set<String> tables = new LinkedHashSet<>();
    if (migration.copied().isPresent()) {
      TablePairs.read(context, migration)
          .computing(shape)
          .forEach(pair -> tables.add(pair.table(shape).sqlName()));
    } else {
      migration.byTable().forEach(each -> tables.add(MigratingTable.read(context, each).sqlName()));
    }
    migration.changes().stream()
        .flatMap(change -> change.lookup().stream())
        .map(Lookup::sqlName)
        .forEach(tables::add);
    return tables;
  }
}
