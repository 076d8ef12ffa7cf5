package dev.segue.driver.control;

import dev.segue.route.MigrationId;
import dev.segue.rules.catalog.ColumnType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table {@code segue.old_column}: the columns of old shapes, remembered past their drop. */
public final class OldColumns {

  private final Connection connection;

  public OldColumns(Connection connection) {
    this.connection = connection;
  }

  /** What is remembered of a table, by position; nothing where there is no control schema. */
  public List<OldColumn> of(String schema, String table) throws SQLException {
    if (!Present.table(connection, "old_column")) {
      return List.of();
    }
    String sql =
        """
        SELECT column_name, position, type_formatted, type_base, type_modifier,
               default_expression, not_null, u.formatted, u.base, u.modifier
        FROM segue.old_column
        """
            + DomainColumns.over("pg_catalog.to_regtype(type_base)")
            + """
         WHERE table_schema = ? AND table_name = ?
        ORDER BY position""";
    List<OldColumn> columns = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, schema);
      statement.setString(2, table);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          columns.add(
              new OldColumn(
                  schema,
                  table,
                  result.getString(1),
                  result.getInt(2),
                  new ColumnType(
                      result.getString(3),
                      result.getString(4),
                      result.getInt(5),
                      DomainColumns.read(result, 8)),
                  Optional.ofNullable(result.getString(6)),
                  result.getBoolean(7)));
        }
      }
    }
    return columns;
  }

  /** Remembers a column as it is now; what was remembered of it before is overwritten. */
  public void remember(MigrationId migration, OldColumn column) throws SQLException {
    String sql =
        """
        INSERT INTO segue.old_column AS remembered
          (table_schema, table_name, column_name, migration, position, type_formatted, type_base,
           type_modifier, default_expression, not_null)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (table_schema, table_name, column_name) DO UPDATE SET
          migration = excluded.migration, position = excluded.position,
          type_formatted = excluded.type_formatted, type_base = excluded.type_base,
          type_modifier = excluded.type_modifier,
          default_expression = excluded.default_expression, not_null = excluded.not_null""";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, column.schema());
      statement.setString(2, column.table());
      statement.setString(3, column.name());
      statement.setString(4, migration.value());
      statement.setInt(5, column.position());
      statement.setString(6, column.type().formatted());
      statement.setString(7, column.type().base());
      statement.setInt(8, column.type().modifier());
      statement.setString(9, column.defaultExpression().orElse(null));
      statement.setBoolean(10, column.notNull());
      statement.executeUpdate();
    }
  }

  /** Forgets what is remembered of a table. */
  public void forget(String schema, String table) throws SQLException {
    String sql = "DELETE FROM segue.old_column WHERE table_schema = ? AND table_name = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, schema);
      statement.setString(2, table);
      statement.executeUpdate();
    }
  }
}
