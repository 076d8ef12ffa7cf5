package dev.segue.driver.container;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.function.UnaryOperator;

/**
 * An application with a pool, by classes that are all its own: the container knows it by what the
 * JDK has alone.
 */
public final class Application implements UnaryOperator<String>, AutoCloseable {

  private final HikariDataSource pool;

  /** Opens the pool, as frameworks do in a container, by the driver's class. */
  public Application(String url) {
    HikariConfig config = new HikariConfig();
    config.setDriverClassName("dev.segue.driver.SegueDriver");
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(2);
    pool = new HikariDataSource(config);
  }

  /** Executes a statement, and gives the first value of what it finds or the rows it counts. */
  @Override
  public String apply(String sql) {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      if (!statement.execute()) {
        return String.valueOf(statement.getUpdateCount());
      }
      try (ResultSet row = statement.getResultSet()) {
        return row.next() ? row.getString(1) : "";
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** Closes the pool, and deregisters the application's drivers, which is the container's part. */
  @Override
  public void close() throws SQLException {
    pool.close();
    for (Driver driver : Collections.list(DriverManager.getDrivers())) {
      if (driver.getClass().getClassLoader() == getClass().getClassLoader()) {
        DriverManager.deregisterDriver(driver);
      }
    }
  }
}
