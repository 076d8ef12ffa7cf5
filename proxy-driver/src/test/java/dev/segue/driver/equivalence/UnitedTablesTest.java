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
 * All cases again, on tables that are united with others: an application of the old shape does not
 * see that each of them has a column more and is a part of another table. No flag decides here, and
 * none does harm.
 */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnitedTablesTest {

  /** What shows the table's row type, which has the column too, or would keep it. */
  private static final Set<String> REFUSED =
      Set.of(
          "joins: columns by position with a system column",
          "keys: a star beside a function without a name",
          "keys: a whole row",
          "queries: temporary table of the migrating table's name",
          "queries: a view over a migrating table",
          "reads: a populated record whose type shows",
          "reads: a populated record in a select list",
          "reads: the row type of a table outside the search path",
          "reads: the array type of the table",
          "reads: a cast to the row type",
          "reads: a materialized view over a migrating table",
          "rows: a whole row of a table with columns by position",
          "rows: a whole row, whose type shows",
          "rows: an array of whole rows, whose type shows",
          "rows: a whole row handed to a function of the table's type",
          "rows: a whole row compared with text",
          "rows: a relation called like a hidden column is a row",
          "select: whole-row reference",
          "select: the table's row type");

  /** Where a flag has the column written, COPY would have to write it. */
  private static final Set<String> REFUSED_BY_FLAGS =
      Set.of(
          "copy: into columns that do not change",
          "copy: into a column that is dropped",
          "copy: beside a column that is dropped",
          "copy: twice the same key");

  private static final List<String> MIGRATIONS =
      IntStream.range(0, Shop.TABLES.size()).mapToObj(i -> "m" + i).toList();

  private TestDatabase plainDatabase;
  private RouteSteering steering;
  private Connection plain;
  private Connection pastSegue;
  private Connection segue;
  private Route route;

  @BeforeAll
  void unite(TestDatabase united, @TempDir Path directory) throws SQLException, IOException {
    plainDatabase = united.server().createDatabase();
    plainDatabase.execute(Shop.inOldShape() + Shop.keepFixture());
    united.execute(Shop.inOldShape() + Shop.keepFixture() + Unions.create());
    ControlTables.ensure(united);
    Path file = Files.writeString(directory.resolve("segue.yaml"), Unions.rules());
    steering = new RouteSteering(united);
    plain = plainDatabase.connect();
    pastSegue = united.connect();
    segue =
        DriverManager.getConnection(
            united.segueUrl()
                + (united.segueUrl().contains("?") ? "&" : "?")
                + "segue.config="
                + file);
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

  @ParameterizedTest(name = "{0}: {1} ({2})")
  @MethodSource("casesByRoute")
  void sameAsByItself(Route on, EquivalenceCase toCompare, Manner manner)
      throws SQLException, InterruptedException {
    if (route != on) {
      steering.steer(MIGRATIONS, on);
      route = on;
    }
    Transcript expected = Transcript.of(plain, toCompare.steps(), manner);
    Transcript actual = Transcript.of(segue, toCompare.steps(), manner);
    try {
      if (REFUSED.contains(toCompare.name())
          || on != Route.OLD && REFUSED_BY_FLAGS.contains(toCompare.name())) {
        assertThat(actual.lines()).as("%s", actual.messages()).contains("error: 0A000");
        return;
      }
      assertThat(actual.lines())
          .as("%s %s", actual.messages(), expected.messages())
          .isEqualTo(expected.lines());
      if (toCompare.mayWrite() && !toCompare.contentDiffers()) {
        assertThat(Laboratory.content(segue)).as("content").isEqualTo(Laboratory.content(plain));
      }
    } finally {
      if (toCompare.mayWrite()) {
        execute(plain, Shop.reset(toCompare.texts()));
        execute(pastSegue, Shop.reset(toCompare.texts()));
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
