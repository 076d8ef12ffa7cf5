package dev.segue.driver.instance;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The instance's own connections, past Segue: for the catalog, the flags and the lease. Never more
 * than two; the application's connections are never used for it.
 */
final class SidePool {

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final int CONNECTIONS = 2;
  private static final long CONNECT_MILLIS = 5_000;

  private SidePool() {}

  static HikariDataSource open(String url, Properties properties) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("segue-side-" + NUMBER.incrementAndGet());
    config.setJdbcUrl(url);
    config.setDataSourceProperties(properties);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(CONNECT_MILLIS);
    // The pool opens whether the database answers or not: it is asked when something is needed.
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }
}
