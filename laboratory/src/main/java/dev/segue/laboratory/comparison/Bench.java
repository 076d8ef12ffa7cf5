package dev.segue.laboratory.comparison;

import dev.segue.driver.SegueDriver;
import dev.segue.driver.control.ControlSchema;
import dev.segue.laboratory.statement.StatementGenerator;
import dev.segue.laboratory.world.Migration;
import dev.segue.laboratory.world.Table;
import dev.segue.laboratory.world.World;
import dev.segue.postgres.PostgresServer;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Route;
import dev.segue.route.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * A database with all copies of a world, and one driver instance that knows them all. The flags are
 * set, and the evidence given, before the instance starts: it then takes every route at once, and
 * no statement has to wait for a flip. Used by one thread.
 */
public final class Bench implements AutoCloseable {

  private static final String PLAIN = "as_spoken";
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  private final World world;
  private final Shape spoken;
  private final TestDatabase database;
  private final Path rules;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Copy plain;
  private final List<Copy> copies = new ArrayList<>();
  private final Connection control;

  private Bench(World world, Shape spoken, TestDatabase database, Path rules, String options)
      throws SQLException {
    this.world = world;
    this.spoken = spoken;
    this.database = database;
    this.rules = rules;
    this.control = opened(database.connect());
    plain = opened(Copy.plain(Layout.plain(world, spoken, PLAIN), database.connect()));
    String url =
        database.segueUrl()
            + "&segue.config=%s&segue.speaks=%s".formatted(rules, spoken.word())
            + options;
    for (Station station : Station.of(world)) {
      copies.add(opened(Copy.at(station, world, spoken, DriverManager.getConnection(url))));
    }
    awaitRoutes();
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.add(resource);
    return resource;
  }

  /** Sets up a world in a new database of a server. */
  public static Bench open(PostgresServer server, World world, Shape spoken)
      throws SQLException, IOException {
    return open(server, world, spoken, "");
  }

  /**
   * Sets up a world in a new database of a server.
   *
   * @param options further options for the URL behind Segue, each with its {@code &}
   */
  public static Bench open(PostgresServer server, World world, Shape spoken, String options)
      throws SQLException, IOException {
    TestDatabase database = server.createDatabase();
    try {
      database.execute(SchemaScript.shared());
      try (Connection connection = database.connect()) {
        new ControlSchema(connection).ensure();
      }
      database.execute(SchemaScript.plain(world, spoken, PLAIN));
      for (Station station : Station.of(world)) {
        database.execute(SchemaScript.at(station, world, spoken));
        new SecondWrites(database, Layout.at(station, world, spoken)).install(station, world);
      }
      database.execute(kept(world, spoken));
      database.execute(flags(world));
      Path rules = Files.createTempFile("segue-laboratory-", ".yaml");
      Files.writeString(rules, RulesText.of(world, Station.of(world)));
      return new Bench(world, spoken, database, rules, options);
    } catch (SQLException | IOException | RuntimeException | Error e) {
      database.close();
      throw e;
    }
  }

  /** Keeps the data, for {@link #reset}. */
  private static String kept(World world, Shape spoken) {
    List<Layout> layouts = new ArrayList<>(List.of(Layout.plain(world, spoken, PLAIN)));
    Station.of(world).forEach(station -> layouts.add(Layout.at(station, world, spoken)));
    return layouts.stream()
        .flatMap(layout -> layout.tables().stream())
        .map(stored -> "CREATE TABLE %s AS TABLE %s;\n".formatted(stored.kept(), stored.sql()))
        .collect(Collectors.joining("", "CREATE SCHEMA kept;\n", ""));
  }

  /** What an operator's steps would have left in the control tables. */
  private static String flags(World world) {
    List<Migration> all = world.migrations().toList();
    StringBuilder sql = new StringBuilder();
    for (Station station : Station.of(world)) {
      for (Migration migration : all) {
        Route route = station.route(migration, all, world.seed());
        sql.append(
            """
            INSERT INTO segue.flag (feature_name, feature_enabled) VALUES
              ('%1$s.write-new', %2$d), ('%1$s.read-new', %3$d), ('%1$s.retire-old', %4$d);
            INSERT INTO segue.migration (id, new_kept, old_current) VALUES ('%1$s', true, %5$s);
            INSERT INTO segue.verification (migration, direction, rows, differences, clean)
              VALUES ('%1$s', 'up', 0, 0, true);
            """
                .formatted(
                    station.id(migration),
                    route.writes(Shape.NEW) ? 1 : 0,
                    route.reads() == Shape.NEW ? 1 : 0,
                    route == Route.NEW ? 1 : 0,
                    !isStale(migration, route)));
      }
    }
    return sql.toString();
  }

