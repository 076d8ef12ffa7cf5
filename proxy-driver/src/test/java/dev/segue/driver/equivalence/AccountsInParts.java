package dev.segue.driver.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A table that has two parts with other columns in the one shape: the same on every route as on the
 * plain driver, for an application that speaks the other.
 */
@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AccountsInParts {

  /** What cannot be composed of writes to the parts. */
  private static final Set<String> REFUSED_WHERE_THE_PARTS_LEAD =
      Set.of(
          "accounts: update of the key",
          "accounts: update of every key",
          "accounts: update of every key that has transfers",
          "accounts: update of every key, joined without a condition",
          "accounts: update of the key that shifts",
          "accounts: update of the key of a row that others refer to",
          "accounts: merge",
          "parts: upsert of what the other part is computed from",
          "accounts: update with a subquery",
          "accounts: merge that deletes");

  private static final String ONE =
      """
      CREATE TABLE accounts (id serial PRIMARY KEY, name varchar(40) NOT NULL, balance numeric(12,2),
        region text DEFAULT 'none', opened date, due date, legacy text DEFAULT 'x');
      CREATE TABLE transfers (id serial PRIMARY KEY, account_id integer NOT NULL, amount numeric(12,2));
      """;

  static final String TWO =
      """
      CREATE SCHEMA ledger;
      CREATE TABLE ledger.account_core (
        id bigint DEFAULT nextval('accounts_id_seq') PRIMARY KEY, region text DEFAULT 'none',
        full_name varchar(40) NOT NULL);
      CREATE TABLE ledger.account_money (
        id bigint PRIMARY KEY, opened date, cents bigint, region_code text, due_on date);
      """;

  private static final String ROWS =
      """
      INSERT INTO accounts (id, name, balance, region, opened, due) VALUES
        (1, 'Ada', 10.00, 'north', '2026-01-01', NULL),
        (2, 'Bob', 20.50, 'south', NULL, '2026-12-01'),
        (3, 'Cy', NULL, 'north', '2026-03-03', '2026-11-30'), (4, 'Dee', 99.99, NULL, NULL, NULL);
      """;

  private static final String PARTS =
      """
      INSERT INTO ledger.account_core (id, full_name, region) SELECT id, name, region FROM accounts;
      INSERT INTO ledger.account_money (id, cents, opened, region_code, due_on)
        SELECT id, balance * 100, opened, left(region, 2), due FROM accounts;
      """;

  private static final String TRANSFERS =
      "INSERT INTO transfers (id, account_id, amount) VALUES (1, 1, 1.50), (2, 1, 2.50), (3, 2, 3.50);";

  private static final String SEQUENCES =
      "SELECT setval('accounts_id_seq', 4, true), setval('transfers_id_seq', 3, true);";

  private static final String CONTENT =
      """
      SELECT (SELECT array_agg(t ORDER BY t.id) FROM transfers t)::text,
        string_agg(concat(id, name, balance, region, opened, due, legacy), ' ' ORDER BY id)
      FROM accounts""";

  private static final String CONTRADICTIONS =
      """
      SELECT * FROM accounts o FULL JOIN ledger.account_core c ON c.id = o.id
      FULL JOIN ledger.account_money m ON m.id = o.id
      WHERE (o.id, o.id, o.name, (o.balance * 100)::bigint, o.region, left(o.region, 2), o.opened, o.due)
        IS DISTINCT FROM (c.id, m.id, c.full_name, m.cents, c.region, m.region_code, m.opened, m.due_on)""";

  private static final String APART =
      """
      SELECT * FROM ledger.account_core c FULL JOIN ledger.account_money m ON m.id = c.id
      WHERE c.id IS NULL OR m.id IS NULL OR m.region_code IS DISTINCT FROM left(c.region, 2)""";

  private final Shape inParts;
  private final String rules;
  private TestDatabase alone;
  private TestDatabase migrating;
  private Connection plain;
  private Connection segue;
  private RouteSteering steering;
  private String url;
  private Route route;

  /**
   * Tests of a migration.
   *
   * @param inParts the shape that has the parts
   */
  AccountsInParts(Shape inParts, String rules) {
    this.inParts = inParts;
    this.rules = rules;
  }

  void steer(Route on) throws SQLException, InterruptedException {
    if (route != on) {
      steering.steer(List.of("accounts-apart"), on);
      route = on;
    }
  }

  @BeforeAll
  void makeParts(TestDatabase database, @TempDir Path directory) throws SQLException, IOException {
    migrating = database;
    migrating.execute(ONE + TWO);
    ControlTables.ensure(migrating);
    steering = new RouteSteering(migrating);
    Path file = Files.writeString(directory.resolve("segue.yaml"), rules);
    alone = migrating.server().createDatabase();
    alone.execute(ONE);
    plain = alone.connect();
    url =
        migrating.segueUrl()
            + (migrating.segueUrl().contains("?") ? "&" : "?")
            + "segue.config="
            + file;
    segue = connect();
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url + "&segue.speaks=" + inParts.opposite().word());
  }

  private Route partsAlone() {
    return inParts == Shape.OLD ? Route.OLD : Route.NEW;
  }

  /** Another database with the same rules. */
  String urlOf(TestDatabase database) {
    return url.replace(migrating.segueUrl(), database.segueUrl());
  }

  @AfterAll
  void close() throws SQLException {
    segue.close();
    plain.close();
    alone.close();
  }

  static Stream<Arguments> casesByRoute() throws IOException {
    List<EquivalenceCase> cases =
        Stream.concat(
                CaseFile.read("copies", "accounts.sql").stream(),
                CaseFile.read("copies", "parts.sql").stream())
            .toList();
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
  void sameAsOnTheOneTable(Route on, EquivalenceCase toCompare, Manner manner)
      throws SQLException, InterruptedException {
    steer(on);
    reset();
    Transcript expected = Transcript.of(plain, toCompare.steps(), manner);
    Transcript actual = Transcript.of(segue, toCompare.steps(), manner);
    if (on.leads() == inParts && REFUSED_WHERE_THE_PARTS_LEAD.contains(toCompare.name())) {
      assertThat(actual.lines()).as("%s", actual.messages()).contains("error: 0A000");
      return;
    }
    assertThat(withoutSerial(actual))
        .as("%s %s", actual.messages(), expected.messages())
        .isEqualTo(withoutSerial(expected));
    assertThat(one(segue)).isEqualTo(one(plain));
    if (on.writesBoth()) {
      assertThat(migrating.rows(CONTRADICTIONS)).as("contradictions").isEmpty();
    } else if (on == partsAlone()) {
      assertThat(migrating.rows(APART)).as("rows that are not in both parts").isEmpty();
    }
  }

  @Test
  void onlyThePartsThatAreReadAreTouched() throws SQLException, InterruptedException {
    steer(partsAlone());
    assertThat(plan("SELECT name, region FROM accounts WHERE id = 1"))
        .contains("account_core")
        .doesNotContain("account_money");
    assertThat(plan("SELECT sum(balance) FROM accounts WHERE opened IS NULL"))
        .contains("account_money")
        .doesNotContain("account_core");
    assertThat(plan("SELECT * FROM accounts WHERE id = 1"))
        .contains("account_core")
        .contains("account_money");
    assertThat(plan("UPDATE accounts SET name = 'x' WHERE id = 1"))
        .contains("account_core")
        .doesNotContain("account_money");
  }

  private String plan(String sql) throws SQLException {
    StringBuilder plan = new StringBuilder();
    try (Statement statement = segue.createStatement();
        var result = statement.executeQuery("EXPLAIN " + sql)) {
      while (result.next()) {
        plan.append(result.getString(1)).append('\n');
      }
    }
    return plan.toString();
  }

  Stream<Arguments> updatesThatMeet() {
    return Stream.of(Route.values())
        .filter(on -> on.leads() == inParts || on == Route.BOTH_LEAD_NEW)
        .flatMap(
            on ->
                Stream.of(
                    Arguments.of(on, "balance = balance + 1", "balance = balance + 1", "12.00"),
                    Arguments.of(on, "region = 'x'", "balance = balance + 1", "11.00"),
                    Arguments.of(on, "name = 'x'", "balance = balance + 1", "11.00"),
                    Arguments.of(
                        on,
                        "balance = balance + 1",
                        "region = 'x', balance = balance * 2",
                        "22.00"),
                    Arguments.of(
                        on,
                        "region = 'x'",
                        "balance = balance + 1, region = region || 'y'",
                        "11.00")));
  }

  /**
   * The second waits for the first, whichever columns they write, and goes on from what it left.
   */
  @ParameterizedTest
  @MethodSource("updatesThatMeet")
  void twoUpdatesOfOneRowAreBothKept(Route on, String one, String other, String balance)
      throws Exception {
    steer(on);
    reset();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Connection first = connect();
        Connection second = connect()) {
      first.setAutoCommit(false);
      update(first, one);
      Future<Integer> waiting = thread.submit(() -> update(second, other));
      awaitLock(waiting);
      first.commit();
      assertThat(waiting.get(30, TimeUnit.SECONDS)).isEqualTo(1);
      try (Statement statement = second.createStatement();
          var row = statement.executeQuery("SELECT balance FROM accounts WHERE id = 1")) {
        row.next();
        assertThat(row.getString(1)).isEqualTo(balance);
      }
    } finally {
      thread.shutdownNow();
    }
    if (on.writesBoth()) {
      assertThat(migrating.rows(CONTRADICTIONS)).isEmpty();
    }
  }

  /** Waits until it waits for a lock. */
  void awaitLock(Future<?> waiting) throws InterruptedException {
    while (migrating
        .rows("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        .isEmpty()) {
      assertThat(waiting.isDone()).as("does not wait").isFalse();
      Thread.sleep(5);
    }
  }

  /** A connection to the database with the parts. */
  Connection pastSegue() throws SQLException {
    return migrating.connect();
  }

  private static int update(Connection connection, String set) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate("UPDATE accounts SET " + set + " WHERE id = 1");
    }
  }

  /** What is computed has no sequence: pgjdbc names its type by what it holds. */
  private static List<String> withoutSerial(Transcript transcript) {
    return transcript.lines().stream()
        .map(line -> line.replace("\" bigserial(", "\" int8(").replace("\" serial(", "\" int4("))
        .toList();
  }

  void reset() throws SQLException {
    migrating.execute(
        "TRUNCATE accounts, ledger.account_core, ledger.account_money, transfers;"
            + ROWS
            + PARTS
            + TRANSFERS
            + SEQUENCES);
    alone.execute("TRUNCATE transfers, accounts;" + ROWS + TRANSFERS + SEQUENCES);
  }

  private static String one(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        var result = statement.executeQuery(CONTENT)) {
      result.next();
      return result.getString(1) + " " + result.getString(2);
    }
  }
}
