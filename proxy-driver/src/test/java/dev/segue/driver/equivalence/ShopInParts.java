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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
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
 * All cases again, on tables of which the one shape has parts, for an application that speaks the
 * other: on every route it gets what it gets from the plain driver of the one table, or is refused,
 * and where both are written, each row of the one table has its like in both others.
 */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ShopInParts {

  /** COPY cannot write several tables, and labels of another relation's star are not known. */
  private static final Set<String> REFUSED_ON_BOTH =
      Set.of(
          "copy: into columns that do not change",
          "copy: into a column that is dropped",
          "copy: beside a column that is dropped",
          "copy: twice the same key",
          "merge: generated keys",
          "merge: generated keys, below a common table");

  /** What cannot be composed of writes to each part; docs/limits.md says what and why. */
  private static final String REFUSED_WHERE_THE_PARTS_LEAD = "/copies/refused-where-parts-lead.txt";

  /** What only reads, and stands on the one table where that is read, whichever leads. */
  private static final Set<String> REFUSED_WHERE_THE_PARTS_ARE_READ =
      Set.of(
          "joins: a sample whose size a parameter gives",
          "joins: a sample whose size is a column",
          "joins: a sample whose size is a column that it cannot see",
          "joins: columns by position of ONLY and a sample",
          "joins: columns by position with a system column",
          "queries: a view over a migrating table",
          "reads: GROUP BY the primary key of an outer joined table",
          "reads: TABLESAMPLE with a seed and a star",
          "reads: a cast to the row type",
          "reads: a materialized view over a migrating table",
          "reads: a populated record in a select list",
          "reads: a populated record whose type shows",
          "reads: the array type of the table",
          "reads: the row type of a table outside the search path",
          "rows: a relation called like a hidden column is a row",
          "rows: a whole row beside GROUP BY its primary key",
          "rows: a whole row handed to a function of the table's type",
          "rows: a whole row of a table with columns by position",
          "rows: a whole row, whose type shows",
          "rows: an array of whole rows, whose type shows",
          "rows: json_agg of joined rows for each primary key",
          "select: GROUP BY the primary key",
          "select: GROUP BY the primary key with a star",
          "select: the table's row type",
          "select: whole-row reference");

  /** Its trigger would change rows again. */
  private static final Set<String> REFUSED_WHERE_THE_ONE_TABLE_FOLLOWS =
      Set.of(
          "delete: by a renamed column",
          "identity: UPDATE to DEFAULT",
          "insert: without a column list, more values than columns",
          "queries: search_path that leads to another table",
          "reads: an update from an outer join",
          "update: another schema",
          "update: a trigger that changes another column");

  /** Names that go by position. */
  private static final Set<String> REFUSED_WHERE_THE_OLD_SHAPE_IS_LOCKED_FIRST =
      Set.of("joins: FOR SHARE of columns by position");

  /** What tells the table itself: {@code tableoid}, its partitions, or a sequence of its key. */
  private static final Set<String> SHOWS_THE_TABLE =
      Set.of(
          "kinds: a dropped column is read",
          "reads: the partition of each row",
          "reads: ONLY of a partitioned table",
          "select: system columns");

  /**
   * It shows {@code xmax}, by which the table that leads is locked: known where the one table both
   * leads and is read.
   */
  private static final Set<String> SHOWS_THE_LOCK =
      Set.of("joins: USING under FOR UPDATE locks what it finds");

  /** The parts have defaults for identity columns, no triggers, and each draws by itself. */
  private static final Set<String> OF_THE_ONE_TABLE_ALONE =
      Set.of(
          "identity: the application must not give the value",
          "identity: UPDATE to a value",
          "insert: INSERT … SELECT star",
          "insert: INSERT into another schema",
          "insert: a trigger that changes another column of the row",
          "kinds: insert of an identity that is always generated",
          "kinds: insert SELECT with volatile defaults");

  private final Shape inParts;
  private Set<String> refusedWhereThePartsLead;
  private TestDatabase plainDatabase;
  private TestDatabase migrating;
  private Parts parts;
  private List<String> migrations;
  private RouteSteering steering;
  private Connection plain;
  private Connection pastSegue;
  private Connection segue;
  private Route route;

  /**
   * Tests of a migration.
   *
   * @param inParts the shape that has several tables
   */
  ShopInParts(Shape inParts) {
    this.inParts = inParts;
  }

  @BeforeAll
  void makeParts(TestDatabase database, @TempDir Path directory) throws SQLException, IOException {
    migrating = database;
    try (InputStream names = getClass().getResourceAsStream(REFUSED_WHERE_THE_PARTS_LEAD)) {
      refusedWhereThePartsLead =
          new String(names.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .collect(Collectors.toUnmodifiableSet());
    }
    plainDatabase = migrating.server().createDatabase();
    plainDatabase.execute(Shop.inOldShape() + Shop.keepFixture());
    migrating.execute(Shop.inOldShape() + Shop.keepFixture());
    parts = new Parts(migrating);
    migrating.execute(parts.create());
    ControlTables.ensure(migrating);
    StringBuilder rules = new StringBuilder("segue: 1\nmigrations:\n");
    migrations = new ArrayList<>();
    for (String table : parts.tables()) {
      migrations.add("m" + migrations.size());
      rules.append(parts.rule(migrations.get(migrations.size() - 1), table, inParts));
    }
    Path file = Files.writeString(directory.resolve("segue.yaml"), rules.toString());
    steering = new RouteSteering(migrating);
    plain = plainDatabase.connect();
    pastSegue = migrating.connect();
    segue =
        DriverManager.getConnection(
            migrating.segueUrl()
                + (migrating.segueUrl().contains("?") ? "&" : "?")
                + "segue.config="
                + file
                + "&segue.speaks="
                + inParts.opposite().word());
    reset(Shop.reset());
  }

  @AfterAll
  void close() throws SQLException {
    segue.close();
    pastSegue.close();
    plain.close();
    plainDatabase.close();
  }

  Stream<Arguments> casesByRoute() throws IOException {
    Pattern wanted = Pattern.compile(System.getProperty("equivalence", ""));
    List<EquivalenceCase> cases = EquivalenceTest.cases(Shape.OLD);
    // Where the one table is alone, it is one that is copied.
    return Stream.of(Route.values())
        .filter(on -> on.writesBoth() || on.reads() == inParts)
        .flatMap(
            on ->
                IntStream.range(0, cases.size())
                    .filter(i -> isTheSame(on, cases.get(i).name()))
                    .mapToObj(i -> Arguments.of(on, cases.get(i), mannerOf(i, on))))
        .filter(arguments -> wanted.matcher("%s: %s (%s)".formatted(arguments.get())).find());
  }

  /** Of two that follow one another each is executed in the other manner, and so on each route. */
  private static Manner mannerOf(int number, Route on) {
    Manner[] manners = Manner.values();
    return manners[(number + on.ordinal()) % manners.length];
  }

  private boolean isTheSame(Route on, String name) {
    return !(on.reads() == inParts && SHOWS_THE_TABLE.contains(name))
        && !((on.leads() == inParts || on.reads() == inParts) && SHOWS_THE_LOCK.contains(name))
        && !(on.leads() == inParts && OF_THE_ONE_TABLE_ALONE.contains(name));
  }

  private boolean isRefused(Route on, String name) {
    boolean partsLead = on.leads() == inParts;
    boolean standsOnTheOne =
        on.reads() != inParts && REFUSED_WHERE_THE_PARTS_ARE_READ.contains(name);
    return partsLead
            && !standsOnTheOne
            && (RenamedTablesTest.REFUSED.contains(name) || refusedWhereThePartsLead.contains(name))
        || partsLead && on.writesBoth() && REFUSED_WHERE_THE_ONE_TABLE_FOLLOWS.contains(name)
        || on.writesBoth() && REFUSED_ON_BOTH.contains(name)
        || on == Route.BOTH_LEAD_NEW && REFUSED_WHERE_THE_OLD_SHAPE_IS_LOCKED_FIRST.contains(name);
  }

  @ParameterizedTest(name = "{0}: {1} ({2})")
  @MethodSource("casesByRoute")
  void sameAsOnTheOneTable(Route on, EquivalenceCase toCompare, Manner manner)
      throws SQLException, InterruptedException {
    if (route != on) {
      steering.steer(migrations, on);
      route = on;
    }
    Transcript expected = Transcript.of(plain, toCompare.steps(), manner);
    Transcript actual = Transcript.of(segue, toCompare.steps(), manner);
    try {
      if (isRefused(on, toCompare.name())) {
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
          assertThat(migrating.rows(parts.contradictions())).as("contradictions").isEmpty();
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
    execute(pastSegue, parts.reset(sql));
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