  /** The new shape leads where the old one is stale; triggers do not follow what has been left. */
  private static boolean isStale(Migration migration, Route route) {
    return route == Route.BOTH_LEAD_NEW
        || route == Route.NEW && migration.byTriggers() && migration.leavesSomething();
  }

  private void awaitRoutes() {
    List<Migration> all = world.migrations().toList();
    String wanted =
        Station.of(world).stream()
            .flatMap(
                station ->
                    all.stream()
                        .map(
                            migration ->
                                "('%s', %d)"
                                    .formatted(
                                        station.id(migration),
                                        1
                                            << station
                                                .route(migration, all, world.seed())
                                                .ordinal())))
            .collect(Collectors.joining(", "));
    String astray =
        "SELECT w.m, i.routes ->> w.m FROM segue.instance i, (VALUES "
            + wanted
            + ") AS w (m, r) WHERE (i.routes ->> w.m)::int IS DISTINCT FROM w.r";
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    List<List<Object>> missing = database.rows(astray);
    while (!missing.isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("routes are not taken: " + missing);
      }
      LockSupport.parkNanos(20_000_000L);
      missing = database.rows(astray);
    }
  }

  /** The major version of the server. */
  public int postgres() throws SQLException {
    return control.getMetaData().getDatabaseMajorVersion();
  }

  World world() {
    return world;
  }

  Shape spoken() {
    return spoken;
  }

  Copy plain() {
    return plain;
  }

  List<Copy> copies() {
    return copies;
  }

  /** A connection that no statement is compared on. */
  Connection control() {
    return control;
  }

  /** Puts the data of all copies back to what they were at first. */
  void reset() throws SQLException {
    reset(plain);
    for (Copy copy : copies) {
      reset(copy);
    }
  }

  private void reset(Copy copy) throws SQLException {
    // What triggers follow is put back by itself.
    StringBuilder sql = new StringBuilder("SET session_replication_role = replica;\n");
    List<Stored> tables = copy.layout().tables();
    for (int i = tables.size() - 1; i >= 0; i--) {
      sql.append("DELETE FROM ").append(tables.get(i).sql()).append(";\n");
    }
    for (Stored stored : tables) {
      sql.append(
          "INSERT INTO %s OVERRIDING SYSTEM VALUE TABLE %s;\n"
              .formatted(stored.sql(), stored.kept()));
    }
    copy.past(sql.append("RESET session_replication_role;\n").toString());
  }

  /** The same keys are generated for all copies from here on. */
  static String nextKeys(String schema, int from) {
    return """
        SELECT setval(oid, %2$d) FROM pg_class WHERE relkind = 'S'
        AND relnamespace IN ('%1$s'::regnamespace, '%1$s%3$s'::regnamespace)"""
        .formatted(schema, from, StatementGenerator.schemaBeside());
  }

  /** The tables of the world that a text names, and those of which it may write the same values. */
  List<Table> tablesIn(String sql) {
    List<Table> known = world.known(spoken).tables();
    Set<String> named =
        known.stream()
            .filter(table -> sql.contains(table.name(spoken)))
            .map(Table::name)
            .collect(Collectors.toSet());
    world.tables().stream()
        .filter(table -> table.departing().isPresent())
        .map(table -> List.of(table.name(), table.parent().orElseThrow()))
        .filter(both -> both.stream().anyMatch(named::contains))
        .forEach(named::addAll);
    return known.stream().filter(table -> named.contains(table.name())).toList();
  }

  /** What is needed to see a difference again: tables, data and rules. */
  String described(Station station) {
    return SchemaScript.plain(world, spoken, PLAIN)
        + "\n-- rules\n"
        + RulesText.of(world, List.of(station)).indent(2).replaceAll("(?m)^", "--");
  }

  @Override
  public void close() throws SQLException, IOException {
    SQLException failure = null;
    for (AutoCloseable resource : open) {
      try {
        resource.close();
      } catch (SQLException e) {
        failure = e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    Files.deleteIfExists(rules);
    SegueDriver.closeIdleInstances();
    database.close();
    if (failure != null) {
      throw failure;
    }
  }
}
