package dev.segue.migrator.check;

import dev.segue.migrator.table.MigratingTable;
import dev.segue.rules.migration.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Checks that a table can be given the name of its new shape. */
final class NameCheck {

  private static final String QUERY =
      """
      SELECT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = ?),
             EXISTS (SELECT FROM pg_catalog.pg_class c
                     JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                     WHERE n.nspname = ? AND c.relname = ?),
             EXISTS (SELECT FROM pg_catalog.pg_type t
                     JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
                     WHERE n.nspname = ? AND t.typname = ?)""";

  private final Connection connection;
  private final MigratingTable table;
  private final Findings findings;

  NameCheck(Connection connection, MigratingTable table, Findings findings) {
    this.connection = connection;
    this.table = table;
    this.findings = findings;
  }

  void run() throws SQLException {
    Optional<TableName> awaited = table.awaitedName();
    if (awaited.isPresent()) {
      check(awaited.get());
    }
  }

  private void check(TableName name) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setString(1, name.schema());
      statement.setString(2, name.schema());
      statement.setString(3, name.name());
      statement.setString(4, name.schema());
      statement.setString(5, name.name());
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        if (!result.getBoolean(1)) {
          error(
              "there is no schema \"%s\"".formatted(name.schema()),
              "Table %s is to be renamed into it.".formatted(table.migration().table()),
              "Create it.");
        } else if (result.getBoolean(2)) {
          error(
              "there is something of the name %s already".formatted(name),
              "Table %s is to have that name.".formatted(table.migration().table()),
              "Drop or rename it, or choose another name in the rules file.");
        } else if (result.getBoolean(3)) {
          error(
              "there is a type of the name %s already".formatted(name),
              "Table %s is to have that name, and its row type with it."
                  .formatted(table.migration().table()),
              "Drop or rename it, or choose another name in the rules file.");
        }
      }
    }
  }

  private void error(String fact, String detail, String hint) {
    findings.about(Subject.TABLE, table.migration().table().toString()).error(fact, detail, hint);
  }
}
