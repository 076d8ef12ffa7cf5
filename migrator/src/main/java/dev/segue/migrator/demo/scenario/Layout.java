package dev.segue.migrator.demo.scenario;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tables of a schema with their columns, and the foreign keys, one line each: {@code orders:
 * id, amount} and {@code orders.customer_id -> customers.id}. Immutable.
 */
public record Layout(Set<String> lines) {

  private static final String OF_THE_FIRST_SCHEMA =
      """
      SELECT t.relname || ': ' || (
        SELECT string_agg(a.attname, ', ' ORDER BY a.attnum) FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped)
      FROM pg_catalog.pg_class t
      WHERE t.relkind IN ('r', 'p', 'v') AND t.relnamespace = current_schema()::regnamespace
      UNION ALL
      SELECT t.relname || '.' || a.attname || ' -> ' || r.relname || '.' || ra.attname
        || CASE WHEN k.convalidated THEN '' ELSE ', not validated' END
      FROM pg_catalog.pg_constraint k
      JOIN pg_catalog.pg_class t ON t.oid = k.conrelid
      JOIN pg_catalog.pg_class r ON r.oid = k.confrelid
      JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.conkey[1]
      JOIN pg_catalog.pg_attribute ra ON ra.attrelid = r.oid AND ra.attnum = k.confkey[1]
      WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace""";

  public Layout {
    lines = Set.copyOf(lines);
  }

  /** A layout of these lines, each line once. */
  static Layout of(String text) {
    return new Layout(Set.copyOf(text.lines().toList()));
  }

  /**
   * What is there in the first schema of the search path.
   *
   * @param connection leads past Segue
   */
  public static Layout read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(OF_THE_FIRST_SCHEMA)) {
      List<String> lines = new ArrayList<>();
      while (result.next()) {
        lines.add(result.getString(1));
      }
      return new Layout(Set.copyOf(lines));
    }
  }

  /** What is otherwise in another layout, in words. */
  public List<String> differences(Layout other) {
    List<String> differences = new ArrayList<>();
    without(lines, other.lines).forEach(line -> differences.add("there must be " + line));
    without(other.lines, lines).forEach(line -> differences.add("there must not be " + line));
    return differences;
  }

  private static Set<String> without(Set<String> lines, Set<String> others) {
    Set<String> rest = new TreeSet<>(lines);
    rest.removeAll(others);
    return rest;
  }
}
