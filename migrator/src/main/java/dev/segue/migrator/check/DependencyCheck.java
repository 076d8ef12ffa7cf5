package dev.segue.migrator.check;

import dev.segue.driver.control.RunningTransactions;
import dev.segue.migrator.table.Counterparts;
import dev.segue.migrator.table.Dependents;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.route.Shape;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What else in the database reads, writes or guards the old columns. */
final class DependencyCheck {

  /** By their text: the server keeps no record of what a function's body names. */
  private static final String FUNCTIONS =
      """
      SELECT p.oid::regprocedure::text
      FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_language l ON l.oid = p.prolang
      WHERE p.oid >= 16384 AND l.lanname NOT IN ('c', 'internal')
        AND p.prosrc ILIKE '%' || ? || '%'
        AND EXISTS (SELECT FROM unnest(?::text[]) AS c(name)
                    WHERE p.prosrc ILIKE '%' || c.name || '%')
      ORDER BY 1""";

  private static final String TRIGGERS =
      """
      SELECT t.tgname
      FROM pg_catalog.pg_trigger t
      WHERE t.tgrelid = ?::regclass AND NOT t.tgisinternal AND t.tgenabled <> 'D'
        AND t.tgtype & 1 <> 0 AND t.tgtype & 16 <> 0 AND t.tgtype & (2 | 64) = 0
      ORDER BY 1""";

  private final Connection connection;
  private final MigratingTable table;
  private final Findings findings;

  DependencyCheck(Connection connection, MigratingTable table, Findings findings) {
    this.connection = connection;
    this.table = table;
    this.findings = findings;
  }

  void run() throws SQLException {
    for (String name : Dependents.blockingDrop(connection, table)) {
      findings.warning(
          "%s hangs on the old columns of %s".formatted(name, table.migration().table()),
          "Before contract, change it to the new columns or drop it.");
    }
    for (Counterparts.Missing missing : Counterparts.missing(connection, table)) {
      String fact =
          "%s %s stands on the old columns and has no counterpart on the new ones"
              .formatted(missing.name(), missing.definition());
      if (missing.kind().guardsData()) {
        findings.warning(fact, "Before retire-old, run: " + missing.sql());
      } else {
        findings.warning(fact, "Before read-new, for speed, run: " + missing.sql());
      }
    }
    functions();
    triggers();
    if (RunningTransactions.now(connection).count() > 0 && longRunning()) {
      findings.note(
          "a transaction of this database has run for more than a minute",
          "Steps wait for it; see pg_stat_activity.");
    }
  }

  private void functions() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FUNCTIONS)) {
      statement.setString(1, table.relation().name());
      statement.setArray(2, connection.createArrayOf("text", table.names(Shape.OLD).toArray()));
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          findings.warning(
              "function %s names the table and an old column".formatted(result.getString(1)),
              "SQL inside the database passes no driver: if it writes the table, let it write"
                  + " both shapes.");
        }
      }
    }
  }

  private void triggers() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TRIGGERS)) {
      statement.setString(1, table.sqlName());
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          findings.note(
              "trigger %s fires for each row that the backfill updates"
                  .formatted(result.getString(1)),
              "");
        }
      }
    }
  }

  private boolean longRunning() throws SQLException {
    String sql =
        """
        SELECT EXISTS (SELECT FROM pg_catalog.pg_stat_activity
                       WHERE datname = current_database()
                         AND xact_start < clock_timestamp() - interval '1 minute')""";
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet result = statement.executeQuery()) {
      return result.next() && result.getBoolean(1);
    }
  }
}
