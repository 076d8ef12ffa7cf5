package dev.segue.driver.instance;

import dev.segue.rules.catalog.CatalogUnavailableException;
import dev.segue.rules.catalog.SearchPath;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Asks for the search path that a session of the application begins with. */
final class SearchPaths {

  private SearchPaths() {}

  /**
   * The schemas that are there of the path.
   *
   * @param dataSource leads past Segue, with the application's user
   * @param given what the application asks for in its URL or properties
   * @throws CatalogUnavailableException if the database could not be asked
   */
  static SearchPath initial(DataSource dataSource, Optional<String> given) {
    try (Connection connection = dataSource.getConnection()) {
      if (given.isEmpty()) {
        return now(connection);
      }
      connection.setAutoCommit(false);
      try {
        set(connection, given.get());
        return now(connection);
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new CatalogUnavailableException("could not read the search path: " + e.getMessage(), e);
    }
  }

  private static void set(Connection connection, String path) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT pg_catalog.set_config('search_path', ?, true)")) {
      statement.setString(1, path);
      statement.execute();
    }
  }

  private static SearchPath now(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT pg_catalog.current_schemas(true)")) {
      result.next();
      return new SearchPath(List.of((String[]) result.getArray(1).getArray()));
    }
  }
}
