package dev.segue.migrator.check;

import dev.segue.driver.control.RunningTransactions;
import dev.segue.migrator.table.Dependents;
import dev.segue.migrator.table.MigratingTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/**
 * What else in the database reads, writes or guards the old columns, by one check for each kind of
 * object; and whatever other object stands in the way of dropping them.
 */
final class DependencyCheck {

  /** The catalogs that a check of their own reads. */
  private static final Set<String> CHECKED =
      Set.of("pg_rewrite", "pg_trigger", "pg_policy", "pg_attrdef", "pg_constraint", "pg_proc");

  private static final String LONG_RUNNING =
      """
      SELECT 1 FROM pg_catalog.pg_stat_activity
      WHERE datname = current_database()
        AND xact_start < clock_timestamp() - interval '1 minute'""";

  private final Connection connection;
  private final MigratingTable table;
  private final Findings findings;

  DependencyCheck(Connection connection, MigratingTable table, Findings findings) {
    this.connection = connection;
    this.table = table;
    this.findings = findings;
  }

  void run() throws SQLException {
    new TriggerCheck(connection, table, findings).run();
    new ViewCheck(connection, table, findings).run();
    new RoutineCheck(connection, table, findings).run();
    new PolicyCheck(connection, table, findings).run();
    new ComputedColumnCheck(connection, table, findings).run();
    new ConstraintCheck(connection, table, findings).run();
    new ReplicationCheck(connection, table, findings).run();
    new PartitionCheck(connection, table, findings).run();
    Dependents.blockingDrop(connection, table).stream()
        .filter(dependent -> !CHECKED.contains(dependent.catalog()))
        .forEach(this::other);
    if (RunningTransactions.now(connection).count() > 0
        && !CatalogQuery.rows(connection, LONG_RUNNING, row -> row.getInt(1)).isEmpty()) {
      findings
          .about(Subject.TRANSACTION, "")
          .note(
              "a transaction of this database has run for more than a minute",
              "Every step waits for those that began before it.",
              "See pg_stat_activity.");
    }
  }

  private void other(Dependents.Dependent dependent) {
    findings
        .about(Subject.DEPENDENT, dependent.name())
        .warning(
            "%s hangs on the old columns of %s"
                .formatted(dependent.name(), table.migration().table()),
            "contract would fail on it, and refuses.",
            "Before contract, change it to the new columns or drop it.");
  }
}
