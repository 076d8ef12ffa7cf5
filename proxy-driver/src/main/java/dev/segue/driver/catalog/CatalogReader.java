package dev.segue.driver.catalog;

import dev.segue.rules.catalog.CatalogUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Runs one reading of the catalog: in a transaction of its own that sees one state, prints every
 * name with its schema, and never waits long for a lock. The last matters since {@code pg_get_expr}
 * locks the table, which the very transaction that asks may be altering on another connection.
 */
final class CatalogReader {

  /** Reads something over a connection. */
  @FunctionalInterface
  interface Reading<T> {
    T from(Connection connection) throws SQLException;
  }

  private static final String SETTINGS =
      """
      SET LOCAL search_path = '';
      SET LOCAL lock_timeout = '2s';
      SET LOCAL statement_timeout = '10s'""";

  private final DataSource dataSource;

  CatalogReader(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * The outcome of a reading.
   *
   * @throws CatalogUnavailableException if the database could not be asked
   */
  <T> T read(String what, Reading<T> reading) {
    try (Connection connection = dataSource.getConnection()) {
      return inTransaction(connection, reading);
    } catch (SQLException e) {
      throw new CatalogUnavailableException(
          "could not read the catalog for %s: %s".formatted(what, e.getMessage()), e);
    }
  }

  private static <T> T inTransaction(Connection connection, Reading<T> reading)
      throws SQLException {
    connection.setAutoCommit(false);
    int isolation = connection.getTransactionIsolation();
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try {
      try (Statement statement = connection.createStatement()) {
        statement.execute(SETTINGS);
      }
      return reading.from(connection);
    } finally {
      connection.rollback();
      connection.setTransactionIsolation(isolation);
      connection.setAutoCommit(true);
    }
  }
}
