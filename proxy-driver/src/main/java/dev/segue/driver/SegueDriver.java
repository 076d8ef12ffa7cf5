package dev.segue.driver;

import dev.segue.driver.SegueOptions.Option;
import dev.segue.driver.instance.Instance;
import dev.segue.driver.instance.InstanceStatus;
import dev.segue.driver.jdbc.SegueConnection;
import dev.segue.driver.transaction.Session;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;
import org.togglz.core.manager.FeatureManager;

/**
 * The JDBC driver of Segue: {@code jdbc:segue:postgresql://…} wraps what {@code
 * jdbc:postgresql://…} gives, and {@code jdbc:segue:<anything>} wraps what any other driver gives
 * for {@code jdbc:<anything>}.
 *
 * <p>The options of {@link SegueOptions} are taken out of the URL and the properties; everything
 * else reaches the wrapped driver as it was. May be used by any number of threads.
 */
public final class SegueDriver implements Driver {

  private static final SegueInstances INSTANCES = new SegueInstances();

  static {
    try {
      DriverManager.registerDriver(new SegueDriver());
    } catch (SQLException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Called by {@link DriverManager} and by pools that are given the class name. */
  public SegueDriver() {}

  /**
   * Ends at once what the driver runs beside the connections (it watches flags and catalog), where
   * no connection is open; otherwise that ends by itself some seconds after the last one. For
   * applications that stop their database right after themselves.
   */
  public static void closeIdleInstances() {
    INSTANCES.closeIdle();
  }

  @Override
  public Connection connect(String url, Properties info) throws SQLException {
    if (!acceptsURL(url)) {
      return null;
    }
    ConnectionRequest request = ConnectionRequest.of(url, info);
    WrappedDrivers.seek(request.url());
    SegueInstances.Expected expected = INSTANCES.expect(request);
    Connection physical = null;
    try {
      physical = DriverManager.getConnection(request.url(), request.properties());
      return expected.wrap(physical);
    } catch (SQLException | RuntimeException | Error e) {
      expected.abandon();
      if (physical != null) {
        closeAfter(e, physical);
      }
      throw e;
    }
  }

  /**
   * The Togglz features by which the statements of a connection are routed, for an application's
   * own console or tests. Every connection with the same settings has the same, as long as one of
   * them is open.
   *
   * @param connection one that this driver gave, or a pool's wrapper that unwraps to it
   * @throws SQLException if it is not one, or no rules are loaded for it
   */
  public static FeatureManager featureManager(Connection connection) throws SQLException {
    if (connection.isWrapperFor(SegueConnection.class)
        && connection.unwrap(SegueConnection.class).router() instanceof Session session
        && session.surroundings() instanceof Instance instance) {
      return instance.featureManager();
    }
    throw new SQLException(
        "the connection has no flags\n"
            + "  Hint: Give a connection of jdbc:segue:postgresql:, or a pool's of that.",
        "22023");
  }

  /**
   * What the driver does now with the statements of a connection's migrations: stages, routes, and
   * whether anything is refused. It asks nobody and costs nothing to speak of.
   *
   * @param connection one that this driver gave, or a pool's wrapper that unwraps to it
   * @throws SQLException if it is not one
   */
  public static InstanceStatus status(Connection connection) throws SQLException {
    if (!connection.isWrapperFor(SegueConnection.class)) {
      throw new SQLException(
          "the connection is not one of Segue\n"
              + "  Hint: Give a connection of jdbc:segue:postgresql:, or a pool's of that.",
          "22023");
    }
    return connection.unwrap(SegueConnection.class).router() instanceof Session session
            && session.surroundings() instanceof Instance instance
        ? instance.status()
        : InstanceStatus.NONE;
  }

  private static void closeAfter(Throwable failure, Connection physical) {
    try {
      physical.close();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public boolean acceptsURL(String url) {
    return ConnectionRequest.isForSegue(url);
  }

  /** Segue's own options, then the wrapped driver's, where there is one for the URL. */
  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
    if (!acceptsURL(url)) {
      return new DriverPropertyInfo[0];
    }
    ConnectionRequest request = ConnectionRequest.of(url, info);
    List<DriverPropertyInfo> all = new ArrayList<>();
    for (Option option : Option.values()) {
      var described =
          new DriverPropertyInfo(option.key(), request.options().get(option).orElse(null));
      described.description = option.description();
      all.add(described);
    }
    WrappedDrivers.seek(request.url());
    Driver wrapped = DriverManager.getDriver(request.url());
    all.addAll(List.of(wrapped.getPropertyInfo(request.url(), request.properties())));
    return all.toArray(DriverPropertyInfo[]::new);
  }

  @Override
  public int getMajorVersion() {
    return 0;
  }

  @Override
  public int getMinorVersion() {
    return 1;
  }

  /** No driver that wraps any other can vouch for it. */
  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException(
        "segue logs through SLF4J, not java.util.logging", "0A000");
  }
}
