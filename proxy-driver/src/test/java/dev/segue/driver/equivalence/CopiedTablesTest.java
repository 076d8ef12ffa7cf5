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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
 * All cases again, on tables that are copied into others: on every route an application gets what
 * it gets from the plain driver of the one table, and where both are written, each row of one has
 * its like in the other.
 */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CopiedTablesTest {

  private static final int FIRST_WITH_MERGE_RETURNING = 17;

  private static final Pattern MERGE = Pattern.compile("MERGE INTO (?!archive|regions)");

  private static final Set<String> WRONG_MERGE =
      Set.of("merge: ONLY and a star", "merge: fewer values than columns");

  /** COPY cannot write two tables, and labels of another relation's star are not known. */
  private static final Set<String> REFUSED_ON_BOTH =
      Set.of(
          "copy: into columns that do not change",
          "copy: into a column that is dropped",
          "copy: beside a column that is dropped",
          "copy: twice the same key",
          "merge: generated keys",
          "merge: generated keys, below a common table");

  /** The old table's trigger would change rows again; names that go by position are locked. */
  private static final Set<String> REFUSED_WHERE_THE_COPY_LEADS =
      Set.of(
          "delete: by a renamed column",
          "identity: UPDATE to DEFAULT",
          "joins: FOR SHARE of columns by position",
          "queries: search_path that leads to another table",
          "reads: an update from an outer join",
          "update: another schema",
          "update: a trigger that changes another column",
          "update: a row assignment of a migrating table's star");

  /**
   * What tells the table itself: {@code tableoid}, or its partitions, which the copies lack; or
   * {@code xmax}, by which the table that leads is locked, and not always the one that is read.
   */
  private static final Set<String> SHOWS_THE_TABLE =
      Set.of(
          "select: system columns",
          "joins: USING under FOR UPDATE locks what it finds",
          "reads: the partition of each row",
          "reads: ONLY of a partitioned table");

  /** The copies have defaults for identity columns, and no triggers. */
  private static final Set<String> OF_THE_OLD_TABLE_ALONE =
      Set.of(
          "identity: the application's value is left out",
          "identity: the application must not give the value",
          "identity: without a column list, with OVERRIDING",
          "identity: UPDATE to a value",
          "insert: INSERT … SELECT star",
          "insert: INSERT into another schema",
          "insert: a trigger that changes another column of the row",
          "kinds: insert of an identity that is always generated",
          "kinds: insert of an identity with OVERRIDING USER VALUE",
          "merge: insert without a column list",
          "merge: OVERRIDING without a column list",
          "merge: under a trigger that changes another column");

  private static final List<String> MIGRATIONS =
      IntStream.range(0, Shop.TABLES.size()).mapToObj(i -> "m" + i).toList();

  private TestDatabase plainDatabase;
  private TestDatabase copied;
  private RouteSteering steering;
  private Connection plain;
  private Connection pastSegue;
  private Connection segue;
  private Route route;

  /** Before PostgreSQL 17; before 15 there is no MERGE, and its text is refused all the same. */
  private boolean mergeReturnsNothing;

  @BeforeAll
  void copy(TestDatabase database, @TempDir Path directory) throws SQLException, IOException {
    copied = database;
    plainDatabase = copied.server().createDatabase();
    plainDatabase.execute(Shop.inOldShape() + Shop.keepFixture());
    copied.execute(Shop.inOldShape() + Shop.keepFixture() + Copies.create());
    ControlTables.ensure(copied);
    String rules =
        IntStream.range(0, Shop.TABLES.size())
            .mapToObj(
                i ->
                    "  m%d: { table: '%s', copy: { to: '%s' } }\n"
                        .formatted(i, Shop.TABLES.get(i), Copies.of(Shop.TABLES.get(i))))
            .collect(Collectors.joining("", "segue: 1\nmigrations:\n", ""));
    Path file = Files.writeString(directory.resolve("segue.yaml"), rules);
    steering = new RouteSteering(copied);
    plain = plainDatabase.connect();
    mergeReturnsNothing =
        plain.getMetaData().getDatabaseMajorVersion() < FIRST_WITH_MERGE_RETURNING;
    pastSegue = copied.connect();
    segue =
        DriverManager.getConnection(
            copied.segueUrl()
                + (copied.segueUrl().contains("?") ? "&" : "?")
                + "segue.config="
                + file);
    reset(Shop.reset());
  }

  @AfterAll
  void close() throws SQLException {
    segue.close();
    pastSegue.close();
    plain.close();
    plainDatabase.close();
  }

  static Stream<Arguments> casesByRoute() throws IOException {
    Pattern wanted = Pattern.compile(System.getProperty("equivalence", ""));
    List<EquivalenceCase> cases = EquivalenceTest.cases(Shape.OLD);
    return Stream.of(Route.values())
        .flatMap(
            on ->
                cases.stream()
                    .filter(found -> isTheSame(on, found.name()))
                    .flatMap(
                        found ->
                            Stream.of(Manner.values())
                                .filter(
                                    manner ->
                                        wanted
                                            .matcher(
                                                "%s: %s (%s)".formatted(on, found.name(), manner))
                                            .find())
                                .map(manner -> Arguments.of(on, found, manner))));
  }

  private static boolean isTheSame(Route on, String name) {
    return !(on.reads() == Shape.NEW && SHOWS_THE_TABLE.contains(name))
        && !(on.leads() == Shape.NEW && OF_THE_OLD_TABLE_ALONE.contains(name));
  }

  /** Whether a MERGE writes a table that is copied, and nothing else is wrong with it. */
  private static boolean merges(EquivalenceCase toCompare) {
    return !WRONG_MERGE.contains(toCompare.name())
        && toCompare.texts().stream().anyMatch(text -> MERGE.matcher(text).find());
  }

  private boolean isRefused(Route on, EquivalenceCase toCompare) {
    String name = toCompare.name();
    return on.leads() == Shape.NEW && RenamedTablesTest.REFUSED.contains(name)
        || on.writesBoth() && REFUSED_ON_BOTH.contains(name)
        || on.writesBoth() && mergeReturnsNothing && merges(toCompare)
        || on == Route.BOTH_LEAD_NEW && REFUSED_WHERE_THE_COPY_LEADS.contains(name);
  }

  @ParameterizedTest(name = "{0}: {1} ({2})")
  @MethodSource("casesByRoute")
  void sameAsOnTheOneTable(Route on, EquivalenceCase toCompare, Manner manner)
      throws SQLException, InterruptedException {
    if (route != on) {
      steering.steer(MIGRATIONS, on);
      route = on;
    }
    Transcript expected = Transcript.of(plain, toCompare.steps(), manner);
    Transcript actual = Transcript.of(segue, toCompare.steps(), manner);
    try {
      if (isRefused(on, toCompare)) {
        assertThat(actual.lines()).as("%s", actual.messages()).contains("error: 0A000");
        return;
      }
      assertThat(actual.lines())
          .as("%s %s", actual.messages(), expected.messages())
          .isEqualTo(expected.lines());
      if (toCompare.mayWrite()) {
        if (!toCompare.contentDiffers()) {
          assertThat(Laboratory.content(segue)).as("content").isEqualTo(Laboratory.content(plain));
        }
        if (on.writesBoth()) {
          assertThat(copied.rows(Copies.contradictions())).as("contradictions").isEmpty();
        }
      }
    } finally {
      if (toCompare.mayWrite()) {
        reset(Shop.reset(toCompare.texts()));
      }
    }
  }

  private void reset(String sql) throws SQLException {
    execute(plain, sql);
    execute(pastSegue, Copies.reset(sql));
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
