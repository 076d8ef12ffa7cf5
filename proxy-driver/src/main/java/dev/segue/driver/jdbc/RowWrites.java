package dev.segue.driver.jdbc;

import dev.segue.rules.plan.KeysRequest;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import org.postgresql.PGResultSetMetaData;

/**
 * Writes of rows through an updatable result set (JDBC 4.3, 15.2.4). The wrapped driver makes the
 * statement for them itself, of the columns that were read, and would write past every rewrite. So
 * the rules are asked what they ask of {@code COPY} into the table, which goes past them as well:
 * it may run while the table is written in the shape that is spoken and no other.
 */
final class RowWrites {

  private static final String NOT_SUPPORTED = "0A000";

  private RowWrites() {}

  /** {@code updateRow} or {@code insertRow}. */
  @FunctionalInterface
  interface Write {
    void to(ResultSet physical) throws SQLException;
  }

  static void run(SegueConnection connection, ResultSet physical, Write write) throws SQLException {
    if (connection.routesNothing()) {
      write.to(physical);
      return;
    }
    // A command that, as such a write, may run only where the table is what is spoken of.
    String past = "ALTER TABLE " + tableOf(physical);
    if (connection.passes(past)) {
      write.to(physical);
      return;
    }
    RoutedText text = connection.route(past, KeysRequest.NONE);
    enter(text);
    SQLException failure = null;
    try {
      write.to(physical);
    } catch (SQLException e) {
      failure = e;
      throw e;
    } catch (RuntimeException | Error e) {
      failure = new SQLException(e);
      throw e;
    } finally {
      text.leave(failure);
    }
  }

  private static void enter(RoutedText text) throws SQLException {
    try {
      text.enter();
    } catch (SQLException e) {
      if (NOT_SUPPORTED.equals(e.getSQLState())) {
        throw new SQLFeatureNotSupportedException(
            "a row of a table in migration cannot be written through a result set\n"
                + "  Hint: Write it by UPDATE or INSERT.",
            NOT_SUPPORTED,
            e);
      }
      throw e;
    }
  }

  /** The table that the rows are of; an updatable result set has one only. */
  private static String tableOf(ResultSet physical) throws SQLException {
    ResultSetMetaData columns = physical.getMetaData();
    if (columns instanceof PGResultSetMetaData postgres) {
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        String table = postgres.getBaseTableName(i);
        if (!table.isEmpty()) {
          return quoted(postgres.getBaseSchemaName(i)) + "." + quoted(table);
        }
      }
    }
    return quoted("");
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
