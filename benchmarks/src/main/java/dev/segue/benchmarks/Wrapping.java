package dev.segue.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** What stands between the application and the stub driver. */
public enum Wrapping {
  /** Nothing: the stub driver itself. */
  RAW {
    @Override
    Open open(String stubUrl) throws SQLException {
      return new Open(DriverManager.getConnection(stubUrl), () -> {});
    }
  },
  /** HikariCP's proxy, on a connection that stays borrowed. */
  HIKARI {
    @Override
    Open open(String stubUrl) throws SQLException {
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(stubUrl);
      config.setMaximumPoolSize(1);
      HikariDataSource pool = new HikariDataSource(config);
      return new Open(pool.getConnection(), pool);
    }
  },
  /** Segue without rules. */
  SEGUE {
    @Override
    Open open(String stubUrl) throws SQLException {
      String url = "jdbc:segue:" + stubUrl.substring("jdbc:".length());
      return new Open(DriverManager.getConnection(url), () -> {});
    }
  };

  abstract Open open(String stubUrl) throws SQLException;

  /** A connection and what has to be closed after it. */
  record Open(Connection connection, AutoCloseable source) implements AutoCloseable {
    @Override
    public void close() throws Exception {
      connection.close();
      source.close();
    }
  }
}
