package dev.segue.benchmarks.server;

import dev.segue.driver.SegueDriver;
import dev.segue.driver.control.ControlSchema;
import dev.segue.equivalence.RouteSteering;
import dev.segue.postgres.PostgresServer;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** A database of a workload's own, and Segue's URLs for it. */
final class Surroundings implements AutoCloseable {

  private final TestDatabase database;
  private Connection keepsInstance;

  Surroundings(PostgresServer server, String tables) {
    database = server.createDatabase();
    database.execute(tables);
  }

  TestDatabase database() {
    return database;
  }

  /** The wrapped driver's own URL. */
  String url(String... parameters) {
    return with(database.url(), parameters);
  }

  /** Segue's URL, with a rules file of one migration that is put on a route. */
  String segueUrl(String rules, String migration, Route route, String... parameters)
      throws IOException, SQLException, InterruptedException {
    try (Connection connection = database.connect()) {
      new ControlSchema(connection).ensure();
    }
    Path file = Files.createTempDirectory("segue").resolve("segue.yaml");
    Files.writeString(file, rules);
    String url = with(with(database.segueUrl(), "segue.config=" + file), parameters);
    keepsInstance = DriverManager.getConnection(url);
    new RouteSteering(database).steer(List.of(migration), route);
    return url;
  }

  private static String with(String url, String... parameters) {
    StringBuilder result = new StringBuilder(url);
    for (String parameter : parameters) {
      result.append(result.indexOf("?") < 0 ? '?' : '&').append(parameter);
    }
    return result.toString();
  }

  @Override
  public void close() {
    try {
      if (keepsInstance != null) {
        keepsInstance.close();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    SegueDriver.closeIdleInstances();
    database.close();
  }
}
