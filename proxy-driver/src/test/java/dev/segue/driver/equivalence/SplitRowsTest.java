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
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A table whose rows are split by what a change computes of them: the same on every route as on the
 * plain driver, also where a row moves from one part to another.
 */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SplitRowsTest {

  private static final int FIRST_WITH_MERGE_RETURNING = 17;

  private static final String OLD =
      """
      CREATE TABLE accounts (id serial PRIMARY KEY, name varchar(40) NOT NULL, balance numeric(12,2),
        region text DEFAULT 'none', opened date);
      CREATE TABLE transfers (id serial PRIMARY KEY, account_id integer NOT NULL, amount numeric(12,2));
      """;

  private static final String NEW =
      """
      CREATE TABLE accounts_by_area (
        id int DEFAULT nextval('accounts_id_seq'), name varchar(40) NOT NULL, balance numeric(12,2),
        region text DEFAULT 'none', opened date, area text, PRIMARY KEY (id, area)) PARTITION BY LIST (area);
      CREATE TABLE north PARTITION OF accounts_by_area FOR VALUES IN ('N');
      CREATE TABLE south PARTITION OF accounts_by_area FOR VALUES IN ('S');
      CREATE TABLE elsewhere PARTITION OF accounts_by_area DEFAULT;
      CREATE UNIQUE INDEX ON north (id); CREATE UNIQUE INDEX ON south (id);
      CREATE UNIQUE INDEX ON elsewhere (id);
      """;

  private static final String RULES =
      """
      segue: 1
      migrations:
        accounts-areas:
          table: accounts
          split-rows:
            to: accounts_by_area
            list: area
            parts: [{ to: north, values: "'N'" }, { to: south, values: "'S'" }, { to: elsewhere }]
          columns:
            - new: { area: text }
              up: { area: "CASE WHEN region = 'north' THEN 'N' WHEN region = 'south' THEN 'S' ELSE '-' END" }
      """;

  private static final String ROWS =
      """
      INSERT INTO %s (id, name, balance, region, opened%s VALUES
        (1, 'Ada', 10.00, 'north', '2026-01-01'%s), (2, 'Bob', 20.50, 'south', NULL%s),
        (3, 'Cy', NULL, 'north', '2026-03-03'%s), (4, 'Dee', 99.99, NULL, NULL%s);
      """;

  private static final String TRANSFERS =
      "INSERT INTO transfers (id, account_id, amount) VALUES (1, 1, 1.50), (2, 1, 2.50), (3, 2, 3.50);";

  private static final String CONTRADICTIONS =
      """
      SELECT * FROM accounts o FULL JOIN accounts_by_area n ON n.id = o.id
      WHERE (o.id, o.name, o.balance, o.region, o.opened,
             CASE o.region WHEN 'north' THEN 'N' WHEN 'south' THEN 'S' ELSE '-' END)
        IS DISTINCT FROM (n.id, n.name, n.balance, n.region, n.opened, n.area)""";

  /** The key of the whole has the area too: what leads keeps the id apart in each part alone. */
  private static final Set<String> OF_THE_KEY_ALONE =
      Set.of(
          "accounts: upsert that inserts and updates",
          "accounts: upsert that leaves rows out",
          "areas: keys are exchanged between parts",
          "areas: keys move on, from part to part");

  /** The same, but the old table refuses the second row of a key where it follows. */
  private static final Set<String> WHERE_THE_OLD_TABLE_IS_WRITTEN =
      Set.of(
          "accounts: insert of a key that is there",
          "areas: insert of a key that another part has",
          "areas: insert of a key that another part has, below a common table",
          "areas: a key that another part has is assigned",
          "areas: merge that inserts a key that another part has");

  private TestDatabase plainDatabase;
  private TestDatabase migrating;
  private Connection plain;
  private Connection segue;
  private RouteSteering steering;
  private Route route;

  /** Before PostgreSQL 17; what is written in one table could not be told the other. */
  private boolean mergeReturnsNothing;

  @BeforeAll
  void split(TestDatabase database, @TempDir Path directory) throws SQLException, IOException {
    migrating = database;
    migrating.execute(OLD + NEW);
    ControlTables.ensure(migrating);
    steering = new RouteSteering(migrating);
    Path file = Files.writeString(directory.resolve("segue.yaml"), RULES);
    plainDatabase = migrating.server().createDatabase();
    plainDatabase.execute(OLD);
    plain = plainDatabase.connect();
    String url =
        migrating.segueUrl()
            + (migrating.segueUrl().contains("?") ? "&" : "?")
            + "segue.config="
            + file;
    segue = DriverManager.getConnection(url);
    mergeReturnsNothing =
        plain.getMetaData().getDatabaseMajorVersion() < FIRST_WITH_MERGE_RETURNING;
  }

  @AfterAll
  void close() throws SQLException {
    segue.close();
    plain.close();
    plainDatabase.close();
  }

  /** As of any table of the other shape. */
  @Test
  void aPartIsNotSeenWhereTheOldShapeIsSpoken() {
    assertThatThrownBy(() -> one(segue, "SELECT count(*), 1 FROM north"))
        .hasMessageContaining("\"north\" does not exist");
  }

  /** The old table alone would refuse it, by a key that it checks row by row; the parts do not. */
  @Test
  void keysThatAreExchangedBetweenPartsTakeTheirRowsAlong()
      throws SQLException, InterruptedException {
    route = Route.BOTH_LEAD_NEW;
    steering.steer(List.of("accounts-areas"), route);
    reset();
    execute(segue, "UPDATE accounts SET id = 3 - id WHERE id < 3");
    assertThat(one(segue, "SELECT string_agg(id || name, ' ' ORDER BY id), 1 FROM accounts"))
        .isEqualTo("1Bob 2Ada 3Cy 4Dee 1");
    assertThat(migrating.rows(CONTRADICTIONS)).as("contradictions").isEmpty();
  }

  static Stream<Arguments> casesByRoute() throws IOException {
    List<EquivalenceCase> cases =
        Stream.concat(
                CaseFile.read("copies", "accounts.sql").stream(),
                CaseFile.read("copies", "areas.sql").stream())
            .toList();
    Pattern wanted = Pattern.compile(System.getProperty("equivalence", ""));
    return Stream.of(Route.values())
        .flatMap(
            on ->
                cases.stream()
                    .filter(found -> wanted.matcher(on + ": " + found.name()).find())
                    .filter(
                        found ->
                            on.leads() == Shape.OLD || !OF_THE_KEY_ALONE.contains(found.name()))
                    .filter(
                        found ->
                            on != Route.NEW
                                || !WHERE_THE_OLD_TABLE_IS_WRITTEN.contains(found.name()))
                    .flatMap(
                        found ->
                            Stream.of(Manner.values())
                                .map(manner -> Arguments.of(on, found, manner))));
  }

  @ParameterizedTest(name = "{0}: {1} ({2})")
  @MethodSource("casesByRoute")
  void sameAsOnTheOneTable(Route on, EquivalenceCase toCompare, Manner manner)
      throws SQLException, InterruptedException {
    if (route != on) {
      steering.steer(List.of("accounts-areas"), on);
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
    String content =
        "SELECT (SELECT array_agg(t ORDER BY t.id) FROM transfers t)::text,"
            + " string_agg(concat(id, name, balance, region, opened), ' ' ORDER BY id) FROM accounts";
    assertThat(one(segue, content)).isEqualTo(one(plain, content));
    if (on.writesBoth()) {
      assertThat(migrating.rows(CONTRADICTIONS)).as("contradictions").isEmpty();
    }
  }

  /** A MERGE that moves a row does not return which one it was, where the old table leads. */
  private boolean isRefused(Route on, String name) {
    return on.writesBoth()
        && name.contains("merge")
        && (mergeReturnsNothing || on.leads() == Shape.OLD && name.contains("moves"));
  }

  /** A default that names a sequence makes no serial column. */
  private static List<String> withoutSerial(Transcript transcript) {
    return transcript.lines().stream().map(line -> line.replace("\" serial(", "\" int4(")).toList();
  }

  private void reset() throws SQLException {
    String sequences =
        "SELECT setval('accounts_id_seq', 4, true), setval('transfers_id_seq', 3, true);";
    String old = ROWS.formatted("accounts", ")", "", "", "", "");
    String fresh =
        ROWS.formatted("accounts_by_area", ", area)", ", 'N'", ", 'S'", ", 'N'", ", '-'");
    migrating.execute(
        "TRUNCATE accounts, accounts_by_area, transfers;" + old + fresh + TRANSFERS + sequences);
    plainDatabase.execute("TRUNCATE transfers, accounts;" + old + TRANSFERS + sequences);
  }

  private static String one(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        var result = statement.executeQuery(query)) {
      result.next();
      return result.getString(1) + " " + result.getString(2);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
