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

  private static final List<String> MIGRATIONS =
      IntStream.range(0, Shop.TABLES.size()).mapToObj(i -> "m" + i).toList();

  private TestDatabase plainDatabase;
  private TestDatabase copied;
  private RouteSteering steering;
  private Connection plain;
  private Connection pastSegue;
  private Connection segue;
  private Route route;

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
  void sameAsOnTheOneTable(Route on, EquivalenceCase toCompare, Manner manner)
      throws SQLException, InterruptedException {
    if (route != on) {
      steering.steer(MIGRATIONS, on);
      route = on;
    }
    Transcript expected = Transcript.of(plain, toCompare.steps(), manner);
    Transcript actual = Transcript.of(segue, toCompare.steps(), manner);
    try {
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
