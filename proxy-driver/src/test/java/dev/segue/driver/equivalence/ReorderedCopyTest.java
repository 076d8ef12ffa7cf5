package dev.segue.driver.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.equivalence.RouteSteering;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Route;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;

/**
 * A copy with the same columns in another order: what is written without naming them finds them.
 */
@ExtendWith(PostgresExtension.class)
class ReorderedCopyTest {

  private static final String TABLES =
      """
      DROP SCHEMA IF EXISTS segue CASCADE;
      DROP TABLE IF EXISTS plots, plots_moved;
      CREATE TABLE plots (id integer PRIMARY KEY, rank integer, area integer);
      CREATE TABLE plots_moved (area integer, rank integer, id integer PRIMARY KEY);
      INSERT INTO plots VALUES (1, 20, 300);
      INSERT INTO plots_moved VALUES (300, 20, 1);
      """;

  private static final String RULES =
      """
      segue: 1
      migrations:
        plots-moved: { table: plots, copy: { to: plots_moved } }
      """;

  private final TestDatabase database;

  @TempDir Path directory;

  ReorderedCopyTest(TestDatabase database) {
    this.database = database;
  }

  @ParameterizedTest
  @EnumSource(Route.class)
  void theRowsOfAQueryAreInsertedInTheOrderThatIsSpoken(Route on) throws Exception {
    try (Connection segue = connect(on);
        Statement statement = segue.createStatement()) {
      statement.execute("INSERT INTO plots SELECT id + 1, rank, area FROM plots");

      assertThat(database.rows(written(on))).contains(List.of(2, 20, 300)).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Route.class,
      names = {"OLD", "NEW"})
  void rowsAreCopiedInInTheOrderThatIsSpoken(Route on) throws Exception {
    try (Connection segue = connect(on)) {
      segue
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(
              "COPY plots FROM STDIN (FORMAT csv) WHERE plots.rank > 5 AND area > 0",
              new StringReader("2,20,300\n3,4,300\n"));

      assertThat(database.rows(written(on))).contains(List.of(2, 20, 300)).hasSize(2);
    }
  }

  private static String written(Route on) {
    return "SELECT id, rank, area FROM " + (on == Route.NEW ? "plots_moved" : "plots");
  }

  private Connection connect(Route on) throws Exception {
    database.execute(TABLES);
    ControlTables.ensure(database);
    Path file = Files.writeString(directory.resolve("segue.yaml"), RULES);
    String url = database.segueUrl();
    Connection segue =
        DriverManager.getConnection(
            url + (url.contains("?") ? "&" : "?") + "segue.speaks=old&segue.config=" + file);
    new RouteSteering(database).steer(List.of("plots-moved"), on);
    return segue;
  }
}
