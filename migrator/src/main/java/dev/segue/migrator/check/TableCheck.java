package dev.segue.migrator.check;

import dev.segue.migrator.table.MigratingTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Whether the table as a whole can be migrated, and by this role. */
final class TableCheck {

  private static final String QUERY =
      """
      SELECT c.relkind, pg_catalog.row_security_active(c.oid),
             pg_catalog.pg_has_role(c.relowner, 'USAGE'), c.relispartition,
             (SELECT count(*) FROM pg_catalog.pg_inherits i
              WHERE i.inhparent = c.oid AND c.relkind = 'r'),
             pg_catalog.has_database_privilege(current_database(), 'CREATE')
               OR EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'segue'),
             NOT c.relispartition
               AND EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid)
      FROM pg_catalog.pg_class c WHERE c.oid = ?::regclass""";

  private final Connection connection;
  private final MigratingTable table;
  private final Findings findings;

  TableCheck(Connection connection, MigratingTable table, Findings findings) {
    this.connection = connection;
    this.table = table;
    this.findings = findings;
  }

  void run() throws SQLException {
    String name = table.name().toString();
    if (table.key().isEmpty()) {
      error(
          "table %s has no primary key".formatted(name),
          "Rows are backfilled and verified in the order of their keys.",
          "Add one.");
    }
    try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setString(1, table.sqlName());
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        check(name, result);
      }
    }
  }

  private void check(String name, ResultSet result) throws SQLException {
    String kind = result.getString(1);
    if (!kind.equals("r") && !kind.equals("p")) {
      error("%s is not a table".formatted(name), "", "Name the table that is behind it.");
    }
    if (result.getBoolean(2)) {
      error(
          "row-level security hides rows of %s from this role".formatted(name),
          "A backfill or a verification would pass them over; it fails rather than do that.",
          "Run the operator's commands as a role with BYPASSRLS, or as the owner without FORCE.");
    }
    if (!result.getBoolean(3)) {
      error(
          "this role does not own table %s".formatted(name),
          "ALTER TABLE is the owner's.",
          "Run the operator's commands as its owner.");
    }
    if (result.getBoolean(4)) {
      error(
          "%s is a partition".formatted(name),
          "A column is added to all partitions or to none.",
          "Name the partitioned table in the rules file.");
    }
    if (result.getLong(5) > 0) {
      error(
          "other tables inherit from %s".formatted(name),
          "A statement that names the parent reads and writes the rows of its children, and one that"
              + " names a child is not rewritten.",
          "Only partitions are supported; end the inheritance with ALTER TABLE … NO INHERIT.");
    }
    if (!result.getBoolean(6)) {
      error(
          "this role cannot create the schema \"segue\"",
          "The control tables stand in it.",
          "GRANT CREATE ON DATABASE to it.");
    }
    if (result.getBoolean(7)) {
      error(
          "%s inherits from another table".formatted(name),
          "A statement that names the parent reads and writes its rows too, past the rewriting on"
              + " every route.",
          "End the inheritance with ALTER TABLE … NO INHERIT.");
    }
  }

  private void error(String fact, String detail, String hint) {
    findings.about(Subject.TABLE, table.name().toString()).error(fact, detail, hint);
  }
}
