package dev.segue.migrator.table;

import dev.segue.migrator.MigratorException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;

/** What the server makes of a type's name as it is written in the rules file. */
public final class DeclaredType {

  private static final String FORMATTED =
      """
      SELECT format_type(atttypid, atttypmod) FROM pg_catalog.pg_attribute
      WHERE attrelid = 'pg_temp.segue_declared'::regclass AND attnum = 1""";

  private DeclaredType() {}

  /**
   * The type as {@code format_type} prints it with an empty search path, so that two spellings of
   * one type are equal. Leaves nothing behind.
   *
   * @param declared a type's name that has been read by the parser of the rules file
   * @param place where it stands, for the message
   * @throws MigratorException if the server knows no such type
   */
  public static String formatted(Connection connection, String declared, String place)
      throws SQLException {
    boolean autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(false);
    Savepoint before = connection.setSavepoint();
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TEMPORARY TABLE segue_declared (c " + declared + ")");
      statement.execute("SET LOCAL search_path = ''");
      try (ResultSet result = statement.executeQuery(FORMATTED)) {
        result.next();
        return result.getString(1);
      }
    } catch (SQLException e) {
      throw MigratorException.badInput(
          "the server knows no type \"%s\"".formatted(declared),
          "It is the type of %s.".formatted(place),
          "Write it as in CREATE TABLE, with its schema where it is not in public.");
    } finally {
      connection.rollback(before);
      if (autoCommit) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }
}
