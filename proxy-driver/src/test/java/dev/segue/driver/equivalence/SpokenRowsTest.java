package dev.segue.driver.equivalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.equivalence.RouteSteering;
import dev.segue.equivalence.Transcript;
import dev.segue.equivalence.Transcript.Manner;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Route;
import dev.segue.route.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tables whose rows are split, for an application that names the parts: the same on every route as
 * on the plain driver of a database that has these alone.
 */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpokenRowsTest {

  private static final List<String> MIGRATIONS =
      List.of("orders-states", "items-shares", "logs-years", "zones-areas");

  private static final String RULES =
      """
      segue: 1
      migrations:
        orders-states:
          table: orders
          split-rows:
            to: orders_by_state
            list: state
            parts: [{ to: orders_open, values: "'open', 'held'" }, { to: orders_done, values: "'done'" }, { to: orders_rest }]
          rename: { note: remark }
          columns:
            - old: { id: integer }
              new: { id: bigint }
              up: { id: "id::bigint" }
              down: { id: "id::integer" }
              monotonic: true
            - old: { amount: "numeric(12,2)" }
              new: { cents: bigint }
              up: { cents: "(amount * 100)::bigint" }
              down: { amount: "cents / 100.0" }
              monotonic: true
        items-shares:
          table: items
          split-rows: { to: items_by_share, hash: id, parts: [{ to: items_0 }, { to: items_1 }, { to: items_2 }] }
        logs-years:
          table: logs
          split-rows:
            to: logs_by_year
            range: logged_on
            parts: [{ to: logs_2025, below: "'2026-01-01'" }, { to: logs_2026, from: "'2026-01-01'" }]
          rename: { at: logged_on }
        zones-areas:
          table: zones
          split-rows: { to: zones_by_area, list: area, parts: [{ to: zone_n, values: "'N'" }, { to: zone_rest }] }
          columns:
            - old: { region: text }
              new: { area: text }
              up: { area: "CASE region WHEN 'north' THEN 'N' WHEN 'south' THEN 'S' ELSE region END" }
              down: { region: "CASE area WHEN 'N' THEN 'north' WHEN 'S' THEN 'south' ELSE area END" }
              one-to-one: true
      """;

  private static final String OLD =
      """
      CREATE TABLE orders (id serial PRIMARY KEY, state text NOT NULL DEFAULT 'open', note varchar(20),
        amount numeric(12,2), customer int DEFAULT 1);
      CREATE TABLE items (id int PRIMARY KEY, name text);
      CREATE TABLE logs (id int PRIMARY KEY, at date NOT NULL, what text);
      CREATE TABLE zones (id int PRIMARY KEY, name text, region text);
      """;

  private static final String NEW =
      """
      CREATE TABLE orders_by_state (id bigint DEFAULT nextval('%s'), customer int DEFAULT 1,
        state text DEFAULT 'open', remark varchar(20), cents bigint, PRIMARY KEY (id, state))
        PARTITION BY LIST (state);
      CREATE TABLE orders_open PARTITION OF orders_by_state FOR VALUES IN ('open', 'held');
      CREATE TABLE orders_done PARTITION OF orders_by_state FOR VALUES IN ('done');
      CREATE TABLE orders_rest PARTITION OF orders_by_state DEFAULT;
      ALTER TABLE orders_open ADD UNIQUE (id); CREATE UNIQUE INDEX ON orders_done (id);
      CREATE UNIQUE INDEX ON orders_rest (id);
      CREATE TABLE items_by_share (id int PRIMARY KEY, name text) PARTITION BY HASH (id);
      CREATE TABLE items_0 PARTITION OF items_by_share FOR VALUES WITH (MODULUS 3, REMAINDER 0);
      CREATE TABLE items_1 PARTITION OF items_by_share FOR VALUES WITH (MODULUS 3, REMAINDER 1);
      CREATE TABLE items_2 PARTITION OF items_by_share FOR VALUES WITH (MODULUS 3, REMAINDER 2);
      CREATE TABLE logs_by_year (id int, logged_on date NOT NULL, what text, PRIMARY KEY (id, logged_on))
        PARTITION BY RANGE (logged_on);
      CREATE TABLE logs_2025 PARTITION OF logs_by_year FOR VALUES FROM (MINVALUE) TO ('2026-01-01');
      CREATE TABLE logs_2026 PARTITION OF logs_by_year FOR VALUES FROM ('2026-01-01') TO (MAXVALUE);
      CREATE TABLE zones_by_area (id int, name text, area text, PRIMARY KEY (id, area))
        PARTITION BY LIST (area);
      CREATE TABLE zone_n PARTITION OF zones_by_area FOR VALUES IN ('N');
      CREATE TABLE zone_rest PARTITION OF zones_by_area DEFAULT;
      """;

  private static final String ROWS =
      """
      INSERT INTO orders_by_state (id, customer, state, remark, cents) VALUES
        (1, 1, 'open', 'first', 1000), (2, 2, 'held', NULL, 250), (3, 1, 'done', 'third', 300),
        (4, 2, 'done', NULL, NULL), (5, 4, 'lost', 'fifth', 500), (6, 1, 'open', 'sixth', NULL),
        (7, 9, 'done', 'seventh', 700), (8, 8, 'open', NULL, 800);
      INSERT INTO items_by_share SELECT i, 'item ' || i FROM generate_series(1, 12) i;
      INSERT INTO logs_by_year VALUES (1, '2024-05-05', 'a'), (2, '2025-12-31', NULL),
        (3, '2026-01-01', 'c'), (4, '2027-07-07', 'd');
      INSERT INTO zones_by_area VALUES (1, 'Ada', 'N'), (2, 'Bob', 'S'), (3, 'Cy', 'N'), (4, 'Dee', 'x');
      """;

  private static final String ROWS_OF_OLD =
      """
      INSERT INTO orders (id, state, note, amount, customer)
        SELECT id, state, remark, cents / 100.0, customer FROM orders_by_state;
      INSERT INTO items SELECT * FROM items_by_share;
      INSERT INTO logs SELECT * FROM logs_by_year;
      INSERT INTO zones SELECT id, name,
        CASE area WHEN 'N' THEN 'north' WHEN 'S' THEN 'south' ELSE area END FROM zones_by_area;
      """;

  private static final String CONTENT =
      """
      SELECT concat_ws(E'\\n',
        (SELECT string_agg(p::text, ' ' ORDER BY p) FROM (
          SELECT concat_ws('|', 'open', id, customer, state, remark, cents) FROM orders_open
          UNION ALL SELECT concat_ws('|', 'done', id, customer, state, remark, cents) FROM orders_done
          UNION ALL SELECT concat_ws('|', 'rest', id, customer, state, remark, cents) FROM orders_rest) o (p)),
        (SELECT string_agg(p::text, ' ' ORDER BY p) FROM (
          SELECT concat_ws('|', 0, id, name) FROM items_0 UNION ALL SELECT concat_ws('|', 1, id, name) FROM items_1
          UNION ALL SELECT concat_ws('|', 2, id, name) FROM items_2) i (p)),
        (SELECT string_agg(p::text, ' ' ORDER BY p) FROM (
          SELECT concat_ws('|', 2025, id, logged_on, what) FROM logs_2025
          UNION ALL SELECT concat_ws('|', 2026, id, logged_on, what) FROM logs_2026) l (p)),
        (SELECT string_agg(p::text, ' ' ORDER BY p) FROM (
          SELECT concat_ws('|', 'n', id, name, area) FROM zone_n
          UNION ALL SELECT concat_ws('|', 'rest', id, name, area) FROM zone_rest) z (p)))""";

  private static final List<String> CONTRADICTIONS =
      List.of(
          "SELECT * FROM orders o FULL JOIN orders_by_state n ON n.id = o.id"
              + " WHERE (o.id, o.state, o.note, (o.amount * 100)::bigint, o.customer)"
              + " IS DISTINCT FROM (n.id, n.state, n.remark, n.cents, n.customer)",
          "SELECT * FROM items o FULL JOIN items_by_share n ON n.id = o.id WHERE o IS DISTINCT FROM n",
          "SELECT * FROM logs o FULL JOIN logs_by_year n ON n.id = o.id"
              + " WHERE (o.id, o.at, o.what) IS DISTINCT FROM (n.id, n.logged_on, n.what)",
          "SELECT * FROM zones o FULL JOIN zones_by_area n ON n.id = o.id"
              + " WHERE (o.id, o.name, CASE o.region WHEN 'north' THEN 'N' WHEN 'south' THEN 'S' ELSE o.region END)"
              + " IS DISTINCT FROM (n.id, n.name, n.area)");

  /** What cannot be done to some rows of a table that has others too. */
  private static final Set<String> REFUSED_WHERE_THE_OLD_IS_WRITTEN =
      Set.of("spoken-rows: truncate", "spoken-rows: copy in");

  private static final Set<String> REFUSED_WHERE_THE_OLD_LEADS =
      Set.of("spoken-rows: merge of what the source has not");

  /** The row that follows is found by its state too, as it was. */
  private static final Set<String> REFUSED_WHERE_THE_NEW_FOLLOWS =
      Set.of("spoken-rows: merge that moves out of the part");

  /** Nor is it told whether the row was there. */
  private static final Set<String> REFUSED_WHERE_BOTH_ARE_WRITTEN =
      Set.of("spoken-rows: upsert that moves within the part");

  private TestDatabase alone;
  private TestDatabase migrating;
  private Connection plain;
  private Connection segue;
  private RouteSteering steering;
  private String url;
  private Route route;

  @BeforeAll
  void makeParts(TestDatabase database, @TempDir Path directory) throws SQLException, IOException {
    migrating = database;
    migrating.execute(OLD + NEW.formatted("orders_id_seq"));
    ControlTables.ensure(migrating);
    steering = new RouteSteering(migrating);
    alone = migrating.server().createDatabase();
    alone.execute("CREATE SEQUENCE ids;" + NEW.formatted("ids"));
    plain = alone.connect();
    Path file = Files.writeString(directory.resolve("segue.yaml"), RULES);
    url =
        migrating.segueUrl()
            + (migrating.segueUrl().contains("?") ? "&" : "?")
            + "segue.speaks=new&segue.config="
            + file;
    segue = DriverManager.getConnection(url);
  }

  @AfterAll
  void close() throws SQLException {
    segue.close();
    plain.close();
    alone.close();
  }

  static Stream<Arguments> casesByRoute() throws IOException {
    List<EquivalenceCase> cases = CaseFile.read("copies", "spoken-rows.sql");
    Pattern wanted = Pattern.compile(System.getProperty("equivalence", ""));
    return Stream.of(Route.values())
        .flatMap(
            on ->
                cases.stream()
                    .filter(found -> wanted.matcher(on + ": " + found.name()).find())
                    .flatMap(
                        found ->
                            Stream.of(Manner.values())
                                .map(manner -> Arguments.of(on, found, manner))));
  }

  @ParameterizedTest(name = "{0}: {1} ({2})")
  @MethodSource("casesByRoute")
  void sameAsWithThePartsAlone(Route on, EquivalenceCase toCompare, Manner manner)
      throws SQLException, InterruptedException {
    steer(on);
    reset();
    Transcript expected = Transcript.of(plain, toCompare.steps(), manner);
    Transcript actual = Transcript.of(segue, toCompare.steps(), manner);
    if (isRefused(on, toCompare.name())) {
      assertThat(actual.lines()).as("%s", actual.messages()).contains("error: 0A000");
      return;
    }
    assertThat(withoutSerial(actual))
        .as("%s %s", actual.messages(), expected.messages())
        .isEqualTo(withoutSerial(expected));
    assertThat(one(segue, CONTENT)).isEqualTo(one(plain, CONTENT));
    if (on.writesBoth()) {
      for (String contradictions : CONTRADICTIONS) {
        assertThat(migrating.rows(contradictions)).as(contradictions).isEmpty();
      }
    }
  }

  private void steer(Route on) throws SQLException, InterruptedException {
    if (route != on) {
      steering.steer(MIGRATIONS, on);
      route = on;
    }
  }

  private static boolean isRefused(Route on, String name) {
    return on.writes(Shape.OLD) && REFUSED_WHERE_THE_OLD_IS_WRITTEN.contains(name)
        || on.leads() == Shape.OLD && REFUSED_WHERE_THE_OLD_LEADS.contains(name)
        || on.writesBoth() && REFUSED_WHERE_BOTH_ARE_WRITTEN.contains(name)
        || on.leads() == Shape.OLD
            && on.writesBoth()
            && REFUSED_WHERE_THE_NEW_FOLLOWS.contains(name);
  }

  /** The old table has a key once, whichever part the row is in. */
  @ParameterizedTest
  @EnumSource(names = "NEW", mode = EnumSource.Mode.EXCLUDE)
  void aKeyThatAnotherPartHasIsTaken(Route on) throws SQLException, InterruptedException {
    steer(on);
    reset();
    for (String insert :
        List.of(
            "INSERT INTO orders_open (id) VALUES (3)",
            "INSERT INTO orders_open (id) VALUES (3) ON CONFLICT (id) DO UPDATE SET remark = 'x'")) {
      assertThatThrownBy(() -> update(insert))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23505"));
    }
    if (on.leads() == Shape.OLD) {
      assertThat(update("INSERT INTO orders_open (id) VALUES (3) ON CONFLICT DO NOTHING")).isZero();
    }
    assertThat(one(segue, "SELECT remark FROM orders_done WHERE id = 3")).isEqualTo("third");
  }

  /**
   * PostgreSQL has a message of its own for it, with {@code 0A000}; where both are written it is
   * refused.
   */
  @ParameterizedTest
  @EnumSource
  void anUpsertDoesNotMoveARowOutOfItsPart(Route on) throws SQLException, InterruptedException {
    steer(on);
    reset();
    assertThatThrownBy(
            () ->
                update(
                    "INSERT INTO orders_open (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET state = 'done'"))
        .isInstanceOfSatisfying(
            SQLException.class,
            e -> assertThat(e.getSQLState()).isEqualTo(on == Route.OLD ? "23514" : "0A000"));
    assertThat(one(segue, "SELECT state FROM orders_open WHERE id = 1")).isEqualTo("open");
  }

  /**
   * Two conditions begin one WHERE: that of the part's rows, and that of the other table's lock.
   */
  @Test
  void aPartIsReadBesideRowsThatAreLocked() throws SQLException, InterruptedException {
    steer(Route.BOTH_LEAD_NEW);
    reset();
    steering.steer(List.of("orders-states"), Route.BOTH_READ_OLD);
    route = null;
    for (String from :
        List.of(
            "orders_open o JOIN items_by_share i ON i.id = o.id + 1",
            "items_by_share i JOIN orders_open o ON i.id = o.id + 1",
            "orders_open o, items_by_share i, orders_done d")) {
      String query = "SELECT o.id * 100 + i.id FROM " + from + " ORDER BY 1 FOR UPDATE OF i";
      assertThat(one(segue, query)).as(query).isEqualTo(one(plain, query));
    }
  }

  /** What a part shows is told by what it is, so it has to be there. */
  @Test
  void aPartThatIsNotThereIsRefused() throws SQLException, InterruptedException {
    steer(Route.OLD);
    reset();
    migrating.execute("ALTER TABLE orders_by_state DETACH PARTITION orders_rest");
    try (Connection late = DriverManager.getConnection(url + "&ApplicationName=late");
        Statement statement = late.createStatement()) {
      for (String sql : List.of("SELECT id FROM orders_rest", "DELETE FROM orders_rest")) {
        assertThatThrownBy(() -> statement.execute(sql))
            .hasMessageContaining("which rows table orders_rest takes is not known");
      }
      statement.execute("SELECT id FROM orders_open");
    } finally {
      migrating.execute("ALTER TABLE orders_by_state ATTACH PARTITION orders_rest DEFAULT");
    }
  }

  private int update(String sql) throws SQLException {
    try (Statement statement = segue.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  /** What is computed has no sequence: pgjdbc names its type by what it holds. */
  private static List<String> withoutSerial(Transcript transcript) {
    return transcript.lines().stream()
        .map(line -> line.replace("\" bigserial(", "\" int8(").replace("\" serial(", "\" int4("))
        .toList();
  }

  private void reset() throws SQLException {
    migrating.execute(
        "TRUNCATE orders, orders_by_state, items, items_by_share, logs, logs_by_year, zones, zones_by_area;"
            + ROWS
            + ROWS_OF_OLD
            + "SELECT setval('orders_id_seq', 8, true)");
    alone.execute(
        "TRUNCATE orders_by_state, items_by_share, logs_by_year, zones_by_area;"
            + ROWS
            + "SELECT setval('ids', 8, true)");
  }

  private static String one(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        var result = statement.executeQuery(query)) {
      result.next();
      return result.getString(1);
    }
  }
}
