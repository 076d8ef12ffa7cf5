package dev.segue.driver.instance;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * The instance's own connections, past Segue: for the catalog, the flags and the lease. Never more
 * than two; the application's connections are never used for it. Thread-safe.
 *
 * <p>The pool would report a connection that breaks with a warning and a stack trace each. Here it
 * is no news: whoever uses the connection fails, and says once what that means. So the pool is told
 * to say nothing, and each connection is tried before it is given out.
 */
final class SidePool implements DataSource, AutoCloseable {

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final int CONNECTIONS = 2;
  private static final long CONNECT_MILLIS = 5_000;
  private static final int VALIDATION_SECONDS = 5;

  private final HikariDataSource pool;

  private SidePool(HikariDataSource pool) {
    this.pool = pool;
  }

  static SidePool open(SideProperties properties) {
    HikariConfig config = new HikariConfig();
    String name = "segue-side-" + NUMBER.incrementAndGet();
    config.setPoolName(name);
    config.setThreadFactory(new OwnThreads(name));
    config.setJdbcUrl(properties.url());
    config.setDataSourceProperties(properties.properties());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(CONNECT_MILLIS);
    config.setExceptionOverride(new Silence());
    // The pool opens whether the database answers or not: it is asked when something is needed.
    config.setInitializationFailTimeout(-1);
    return new SidePool(new HikariDataSource(config));
  }

  private static final class Silence implements SQLExceptionOverride {
    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException failure) {
      return SQLExceptionOverride.Override.DO_NOT_EVICT;
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    for (int broken = 0; broken < CONNECTIONS; broken++) {
      Connection connection = pool.getConnection();
      if (connection.isValid(VALIDATION_SECONDS)) {
        return connection;
      }
      pool.evictConnection(connection);
    }
    return pool.getConnection();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("the side pool has one user", "0A000");
  }

  @Override
  public void close() {
    pool.close();
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return pool.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter writer) throws SQLException {
    pool.setLogWriter(writer);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return pool.getLoginTimeout();
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    pool.setLoginTimeout(seconds);
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return pool.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return type.isInstance(this) ? type.cast(this) : pool.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return type.isInstance(this) || pool.isWrapperFor(type);
  }
}
