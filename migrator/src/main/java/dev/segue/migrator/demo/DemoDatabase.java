package dev.segue.migrator.demo;

import dev.segue.postgres.PostgresOptions;
import dev.segue.postgres.PostgresServer;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * The database that the demo runs in: a server of its own, or schemas of its own in a database that
 * it was given. Closing it leaves nothing behind.
 */
final class DemoDatabase implements AutoCloseable {

  /** The schema of the shop in a database that is somebody else's. */
  static final String SCHEMA = "segue_demo";

  private static final String POSTGRESQL = "jdbc:postgresql:";

  private final Optional<PostgresServer> server;
  private final String schema;
  private final String url;

  private DemoDatabase(Optional<PostgresServer> server, String schema, String url) {
    this.server = server;
    this.schema = schema;
    this.url = url;
  }

  /**
   * Takes the database that the options name, or starts one.
   *
   * @throws DemoException if it cannot be used; then nothing was changed in it
   */
  static DemoDatabase open(DemoOptions options) {
    return options.url().isPresent() ? given(options.url().get()) : started();
  }

  private static DemoDatabase started() {
    try {
      PostgresServer server = PostgresServer.start(PostgresOptions.forTests());
      return new DemoDatabase(Optional.of(server), "public", server.jdbcUrl());
    } catch (UncheckedIOException e) {
      throw new DemoException(
          "no PostgreSQL could be started here: %s\nHint: Name a database with --url."
              .formatted(firstLine(e)),
          e);
    }
  }

  private static DemoDatabase given(String url) {
    if (!url.startsWith(POSTGRESQL)) {
      throw new DemoException(
          "--url is not the URL of a PostgreSQL database"
              + "\nHint: Write it as in jdbc:postgresql://localhost:5432/shop?user=me&password=…");
    }
    String withSchema = url + (url.contains("?") ? "&" : "?") + "currentSchema=" + SCHEMA;
    DemoDatabase database = new DemoDatabase(Optional.empty(), SCHEMA, withSchema);
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      requireFree(statement, SCHEMA);
      requireFree(statement, "segue");
      statement.execute("CREATE SCHEMA " + SCHEMA);
    } catch (SQLException e) {
      throw unusable(e);
    }
    return database;
  }

  /** The demo drops at its end what it finds then: it must not find somebody else's. */
  private static void requireFree(Statement statement, String schema) throws SQLException {
    try (ResultSet result =
        statement.executeQuery(
            "SELECT FROM pg_catalog.pg_namespace WHERE nspname = '" + schema + "'")) {
      if (result.next()) {
        throw new DemoException(
            """
            the database has a schema "%s" already
            Detail: The demo makes it anew and drops it at its end.
            Hint: Name an empty database with --url, or drop the schema if an earlier demo left it."""
                .formatted(schema));
      }
    }
  }

  static DemoException unusable(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    if (state.startsWith("08") || state.startsWith("28") || state.startsWith("3D")) {
      return DemoException.unreachable(
          "the database cannot be reached: %s\nHint: Check --url, and that the server runs."
              .formatted(firstLine(e)),
          e);
    }
    if (state.equals("42501")) {
      return new DemoException(
          "the demo may not do that in this database: %s\nHint: GRANT CREATE ON DATABASE to its user."
              .formatted(firstLine(e)),
          e);
    }
    return new DemoException("the database refused: " + firstLine(e), e);
  }

  private static String firstLine(Exception e) {
    String message = String.valueOf(e.getMessage());
    return message.lines().findFirst().orElse(message).replaceFirst("^(ERROR|FATAL): ", "");
  }

  /** A connection past Segue. */
  Connection connect() throws SQLException {
    return DriverManager.getConnection(url);
  }

  /** The URL past Segue. */
  String url() {
    return url;
  }

  /** The schema of the shop's tables. */
  String schema() {
    return schema;
  }

  /** What it is, for people. */
  String description() {
    return server.map(PostgresServer::description).orElse("the database of --url");
  }

  /** Stops the server, or drops what the demo made. */
  @Override
  public void close() {
    if (server.isPresent()) {
      server.get().close();
      return;
    }
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE");
      statement.execute("DROP SCHEMA IF EXISTS segue CASCADE");
    } catch (SQLException e) {
      throw new DemoException(
          "the schemas %s and segue could not be dropped: %s\nHint: Drop them by hand."
              .formatted(SCHEMA, firstLine(e)),
          e);
    }
  }
}
