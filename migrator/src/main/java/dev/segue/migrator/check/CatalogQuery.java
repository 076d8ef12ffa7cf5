package dev.segue.migrator.check;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads rows of the catalog. Stateless. */
final class CatalogQuery {

  /**
   * The beginning of a query: {@code family} has the oids of the table that the first parameter
   * names and of all that inherit from it, its partitions among them.
   */
  static final String FAMILY =
      """
      WITH RECURSIVE family(oid) AS (
        SELECT ?::regclass::oid
        UNION
        SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN family f ON i.inhparent = f.oid)
      """;

  /** Makes something of one row. */
  @FunctionalInterface
  interface Row<T> {
    T from(ResultSet result) throws SQLException;
  }

  private CatalogQuery() {}

  /**
   * The rows of a query.
   *
   * @param parameters texts, and collections of texts as {@code text[]}
   */
  static <T> List<T> rows(Connection connection, String sql, Row<T> row, Object... parameters)
      throws SQLException {
    List<T> rows = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        if (parameters[i] instanceof List<?> texts) {
          statement.setArray(i + 1, connection.createArrayOf("text", texts.toArray()));
        } else {
          statement.setString(i + 1, String.valueOf(parameters[i]));
        }
      }
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(row.from(result));
        }
      }
    }
    return rows;
  }

  /** A {@code text[]} in alphabetical order; empty where it is null. */
  static Set<String> texts(ResultSet result, int column) throws SQLException {
    java.sql.Array array = result.getArray(column);
    return array == null ? Set.of() : new TreeSet<>(List.of((String[]) array.getArray()));
  }
}
