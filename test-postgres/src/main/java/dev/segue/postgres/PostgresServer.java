package dev.segue.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.LoggerFactory;

/**
 * A running PostgreSQL of our own, superuser and all: a container where a Docker engine answers,
 * otherwise the embedded binaries, which need no installation and run as root too. The first start
 * on a machine unpacks them into the temporary directory (some seconds); after that one takes about
 * a second.
 *
 * <p>The server ends with {@link #close} or, at the latest, with this JVM. Safe for use by several
 * threads.
 */
public final class PostgresServer implements AutoCloseable {

  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final Engine engine;

  private PostgresServer(Engine engine) {
    this.engine = engine;
  }

  /** Starts a server with {@link PostgresOptions#forTests()}. */
  public static PostgresServer start() {
    return start(PostgresOptions.forTests());
  }

  /**
   * Starts a server and waits until it takes connections.
   *
   * @throws UncheckedIOException when it does not come up
   */
  public static PostgresServer start(PostgresOptions options) {
    try {
      return new PostgresServer(startEngine(options));
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not start: " + e.getMessage(), e);
    }
  }

  private static Engine startEngine(PostgresOptions options) throws IOException {
    boolean containerFits =
        options.engine() == PostgresOptions.EngineChoice.ANY && options.dataDirectory().isEmpty();
    if (containerFits && DockerProbe.answers()) {
      try {
        return ContainerEngine.start(options);
      } catch (RuntimeException e) {
        LoggerFactory.getLogger(PostgresServer.class)
            .warn("no container could be started, taking the embedded PostgreSQL", e);
      }
    }
    return EmbeddedEngine.start(options);
  }

  /** The JDBC URL of the database {@code postgres}, with user and password in it. */
  public String jdbcUrl() {
    return jdbcUrl("postgres");
  }

  /** The JDBC URL of a database of this server, with user and password in it. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://%s:%d/%s?user=%s&password=%s"
        .formatted(engine.host(), engine.port(), database, user(), password());
  }

  /** The superuser that the URLs name. */
  public String user() {
    return Engine.USER;
  }

  /** The superuser's password. */
  public String password() {
    return Engine.PASSWORD;
  }

  /** The TCP port on this machine. */
  public int port() {
    return engine.port();
  }

  /** What runs here, for people: {@code embedded PostgreSQL} or the container's image. */
  public String description() {
    return engine.description();
  }

  /** Creates an empty database with a name of its own. */
  public TestDatabase createDatabase() {
    return createDatabase("template1");
  }

  /**
   * Creates a database with a name of its own as a copy of another one, to which nobody may be
   * connected at that time.
   */
  public TestDatabase createDatabase(String template) {
    String name = "segue_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
    administer("CREATE DATABASE " + name + " TEMPLATE \"" + template + "\"");
    return new TestDatabase(this, name);
  }

  /** Drops a database, ending the connections to it. Nothing happens where there is none. */
  public void dropDatabase(String name) {
    administer("DROP DATABASE IF EXISTS \"" + name + "\" WITH (FORCE)");
  }

  private void administer(String sql) {
    try (Connection connection = DriverManager.getConnection(jdbcUrl());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql + ": " + e.getMessage(), e);
    }
  }

  /** Stops the server; connections to it end. Does nothing the second time. */
  @Override
  public void close() {
    engine.close();
  }
}
