package dev.segue.stub;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;

/**
 * The JDBC driver that does nothing.
 *
 * <p>A connection of {@code jdbc:stub:} hands out one statement and one result set, made with the
 * connection, again and again: what is measured over it is the wrapper alone, in time and in bytes.
 * A connection of {@code jdbc:stub:fresh} makes a new statement for every {@code prepareStatement}
 * and a new result set for every execution, as real drivers do.
 *
 * <p>The driver may be used by any thread, what a connection hands out by one thread at a time.
 */
public final class StubDriver implements Driver {

  /** The URL whose connections keep their statement and their result set. */
  public static final String KEPT_URL = "jdbc:stub:";

  /** The URL whose connections make a new object each time. */
  public static final String FRESH_URL = "jdbc:stub:fresh";

  static {
    try {
      DriverManager.registerDriver(new StubDriver());
    } catch (SQLException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Called by {@link DriverManager}. */
  public StubDriver() {}

  @Override
  public Connection connect(String url, Properties info) {
    return acceptsURL(url) ? StubClasses.connection(url.startsWith(FRESH_URL)) : null;
  }

  @Override
  public boolean acceptsURL(String url) {
    return url.startsWith(KEPT_URL);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return 1;
  }

  @Override
  public int getMinorVersion() {
    return 0;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("the stub driver logs nothing", "0A000");
  }
}
