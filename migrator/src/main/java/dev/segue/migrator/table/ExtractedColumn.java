package dev.segue.migrator.table;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A column whose values are extracted into a lookup table.
 *
 * @param type as {@code format_type} prints it
 * @param collationId the {@code oid} of its collation
 * @param collation its name, for SQL
 * @param bytewise whether values that are equal are the same, byte by byte
 */
public record ExtractedColumn(String type, long collationId, String collation, boolean bytewise) {

  private static final String QUERY =
      """
      SELECT pg_catalog.format_type(a.atttypid, a.atttypmod), l.oid::int8,
        pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(l.collname),
        l.collisdeterministic
      FROM pg_catalog.pg_attribute a
      JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation
      JOIN pg_catalog.pg_namespace n ON n.oid = l.collnamespace
      WHERE a.attrelid = ?::regclass AND a.attname = ? AND NOT a.attisdropped""";

  /**
   * Reads it.
   *
   * @param column a column of one of the types of texts, which is there
   */
  public static ExtractedColumn read(Connection connection, MigratingTable table, String column)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setString(1, table.sqlName());
      statement.setString(2, column);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return new ExtractedColumn(
            result.getString(1), result.getLong(2), result.getString(3), result.getBoolean(4));
      }
    }
  }

  /** As a column's definition has it. */
  @Override
  public String toString() {
    return type + " COLLATE " + collation;
  }
}
