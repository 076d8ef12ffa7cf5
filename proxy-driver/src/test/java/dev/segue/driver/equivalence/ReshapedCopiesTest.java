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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A table whose copy has other columns: the same on every route as on the plain driver, for an
 * application that speaks the old shape and for one that speaks the new.
 */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReshapedCopiesTest {

  private static final int FIRST_WITH_MERGE_RETURNING = 17;

  private static final String OLD =
      """
      CREATE TABLE accounts (id serial PRIMARY KEY, name varchar(40) NOT NULL, balance numeric(12,2),
        region text DEFAULT 'none', opened date);
      CREATE TABLE transfers (id serial PRIMARY KEY, account_id integer NOT NULL, amount numeric(12,2));
      """;

  private static final String NEW =
      """
      CREATE SCHEMA ledger;
      CREATE TABLE ledger.accounts_wide (
        id bigint DEFAULT nextval('%s') PRIMARY KEY, full_name varchar(40) NOT NULL, cents bigint,
        region text DEFAULT 'none', opened date) PARTITION BY HASH (id);
      CREATE TABLE ledger.even PARTITION OF ledger.accounts_wide FOR VALUES WITH (MODULUS 2, REMAINDER 0);
      CREATE TABLE ledger.odd PARTITION OF ledger.accounts_wide FOR VALUES WITH (MODULUS 2, REMAINDER 1);
      """;

  private static final String RULES =
      """
      segue: 1
      migrations:
        accounts-wide:
          table: accounts
          copy: { to: ledger.accounts_wide }
          rename: { name: full_name }
          columns:
            - old: { id: integer }
              new: { id: bigint }
              up: { id: "id::bigint" }
              down: { id: "id::integer" }
              monotonic: true
            - old: { balance: "numeric(12,2)" }
              new: { cents: bigint }
              up: { cents: "(balance * 100)::bigint" }
              down: { balance: "cents / 100.0" }
              monotonic: true
      """;

  private static final String ROWS =
      """
      INSERT INTO %1$s (id, %2$s, %3$s, region, opened) VALUES
        (1, 'Ada', 10.00 * %4$s, 'north', '2026-01-01'), (2, 'Bob', 20.50 * %4$s, 'south', NULL),
        (3, 'Cy', NULL, 'north', '2026-03-03'), (4, 'Dee', 99.99 * %4$s, NULL, NULL);
      """;

  private static final String TRANSFERS =
      "INSERT INTO transfers (id, account_id, amount) VALUES (1, 1, 1.50), (2, 1, 2.50), (3, 2, 3.50);";

  private static final String CONTRADICTIONS =
      """
      SELECT * FROM accounts o FULL JOIN ledger.accounts_wide n ON n.id = o.id
      WHERE (o.id, o.name, (o.balance * 100)::bigint, o.region, o.opened)
        IS DISTINCT FROM (n.id, n.full_name, n.cents, n.region, n.opened)""";

  private static final Pattern WORDS = Pattern.compile("\\b(accounts|name|balance)\\b");
  private static final UnaryOperator<String> IN_NEW =
      text ->
          WORDS
              .matcher(text.replace("FROM accounts a", "FROM accounts AS a"))
              .replaceAll(
                  word ->
                      switch (word.group()) {
                        case "name" -> "full_name";
                        case "balance" -> "cents";
                        default -> "accounts_wide";
                      });

  private final Map<Shape, TestDatabase> plainDatabases = new EnumMap<>(Shape.class);
  private final Map<Shape, Connection> plain = new EnumMap<>(Shape.class);
  private final Map<Shape, Connection> segue = new EnumMap<>(Shape.class);
  private TestDatabase migrating;
  private RouteSteering steering;
  private Route route;

  /** Before PostgreSQL 17; what is written in one table could not be told the other. */
  private boolean mergeReturnsNothing;

  @BeforeAll
  void copy(TestDatabase database, @TempDir Path directory) throws SQLException, IOException {
    migrating = database;
    migrating.execute(OLD + NEW.formatted("public.accounts_id_seq"));
    ControlTables.ensure(migrating);
    steering = new RouteSteering(migrating);
    Path file = Files.writeString(directory.resolve("segue.yaml"), RULES);
    for (Shape shape : Shape.values()) {
      TestDatabase alone = migrating.server().createDatabase();
      alone.execute(
          shape == Shape.OLD
              ? OLD
              : "CREATE SEQUENCE accounts_id_seq;"
                  + NEW.formatted("public.accounts_id_seq")
                  + OLD.substring(OLD.indexOf("CREATE TABLE transfers")));
      plainDatabases.put(shape, alone);
      plain.put(shape, alone.connect());
      segue.put(
          shape,
          DriverManager.getConnection(
              migrating.segueUrl()
                  + (migrating.segueUrl().contains("?") ? "&" : "?")
                  + "segue.config=%s&segue.speaks=%s".formatted(file, shape.word())));
    }
    mergeReturnsNothing =
        plain.get(Shape.OLD).getMetaData().getDatabaseMajorVersion() < FIRST_WITH_MERGE_RETURNING;
    for (Shape shape : Shape.values()) {
      for (Connection each : List.of(plain.get(shape), segue.get(shape))) {
        execute(each, "SET search_path = public, ledger");
      }
    }
  }

  @AfterAll
  void close() throws SQLException {
    for (Shape shape : Shape.values()) {
      segue.get(shape).close();
      plain.get(shape).close();
      plainDatabases.get(shape).close();
    }
  }

  static Stream<Arguments> casesByRoute() throws IOException {
    List<EquivalenceCase> cases = CaseFile.read("copies", "accounts.sql");
    Pattern wanted = Pattern.compile(System.getProperty("equivalence", ""));
    return Stream.of(Route.values())
        .flatMap(
            on ->
                cases.stream()
                    .filter(found -> wanted.matcher(on + ": " + found.name()).find())
                    .flatMap(
                        found ->
                            Stream.of(Shape.values())
                                .flatMap(
                                    speaks ->
                                        Stream.of(Manner.values())
                                            .map(
                                                manner ->
                                                    Arguments.of(on, speaks, found, manner)))));
  }

  @ParameterizedTest(name = "{0}: speaking {1}: {2} ({3})")
  @MethodSource("casesByRoute")
  void sameAsOnTheOneTable(Route on, Shape speaks, EquivalenceCase inOld, Manner manner)
      throws SQLException, InterruptedException {
    if (route != on) {
      steering.steer(List.of("accounts-wide"), on);
      route = on;
    }
    EquivalenceCase toCompare = speaks == Shape.OLD ? inOld : inOld.replacing(IN_NEW);
    reset(speaks);
    Transcript expected = Transcript.of(plain.get(speaks), toCompare.steps(), manner);
    Transcript actual = Transcript.of(segue.get(speaks), toCompare.steps(), manner);
    if (on.writesBoth() && mergeReturnsNothing && inOld.name().contains("merge")) {
      assertThat(actual.lines()).as("%s", actual.messages()).contains("error: 0A000");
      return;
    }
    assertThat(withoutSerial(actual))
        .as("%s %s", actual.messages(), expected.messages())
        .isEqualTo(withoutSerial(expected));
    String all = "SELECT (SELECT array_agg(t ORDER BY t.id) FROM transfers t)::text, %s FROM %s";
    String content =
        speaks == Shape.OLD
            ? all.formatted(
                "string_agg(concat(id, name, balance, region, opened), ' ' ORDER BY id)",
                "accounts")
            : all.formatted(
                "string_agg(concat(id, full_name, cents, region, opened), ' ' ORDER BY id)",
                "accounts_wide");
    assertThat(one(segue.get(speaks), content)).isEqualTo(one(plain.get(speaks), content));
    if (on.writesBoth()) {
      assertThat(migrating.rows(CONTRADICTIONS)).as("contradictions").isEmpty();
    }
  }

  /** What is computed has no sequence: pgjdbc names its type by what it holds. */
  private static List<String> withoutSerial(Transcript transcript) {
    return transcript.lines().stream()
        .map(line -> line.replace("\" bigserial(", "\" int8(").replace("\" serial(", "\" int4("))
        .toList();
  }

  private void reset(Shape speaks) throws SQLException {
    String sequences =
        "SELECT setval('accounts_id_seq', 4, true), setval('transfers_id_seq', 3, true);";
    String old = ROWS.formatted("accounts", "name", "balance", "1");
    String fresh = ROWS.formatted("ledger.accounts_wide", "full_name", "cents", "100");
    migrating.execute(
        "TRUNCATE accounts, ledger.accounts_wide, transfers;"
            + old
            + fresh
            + TRANSFERS
            + sequences);
    plainDatabases
        .get(speaks)
        .execute(
            "TRUNCATE transfers, %s;"
                    .formatted(speaks == Shape.OLD ? "accounts" : "ledger.accounts_wide")
                + (speaks == Shape.OLD ? old : fresh)
                + TRANSFERS
                + sequences);
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
