package dev.segue.driver.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.driver.SegueDriver;
import dev.segue.driver.control.ControlSchema;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Route;
import dev.segue.route.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;

/**
 * A table {@code customers} in migration, {@code name} becoming {@code full_name}, five rows in it,
 * and the hand on its flags.
 */
final class Fixture implements AutoCloseable {

  static final String MIGRATION = "customers-full-name";
  private static final long PATIENCE_NANOS = 30_000_000_000L;
  private static final long STEP_NANOS = 3_000_000_000L;

  private final TestDatabase database;
  private final String url;

  /** Keeps the instance alive from test's begin to end, so that flags are watched. */
  private final Connection keeper;

  /** Makes the table anew, with all flags off. */
  Fixture(TestDatabase database, Path directory, String sticky) throws SQLException, IOException {
    this.database = database;
    database.execute(
        """
        DROP SCHEMA IF EXISTS segue CASCADE;
        DROP TABLE IF EXISTS customers;
        CREATE TABLE customers (id bigserial PRIMARY KEY, name varchar(40), full_name varchar(40));
        INSERT INTO customers (name, full_name) SELECT 'c' || n, 'c' || n FROM generate_series(1, 5) n
        """);
    try (Connection connection = database.connect()) {
      new ControlSchema(connection).ensure();
    }
    Path rules =
        Files.writeString(
            directory.resolve("segue.yaml"),
            """
            segue: 1
            migrations:
              customers-full-name:
                table: public.customers
                rename: { name: full_name }
                sticky: %s
            """
                .formatted(sticky));
    url =
        database.segueUrl()
            + (database.segueUrl().contains("?") ? "&" : "?")
            + "segue.config="
            + rules;
    keeper = connect();
  }

  /** Closes the driver instance, which lives as long as the fixture. */
  @Override
  public void close() throws SQLException {
    keeper.close();
    SegueDriver.closeIdleInstances();
  }

  String url() {
    return url;
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url);
  }

  /** Sets the flags for a route, and what backfill and verification would record. */
  void flip(Route route) {
    flip(route.writes(Shape.NEW), route.reads() == Shape.NEW ? "100" : "0", route == Route.NEW);
  }

  void flip(boolean writeNew, String readNew, boolean retireOld) {
    database.execute(
        """
        INSERT INTO segue.migration (id, new_kept) VALUES ('%1$s', true)
          ON CONFLICT (id) DO UPDATE SET new_kept = true, old_kept = true, old_current = true;
        INSERT INTO segue.verification (migration, direction, rows, differences, clean)
          VALUES ('%1$s', 'up', 0, 0, true)
          ON CONFLICT (migration, direction) DO UPDATE SET clean = true, stale = false;
        INSERT INTO segue.flag VALUES ('%1$s.write-new', %2$d, NULL, NULL),
          ('%1$s.read-new', %3$d, 'segue-percentage', 'percentage=%4$s'),
          ('%1$s.retire-old', %5$d, NULL, NULL)
          ON CONFLICT (feature_name) DO UPDATE SET feature_enabled = excluded.feature_enabled,
            strategy_params = excluded.strategy_params
        """
            .formatted(
                MIGRATION,
                writeNew ? 1 : 0,
                readNew.equals("0") ? 0 : 1,
                readNew,
                retireOld ? 1 : 0));
  }

  /** Steers the instances to a route, by way of its neighbours, and waits until they are there. */
  void steer(Route route) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!isAt(route)) {
      flip(route); // again, where a step on the way made the evidence stale
      long look = System.nanoTime() + STEP_NANOS;
      while (!isAt(route) && System.nanoTime() < look) {
        Thread.sleep(20);
      }
      assertThat(System.nanoTime()).as("%s: %s", route, routes()).isLessThan(deadline);
    }
  }

  private boolean isAt(Route route) {
    List<List<Object>> routes = routes();
    return !routes.isEmpty()
        && routes.stream().allMatch(row -> row.equals(List.of(1 << route.ordinal())));
  }

  /** The routes that each instance may be on, as bits. */
  List<List<Object>> routes() {
    return database.rows(
        """
        SELECT (i.routes ->> '%s')::int FROM segue.instance i, segue.epoch e
        WHERE lease_until > clock_timestamp() AND i.epoch >= e.epoch
        UNION ALL SELECT -1 FROM segue.instance i, segue.epoch e
        WHERE lease_until > clock_timestamp() AND i.epoch < e.epoch
        """
            .formatted(MIGRATION));
  }

  /** Waits until every instance has taken up the flags and may be on exactly these routes. */
  void awaitTakenUp(Route... routes) throws InterruptedException {
    int bits = Arrays.stream(routes).mapToInt(route -> 1 << route.ordinal()).sum();
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!routes().stream().allMatch(row -> row.equals(List.<Object>of(bits)))) {
      assertThat(System.nanoTime()).as(routes().toString()).isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  /** Waits until new transactions write both shapes, whatever older ones do. */
  void awaitDualWrites() throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    for (int probe = 0; ; probe++) {
      insert(keeper, "probe-" + probe);
      if (shapesOf("probe-" + probe).equals("oldnew")) {
        return;
      }
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  /** The shapes that a row was written in: {@code old}, {@code new} or both; empty for no row. */
  String shapesOf(String name) {
    return database
        .rows(
            "SELECT concat(CASE WHEN name = '%1$s' THEN 'old' END, CASE WHEN full_name = '%1$s'"
                    .formatted(name)
                + " THEN 'new' END) FROM customers WHERE '%s' IN (name, full_name)".formatted(name))
        .stream()
        .map(row -> (String) row.get(0))
        .reduce("", String::concat);
  }

  static void insert(Connection connection, String name) throws SQLException {
    execute(connection, "INSERT INTO customers (name) VALUES ('" + name + "')");
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static List<String> strings(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      List<String> strings = new java.util.ArrayList<>();
      while (row.next()) {
        strings.add(row.getString(1));
      }
      return strings;
    }
  }
}
