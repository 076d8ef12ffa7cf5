package dev.segue.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.DriverManager;
import java.sql.SQLException;

/** What is measured of Segue, and what every measurement has beside it. */
enum OwnWrapping implements Wrapping {
  /** Nothing: the driver itself. */
  RAW {
    @Override
    public Open open(String url) throws SQLException {
      return new Open(DriverManager.getConnection(url));
    }
  },
  /** HikariCP's proxy, on a connection that stays borrowed. */
  HIKARI {
    @Override
    public Open open(String url) throws SQLException {
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(url);
      config.setMaximumPoolSize(1);
      HikariDataSource pool = new HikariDataSource(config);
      return new Open(pool.getConnection(), pool);
    }
  },
  /** Segue without rules. */
  SEGUE {
    @Override
    public Open open(String url) throws SQLException {
      return new Open(DriverManager.getConnection("jdbc:segue:" + url.substring("jdbc:".length())));
    }
  },
  /** Segue with a thousand migrations of other tables, without a database to read flags from. */
  SEGUE_1000 {
    @Override
    public Open open(String url) throws SQLException {
      return new Open(
          FixedSurroundings.withOtherMigrations(1_000).wrap(DriverManager.getConnection(url)));
    }
  }
}
