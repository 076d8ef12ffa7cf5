package dev.segue.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A database of its own on a {@link PostgresServer}. Safe for use by several threads.
 *
 * @see PostgresServer#createDatabase()
 */
public final class TestDatabase implements AutoCloseable {

  private final PostgresServer server;
  private final String name;

  TestDatabase(PostgresServer server, String name) {
    this.server = server;
    this.name = name;
  }

  /** The database's name. */
  public String name() {
    return name;
  }

  /** The server that it lives on. */
  public PostgresServer server() {
    return server;
  }

  /** The URL of the PostgreSQL driver, {@code jdbc:postgresql://…}, with user and password. */
  public String url() {
    return server.jdbcUrl(name);
  }

  /** The same through Segue, {@code jdbc:segue:postgresql://…}. */
  public String segueUrl() {
    return "jdbc:segue:" + url().substring("jdbc:".length());
  }

  /** Opens a connection past Segue, as the superuser. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url());
  }

  /** Executes SQL on a connection of its own; several statements are one transaction. */
  public void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** The rows of a query on a connection of its own, values as {@code getObject} gives them. */
  public List<List<Object>> rows(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<List<Object>> rows = new ArrayList<>();
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(result.getObject(i));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** Drops the database, ending the connections to it. */
  @Override
  public void close() {
    server.dropDatabase(name);
  }
}
