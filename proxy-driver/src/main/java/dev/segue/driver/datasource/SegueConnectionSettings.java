package dev.segue.driver.datasource;

import dev.segue.driver.SegueDriver;
import dev.segue.driver.SegueOptions.Option;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.CommonDataSource;

/**
 * What the data sources are configured with, as bean properties. They are read with each connection
 * that is opened; set them before the first one, from one thread.
 *
 * <p>The URL is the same as the driver's, {@code jdbc:segue:postgresql://…}; one that begins with
 * {@code jdbc:postgresql:} is taken for the same with {@code segue:} in it, so that a container's
 * settings may stay as they are. What is set as a property of its own counts before what is set by
 * {@link #setProperties}; options of Segue in the URL count before both.
 */
public abstract sealed class SegueConnectionSettings implements CommonDataSource
    permits SegueDataSource, SegueConnectionPoolDataSource, SegueXADataSource {

  private static final String SEGUE = "jdbc:segue:";
  private static final String PLAIN = "jdbc:postgresql:";

  private final SegueDriver driver = new SegueDriver();
  private final Properties properties = new Properties();
  private String url;
  private PrintWriter logWriter;

  SegueConnectionSettings() {}

  /** The URL; {@code null} until it is set. */
  public final String getUrl() {
    return url;
  }

  /**
   * Sets the URL: {@code jdbc:segue:postgresql://…}, or the same without {@code segue:}.
   *
   * @throws IllegalArgumentException if it is another driver's
   */
  public final void setUrl(String url) {
    if (url.startsWith(PLAIN)) {
      this.url = SEGUE + url.substring("jdbc:".length());
    } else if (driver.acceptsURL(url)) {
      this.url = url;
    } else {
      throw new IllegalArgumentException(
          "the URL of a data source of Segue begins with jdbc:segue:postgresql: or jdbc:postgresql:");
    }
  }

  /** The same as {@link #getUrl}, under the name by which some containers look for it. */
  public final String getURL() {
    return getUrl();
  }

  /** The same as {@link #setUrl}, under the name by which some containers look for it. */
  public final void setURL(String url) {
    setUrl(url);
  }

  /** The user, as PostgreSQL knows them; {@code null} where the URL says it. */
  public final String getUser() {
    return properties.getProperty("user");
  }

  /** Sets the user. */
  public final void setUser(String user) {
    set("user", user);
  }

  /** Sets the password. There is no getter: nobody needs to read it back. */
  public final void setPassword(String password) {
    set("password", password);
  }

  /** Where the rules are: a path, or {@code classpath:…}; the option {@code segue.config}. */
  public final String getConfig() {
    return properties.getProperty(Option.CONFIG.key());
  }

  /** Sets where the rules are. */
  public final void setConfig(String config) {
    set(Option.CONFIG.key(), config);
  }

  /** Where the flags are kept; the option {@code segue.flags}. */
  public final String getFlags() {
    return properties.getProperty(Option.FLAGS.key());
  }

  /** Sets where the flags are kept. */
  public final void setFlags(String flags) {
    set(Option.FLAGS.key(), flags);
  }

  /** {@code rewrite} or {@code observe}; the option {@code segue.mode}. */
  public final String getMode() {
    return properties.getProperty(Option.MODE.key());
  }

  /** Sets the mode. */
  public final void setMode(String mode) {
    set(Option.MODE.key(), mode);
  }

  /** The shape that the application speaks; the option {@code segue.speaks}. */
  public final String getSpeaks() {
    return properties.getProperty(Option.SPEAKS.key());
  }

  /** Sets the shape that the application speaks. */
  public final void setSpeaks(String speaks) {
    set(Option.SPEAKS.key(), speaks);
  }

  /** The application's name in census and leases; the option {@code segue.application}. */
  public final String getApplication() {
    return properties.getProperty(Option.APPLICATION.key());
  }

  /** Sets the application's name. */
  public final void setApplication(String application) {
    set(Option.APPLICATION.key(), application);
  }

  /**
   * Sets further properties of Segue or of the wrapped driver, by their names in a URL ({@code
   * prepareThreshold}, {@code segue.config}). Their defaults count too. Those that were set before
   * and are not among them stay.
   */
  public final void setProperties(Properties further) {
    further.stringPropertyNames().forEach(name -> set(name, further.getProperty(name)));
  }

  /** Sets one property of Segue or of the wrapped driver; {@code null} takes it back. */
  public final void setProperty(String name, String value) {
    set(name, value);
  }

  /** A property that was set, by its name in a URL; {@code null} where it was not. */
  public final String getProperty(String name) {
    return properties.getProperty(name);
  }

  private void set(String name, String value) {
    if (value == null) {
      properties.remove(name);
    } else {
      properties.setProperty(name, value);
    }
  }

  /** Opens a connection as the driver does. */
  final Connection open() throws SQLException {
    return open(new Properties());
  }

  /** Opens a connection for another user. */
  final Connection open(String user, String password) throws SQLException {
    Properties other = new Properties();
    if (user != null) {
      other.setProperty("user", user);
    }
    if (password != null) {
      other.setProperty("password", password);
    }
    return open(other);
  }

  private Connection open(Properties other) throws SQLException {
    if (url == null) {
      throw new SQLException(
          "the data source has no URL\n  Hint: Set its property url to jdbc:segue:postgresql://….",
          "22023");
    }
    Properties all = new Properties();
    all.putAll(properties);
    all.putAll(other);
    return driver.connect(url, all);
  }

  /** Kept for whoever reads it back; Segue logs through SLF4J. */
  @Override
  public final PrintWriter getLogWriter() {
    return logWriter;
  }

  @Override
  public final void setLogWriter(PrintWriter writer) {
    logWriter = writer;
  }

  /** Sets how long the wrapped driver tries to connect: its property {@code loginTimeout}. */
  @Override
  public final void setLoginTimeout(int seconds) {
    set("loginTimeout", String.valueOf(seconds));
  }

  /** In seconds; 0 where none is set. */
  @Override
  public final int getLoginTimeout() {
    return Integer.parseInt(properties.getProperty("loginTimeout", "0"));
  }

  @Override
  public final Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return driver.getParentLogger();
  }

  /** The URL up to its parameters, which may tell a password. */
  @Override
  public String toString() {
    int parameters = url == null ? -1 : url.indexOf('?');
    return getClass().getSimpleName()
        + "["
        + (parameters < 0 ? url : url.substring(0, parameters))
        + "]";
  }
}
