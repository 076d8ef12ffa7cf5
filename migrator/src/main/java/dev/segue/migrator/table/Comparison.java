package dev.segue.migrator.table;

import dev.segue.migrator.MigratorException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** Tells which types are compared as bytes of text rather than by their own equality. */
public final class Comparison {

  private static final String BYTE_WISE =
      """
      SELECT format_type(a.atttypid, a.atttypmod)
      FROM pg_catalog.pg_attribute a
      JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
      WHERE a.attrelid = ?::regclass AND a.attnum > 0 AND NOT a.attisdropped
        AND (t.typcategory = 'S' OR t.typname IN ('json', 'xml', 'point', 'box', 'polygon', 'path'))
      """;

  private Comparison() {}

  /**
   * The types of a table's columns that must be compared so, by their formatted name.
   *
   * @param table its name for SQL
   */
  public static Predicate<String> byteWise(Connection connection, String table) {
    Set<String> types = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(BYTE_WISE)) {
      statement.setString(1, table);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          types.add(result.getString(1));
        }
      }
    } catch (SQLException e) {
      throw MigratorException.of("reading the types of " + table, e);
    }
    return types::contains;
  }

  /**
   * A condition that holds where two values of a type are not the same. Texts and types without an
   * equality are compared byte by byte: {@code citext} takes {@code A} for {@code a}, and {@code
   * json} compares with nothing.
   */
  public static String distinct(String left, String right, boolean byteWise) {
    String form = byteWise ? "(%s)::text COLLATE \"C\"" : "%s";
    return form.formatted(left) + " IS DISTINCT FROM " + form.formatted(right);
  }
}
