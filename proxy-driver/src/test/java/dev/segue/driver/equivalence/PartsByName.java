package dev.segue.driver.equivalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A table that has two parts in the one shape, for an application that speaks it and names these:
 * the same on every route as on the plain driver of a database that has the parts alone.
 */
@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PartsByName {

  /** What cannot be done to one part of a table of which the whole is written. */
  private static final Set<String> REFUSED_WHERE_THE_WHOLE_IS_WRITTEN =
      Set.of(
          "spoken-parts: update of the key",
          "spoken-parts: merge",
          "spoken-parts: truncate",
          "spoken-parts: insert into both parts at once");

  /** It names OLD in RETURNING. */
  private static final String ROW_BEFORE =
      "spoken-parts: insert of the second part with RETURNING of what was";

  private static final int FIRST_WITH_ROW_BEFORE = 18;

  /** What cannot be executed on the whole. */
  private static final Set<String> REFUSED_WHERE_THE_WHOLE_LEADS =
      Set.of(
          "spoken-parts: an upsert that computes",
          "spoken-parts: insert of a part without the key",
          ROW_BEFORE,
          "spoken-parts: delete of the second part with RETURNING",
          "spoken-parts: delete of the second part with generated keys");

  private static final String ONE =
      """
      CREATE TABLE accounts (id serial PRIMARY KEY, name varchar(40) NOT NULL, balance numeric(12,2),
        region text DEFAULT 'none', opened date, currency text NOT NULL DEFAULT 'EUR');
      """;

  private static final String TWO =
      """
      CREATE SCHEMA ledger;
      CREATE TABLE ledger.account_core (
        id bigint DEFAULT nextval('%s') PRIMARY KEY, region text DEFAULT 'none',
        full_name varchar(40) NOT NULL, region_code text);
      CREATE TABLE ledger.account_money (
        id bigint PRIMARY KEY REFERENCES ledger.account_core ON DELETE CASCADE, opened date, cents bigint,
        currency text NOT NULL DEFAULT 'EUR');
      """;

  private static final String PARTS =
      """
      INSERT INTO ledger.account_core (id, full_name, region, region_code) VALUES
        (1, 'Ada', 'north', 'no'), (2, 'Bob', 'south', 'so'), (3, 'Cy', 'north', 'no'), (4, 'Dee', NULL, NULL);
      INSERT INTO ledger.account_money (id, cents, opened) VALUES
        (1, 1000, '2026-01-01'), (2, 2050, NULL), (3, NULL, '2026-03-03'), (4, 9999, NULL);
      """;

  private static final String WHOLE =
      """
      INSERT INTO accounts (id, name, balance, region, opened, currency)
        SELECT id, full_name, cents / 100.0, region, opened, currency
        FROM ledger.account_core JOIN ledger.account_money USING (id);
      """;

  /** What an application of the old shape computes it from, the new one writes as it likes. */
  private static final String CONTENT =
      """
      SELECT (SELECT string_agg(concat_ws('|', id, full_name, region), ' ' ORDER BY id)
        FROM ledger.account_core),
        (SELECT string_agg(concat_ws('|', id, cents, opened, currency), ' ' ORDER BY id)
        FROM ledger.account_money)""";

  private static final String CONTRADICTIONS =
      """
      SELECT * FROM accounts o FULL JOIN ledger.account_core c ON c.id = o.id
      FULL JOIN ledger.account_money m ON m.id = coalesce(c.id, o.id)
      WHERE (o.id, o.id, o.name, (o.balance * 100)::bigint, o.region, o.opened, o.currency)
        IS DISTINCT FROM (c.id, m.id, c.full_name, m.cents, c.region, m.opened, m.currency)""";

  private final Shape inParts;
  private final String rules;
  private TestDatabase alone;
  private TestDatabase migrating;
  private Connection plain;
  private Connection segue;
  private RouteSteering steering;
  private String url;
  private Path directory;
  private Route route;

  /**
   * Tests of a migration.
   *
   * @param inParts the shape that has the parts
   */
  PartsByName(Shape inParts, String rules) {
    this.inParts = inParts;
    this.rules = rules;
  }

  @BeforeAll
  void makeParts(TestDatabase database, @TempDir Path directory) throws SQLException, IOException {
    this.directory = directory;
    migrating = database;
    migrating.execute(ONE + TWO.formatted("accounts_id_seq"));
    ControlTables.ensure(migrating);
    steering = new RouteSteering(migrating);
    alone = migrating.server().createDatabase();
    alone.execute("CREATE SEQUENCE ids;" + TWO.formatted("ids"));
    plain = alone.connect();
    url =
        migrating.segueUrl()
            + (migrating.segueUrl().contains("?") ? "&" : "?")
            + "segue.speaks="
            + inParts.word()
            + "&segue.config=";
    segue = connect(rules);
  }

  Connection connect(String rules) throws SQLException, IOException {
    Path file = Files.createTempFile(directory, "segue", ".yaml");
    return DriverManager.getConnection(url + Files.writeString(file, rules));
  }

  @AfterAll
  void close() throws SQLException {
    segue.close();
    plain.close();
    alone.close();
  }

  static Stream<Arguments> casesByRoute() throws IOException {
    List<EquivalenceCase> cases = CaseFile.read("copies", "spoken-parts.sql");
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
    assumeTrue(
        !toCompare.name().equals(ROW_BEFORE)
            || plain.getMetaData().getDatabaseMajorVersion() >= FIRST_WITH_ROW_BEFORE);
    if (route != on) {
      steering.steer(List.of("accounts-apart"), on);
      route = on;
    }
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
    assertThat(content(segue)).isEqualTo(content(plain));
    if (on.writesBoth()) {
      assertThat(migrating.rows(CONTRADICTIONS)).as("contradictions").isEmpty();
    }
  }

  private boolean isRefused(Route on, String name) {
    return (on.writesBoth() || on.reads() != inParts)
            && REFUSED_WHERE_THE_WHOLE_IS_WRITTEN.contains(name)
        || on.leads() != inParts && REFUSED_WHERE_THE_WHOLE_LEADS.contains(name);
  }

  /** A row of the whole that a backfill has yet to make is made of both parts. */
  @Test
  void aRowThatTheWholeLacksIsMadeOfAllParts() throws SQLException, InterruptedException {
    route = inParts == Shape.OLD ? Route.BOTH_READ_OLD : Route.BOTH_LEAD_NEW;
    steering.steer(List.of("accounts-apart"), route);
    reset();
    migrating.execute("DELETE FROM accounts");
    try (Statement statement = segue.createStatement()) {
      statement.executeUpdate("UPDATE ledger.account_money SET cents = 7 WHERE id = 1");
      statement.executeUpdate("UPDATE ledger.account_core SET region = 'x' WHERE id = 2");
    }
    assertThat(
            migrating.rows(
                "SELECT concat_ws('|', id, name, balance, region) FROM accounts ORDER BY 1"))
        .containsExactly(List.of("1|Ada|0.07|north"), List.of("2|Bob|20.50|x"));
  }

  /** Where no foreign key does it, the rows of the other parts go with that of the whole. */
  @Test
  void aRowOfTheFirstPartTakesTheOthersAlong() throws SQLException, InterruptedException {
    route = inParts == Shape.OLD ? Route.BOTH_LEAD_NEW : Route.BOTH_READ_OLD;
    steering.steer(List.of("accounts-apart"), route);
    reset();
    migrating.execute("ALTER TABLE ledger.account_money DROP CONSTRAINT account_money_id_fkey");
    try (Statement statement = segue.createStatement()) {
      statement.executeUpdate("DELETE FROM ledger.account_core WHERE id < 3");
      assertThat(migrating.rows("SELECT id FROM ledger.account_money ORDER BY id"))
          .containsExactly(List.of(3L), List.of(4L));
    } finally {
      reset();
      migrating.execute(
          "ALTER TABLE ledger.account_money ADD FOREIGN KEY (id)"
              + " REFERENCES ledger.account_core ON DELETE CASCADE");
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
        "TRUNCATE accounts, ledger.account_core, ledger.account_money;"
            + PARTS
            + WHOLE
            + "SELECT setval('accounts_id_seq', 4, true)");
    alone.execute(
        "TRUNCATE ledger.account_core, ledger.account_money;"
            + PARTS
            + "SELECT setval('ids', 4, true)");
  }

  private static String content(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        var result = statement.executeQuery(CONTENT)) {
      result.next();
      return result.getString(1) + " " + result.getString(2);
    }
  }
}
