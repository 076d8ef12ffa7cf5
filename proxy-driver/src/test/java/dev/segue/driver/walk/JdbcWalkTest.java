package dev.segue.driver.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.driver.SegueDriver;
import dev.segue.driver.control.ControlSchema;
import dev.segue.equivalence.RouteSteering;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Route;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every act on the plain driver, and through Segue on each route: nobody can tell which is which.
 */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class JdbcWalkTest {

  private static final List<String> MIGRATIONS = List.of("items-names", "items-cents");
  private static final String OLD_SHAPE =
      "id bigserial PRIMARY KEY, name text, price numeric(10,2), note text, data bytea, doc xml,"
          + " tags text[], made timestamp, photo oid";
  private static final String NEW_SHAPE =
      ", title text, price_cents bigint, body bytea, document xml, labels text[], image oid";
  private static final String BESIDE =
      """
      DROP SCHEMA IF EXISTS segue CASCADE;
      DROP TABLE IF EXISTS items, others;
      CREATE TABLE others (id int PRIMARY KEY, name text);
      CREATE OR REPLACE FUNCTION doubled(x int) RETURNS int LANGUAGE sql AS 'SELECT 2 * x';
      CREATE OR REPLACE FUNCTION warned(w text) RETURNS text LANGUAGE plpgsql AS
        $$ BEGIN RAISE WARNING USING MESSAGE = w, ERRCODE = '01SEG'; RETURN w; END $$;
      CREATE TABLE items (%s);""";
  // A client that has given up waiting leaves the server asleep, with a lock on the table.
  private static final String ROWS =
      """
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event = 'PgSleep';
      TRUNCATE items, others RESTART IDENTITY;
      INSERT INTO others SELECT n, 'other ' || n FROM generate_series(1, 3) n;
      INSERT INTO items (name, price, note, data, doc, tags, made)
        SELECT 'item ' || n, n + 0.5, NULL, '\\x0102', '<x/>', ARRAY['a', 'b'], '2024-01-02 03:04:05'
        FROM generate_series(1, 5) n;""";
  private static final String COMPUTED =
      """
      UPDATE items SET title = name, price_cents = price * 100, body = data, document = doc,
        labels = tags, image = photo""";

  @TempDir Path directory;
  private TestDatabase database;
  private TestDatabase plain;
  private String segueUrl;
  private Connection keeper;

  @BeforeEach
  void itemsInBothShapes(TestDatabase database) throws Exception {
    this.database = database;
    plain = database.server().createDatabase();
    plain.execute(BESIDE.formatted(OLD_SHAPE));
    database.execute(BESIDE.formatted(OLD_SHAPE + NEW_SHAPE));
    try (Connection connection = database.connect()) {
      new ControlSchema(connection).ensure();
    }
    Path rules =
        Files.writeString(
            directory.resolve("segue.yaml"),
            """
            segue: 1
            migrations:
              items-names:
                table: public.items
                rename: { name: title, data: body, doc: document, tags: labels, photo: image }
              items-cents:
                table: public.items
                columns:
                  - old: { price: "numeric(10,2)" }
                    new: { price_cents: bigint }
                    up: { price_cents: "(price * 100)::bigint" }
                    down: { price: "price_cents / 100.0" }
                    monotonic: true
            """);
    segueUrl = database.segueUrl() + "&segue.config=" + rules;
    keeper = DriverManager.getConnection(segueUrl);
  }

  @AfterEach
  void close() throws Exception {
    keeper.close();
    SegueDriver.closeIdleInstances();
    plain.close();
  }

  @TestFactory
  Stream<DynamicContainer> nobodyCanTell() {
    return Stream.of(Route.OLD, Route.BOTH_READ_OLD, Route.BOTH_READ_NEW, Route.NEW)
        .map(
            route ->
                DynamicContainer.dynamicContainer(
                    route.name(),
                    Stream.concat(
                        Stream.of(DynamicTest.dynamicTest("is reached", () -> steer(route))),
                        acts()
                            .map(
                                act ->
                                    DynamicTest.dynamicTest(
                                        act.name(), () -> compare(act, route))))));
  }

  private static Stream<Act> acts() {
    return Stream.of(
            StatementActs.all(),
            ResultSetActs.all(),
            ValueActs.all(),
            ConnectionActs.all(),
            PostgresActs.all())
        .flatMap(List::stream)
        .filter(act -> act.name().matches(System.getProperty("walk", ".*")));
  }

  private void steer(Route route) throws InterruptedException {
    new RouteSteering(database).steer(MIGRATIONS, route);
  }

  private void compare(Act act, Route route) throws Exception {
    plain.execute(ROWS);
    database.execute(ROWS + COMPUTED);
    List<String> expected = seen(act, plain.url());
    List<String> seen = seen(act, segueUrl);
    if (act.refusedOn().contains(route)) {
      assertThat(seen).anyMatch(line -> line.contains("error 0A000"));
    } else {
      assertThat(differences(expected, seen)).isEmpty();
    }
  }

  private static List<String> differences(List<String> expected, List<String> seen) {
    return IntStream.range(0, Math.max(expected.size(), seen.size()))
        .filter(i -> !line(expected, i).equals(line(seen, i)))
        .mapToObj(i -> i + ": plain <%s>, Segue <%s>".formatted(line(expected, i), line(seen, i)))
        .toList();
  }

  private static String line(List<String> lines, int i) {
    return i < lines.size() ? lines.get(i) : "nothing";
  }

  private static List<String> seen(Act act, String url) throws Exception {
    try (Way way = new Way(url)) {
      act.doing().on(way);
      return way.seen();
    }
  }
}
