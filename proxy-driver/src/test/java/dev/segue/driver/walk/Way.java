package dev.segue.driver.walk;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** One of the two ways to the database, and what was seen on it. Of one thread. */
final class Way implements AutoCloseable {

  private final String url;
  private final List<Connection> opened = new ArrayList<>();
  private final List<String> seen = new ArrayList<>();

  Way(String url) {
    this.url = url;
  }

  /** Asks for something that may fail. */
  @FunctionalInterface
  interface Question {
    Object answer() throws Exception;
  }

  /** Does something that may fail. */
  @FunctionalInterface
  interface Deed {
    void run() throws Exception;
  }

  /** Opens a connection, which is closed in the end. */
  Connection open(String parameters) throws SQLException {
    Connection connection = DriverManager.getConnection(url + parameters);
    opened.add(connection);
    return connection;
  }

  Connection open() throws SQLException {
    return open("");
  }

  /** Writes down what comes of it: a value, an SQLSTATE, or the class of what is thrown. */
  void see(String what, Question question) {
    seen.add(what + ": " + outcome(question));
  }

  void run(String what, Deed deed) {
    see(
        what,
        () -> {
          deed.run();
          return "done";
        });
  }

  /** Writes down the rows that are left of a result, and closes it. */
  void rows(String what, ResultSet result) {
    see(
        what,
        () -> {
          try (result) {
            List<String> rows = new ArrayList<>();
            int width = result.getMetaData().getColumnCount();
            while (result.next()) {
              List<String> row = new ArrayList<>();
              for (int i = 1; i <= width; i++) {
                boolean binary = result.getMetaData().getColumnType(i) == Types.BINARY;
                Object value = binary ? result.getBytes(i) : result.getString(i);
                row.add(result.getMetaData().getColumnLabel(i) + "=" + shown(value));
              }
              rows.add(row.toString());
            }
            return rows;
          }
        });
  }

  private static String outcome(Question question) {
    try {
      return shown(question.answer());
    } catch (BatchUpdateException e) {
      return "error " + e.getSQLState() + " " + Arrays.toString(e.getUpdateCounts());
    } catch (SQLException e) {
      return "error " + e.getSQLState() + " " + kind(e.getClass());
    } catch (Exception e) {
      return e.getClass().getName();
    }
  }

  /** The class that {@code java.sql} has for it. */
  private static String kind(Class<?> failure) {
    return failure.getName().startsWith("java.sql.")
        ? failure.getSimpleName()
        : kind(failure.getSuperclass());
  }

  private static String shown(Object value) {
    if (value instanceof byte[] bytes) {
      return Arrays.toString(bytes);
    }
    return value instanceof Object[] several
        ? Arrays.deepToString(several)
        : value instanceof int[] counts
            ? Arrays.toString(counts)
            : value instanceof long[] counts ? Arrays.toString(counts) : Objects.toString(value);
  }

  List<String> seen() {
    return seen;
  }

  @Override
  public void close() throws SQLException {
    for (Connection connection : opened) {
      connection.close();
    }
  }
}
