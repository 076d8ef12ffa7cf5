package dev.segue.suite;

import dev.segue.driver.control.ControlSchema;
import dev.segue.postgres.PostgresOptions;
import dev.segue.postgres.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Starts the server on which the suite runs, with the user and the database that it expects, and
 * tells it where. The system property {@code suite.migrations} says which rules there are: {@code
 * none}, or {@code beside} for a migration of a table that no test uses; without it no rules.
 */
public final class SuiteServer implements LauncherSessionListener {

  private static final String NAME = "test";

  private static final String NO_MIGRATIONS = "segue: 1\nmigrations: {}\n";

  /** No text of the suite has the table's name: one that had it would be parsed. */
  private static final String MIGRATION_BESIDE =
      """
      segue: 1
      flags: memory
      migrations:
        persons-full-name:
          table: beside.migrating_persons
          rename: { name: full_name }
      """;

  private PostgresServer server;

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    server =
        PostgresServer.start(
            PostgresOptions.forTests()
                .withSetting("max_prepared_transactions", "64")
                .withSetting("wal_level", "logical"));
    try (Connection administration = DriverManager.getConnection(server.jdbcUrl());
        Statement statement = administration.createStatement()) {
      statement.execute("CREATE ROLE %1$s LOGIN PASSWORD '%1$s'".formatted(NAME));
      statement.execute("CREATE DATABASE %1$s OWNER %1$s".formatted(NAME));
    } catch (SQLException e) {
      throw new IllegalStateException("the suite's database was not made: " + e.getMessage(), e);
    }
    System.setProperty("test.url.PGHOST", "localhost");
    System.setProperty("test.url.PGPORT", String.valueOf(server.port()));
    System.setProperty("test.url.PGDBNAME", NAME);
    System.setProperty("user", NAME);
    System.setProperty("password", NAME);
    System.setProperty("privilegedUser", server.user());
    System.setProperty("privilegedPassword", server.password());
    try (Connection administration = DriverManager.getConnection(server.jdbcUrl(NAME));
        Statement statement = administration.createStatement()) {
      statement.execute(
          "CREATE EXTENSION hstore; CREATE EXTENSION citext; CREATE EXTENSION sslinfo");
      String migrations = System.getProperty("suite.migrations");
      if ("beside".equals(migrations)) {
        statement.execute(
            """
            CREATE SCHEMA beside;
            CREATE TABLE beside.migrating_persons (id int PRIMARY KEY, name text)""");
        new ControlSchema(administration).ensure();
        statement.execute("GRANT ALL ON SCHEMA beside, segue TO %1$s;".formatted(NAME));
        statement.execute(
            "GRANT ALL ON ALL TABLES IN SCHEMA beside, segue TO %1$s".formatted(NAME));
      }
      if (migrations != null) {
        String rules = migrations.equals("beside") ? MIGRATION_BESIDE : NO_MIGRATIONS;
        System.setProperty("test.url.segue.config", file(rules).toString());
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the suite's database was not made: " + e.getMessage(), e);
    }
  }

  private static Path file(String rules) {
    try {
      Path file = Files.createTempFile("segue-suite", ".yaml");
      file.toFile().deleteOnExit();
      return Files.writeString(file, rules);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    if (server != null) {
      server.close();
    }
  }
}
