package dev.segue.migrator.expand;

import dev.segue.driver.control.Quoted;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.table.DeclaredType;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.ShapeColumn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * A column that a migration adds.
 *
 * @param type as {@code format_type} prints it
 * @param collation to be named after it; empty for the type's own
 * @param from the columns that it is computed from
 * @param references what it refers to, for SQL; empty where it is no foreign key
 */
record NewColumn(String name, String type, String collation, List<String> from, String references) {

  private static final String COLLATION =
      """
      SELECT quote_ident(n.nspname) || '.' || quote_ident(l.collname)
      FROM pg_catalog.pg_attribute a
      JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
      JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation
      JOIN pg_catalog.pg_namespace n ON n.oid = l.collnamespace
      WHERE a.attrelid = ?::regclass AND a.attname = ? AND a.attcollation <> t.typcollation""";

  static NewColumn of(
      Connection connection, MigratingTable table, ColumnChange change, ShapeColumn column)
      throws SQLException {
    List<String> from = List.copyOf(change.up().get(column.name()).columns());
    if (column.type().isPresent()) {
      String place = "\"%s\" in line %d of the rules file".formatted(column.name(), change.line());
      String type = DeclaredType.formatted(connection, column.type().get(), place);
      return new NewColumn(column.name(), type, "", from, references(change));
    }
    if (change.kind() != ColumnChange.Kind.ONE_FOR_ONE) {
      throw MigratorException.badInput(
          "new column \"%s\" of migration \"%s\" has no type"
              .formatted(column.name(), table.migration().id()),
          "",
          "Write it in line %d of the rules file.".formatted(change.line()));
    }
    CatalogColumn old =
        table.relation().presentColumn(change.oldColumns().get(0).name()).orElseThrow();
    return new NewColumn(
        column.name(), old.type().formatted(), collation(connection, table, old), from, "");
  }

  /** A column without values that is added with its foreign key has nothing to validate. */
  private static String references(ColumnChange change) {
    return change
        .lookup()
        .map(
            lookup ->
                " REFERENCES %s (%s)".formatted(lookup.sqlName(), Quoted.identifier(lookup.key())))
        .orElse("");
  }

  private static String collation(Connection connection, MigratingTable table, CatalogColumn old)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COLLATION)) {
      statement.setString(1, table.sqlName());
      statement.setString(2, old.name());
      try (ResultSet result = statement.executeQuery()) {
        return result.next() ? result.getString(1) : "";
      }
    }
  }

  /** Whether a table has all that it is computed from. */
  boolean isFrom(MigratingTable table) {
    return from.stream().allMatch(column -> table.relation().presentColumn(column).isPresent());
  }

  /** What follows the name in ADD COLUMN. */
  String definition() {
    return (collation.isEmpty() ? type : type + " COLLATE " + collation) + references;
  }
}
