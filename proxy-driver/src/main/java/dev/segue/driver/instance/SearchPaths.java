package dev.segue.driver.instance;

import dev.segue.rules.catalog.CatalogUnavailableException;
import dev.segue.rules.catalog.SearchPath;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** Asks for the search path that a session begins with. */
final class SearchPaths {

  private SearchPaths() {}

  static SearchPath initial(DataSource dataSource) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT pg_catalog.current_schemas(true)")) {
      result.next();
      return new SearchPath(List.of((String[]) result.getArray(1).getArray()));
    } catch (SQLException e) {
      throw new CatalogUnavailableException("could not read the search path: " + e.getMessage(), e);
    }
  }
}
