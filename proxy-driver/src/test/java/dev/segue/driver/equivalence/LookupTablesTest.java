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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two columns that go into lookup tables: on every route, and once the old columns are gone, an
 * application of either shape gets what it gets from the plain driver of that shape alone.
 */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class LookupTablesTest {

  private final TestDatabase shared;
  private final List<AutoCloseable> open = new ArrayList<>();
  private TestDatabase migrating;
  private Connection plain;
  private Connection pastSegue;
  private Connection segue;
  private boolean stationsLeft;

  LookupTablesTest(TestDatabase shared) {
    this.shared = shared;
  }

  @AfterEach
  void close() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  @TestFactory
  Stream<DynamicTest> speakingOld(@TempDir Path directory) throws Exception {
    return cases(Shape.OLD, directory);
  }

  @TestFactory
  Stream<DynamicTest> speakingNew(@TempDir Path directory) throws Exception {
    return cases(Shape.NEW, directory);
  }

  private Stream<DynamicTest> cases(Shape speaks, Path directory) throws Exception {
    List<EquivalenceCase> cases = CaseFile.read("lookup", "speaking-" + speaks.word() + ".sql");
    Pattern wanted = Pattern.compile(System.getProperty("equivalence", ""));
    start(speaks, directory);
    RouteSteering steering = new RouteSteering(migrating);
    return Stream.of(Station.values())
        .flatMap(
            station ->
                Stream.concat(
                    Stream.of(
                        DynamicTest.dynamicTest(
                            "to " + station, () -> arrive(station, speaks, steering))),
                    cases.stream()
                        .flatMap(
                            found ->
                                Stream.of(Manner.values())
                                    .filter(
                                        manner ->
                                            wanted.matcher(name(station, found, manner)).find())
                                    .map(
                                        manner ->
                                            DynamicTest.dynamicTest(
                                                name(station, found, manner),
                                                () -> compare(station, speaks, found, manner))))));
  }

  private enum Station {
    OLD(Route.OLD),
    BOTH_READ_OLD(Route.BOTH_READ_OLD),
    BOTH_READ_NEW(Route.BOTH_READ_NEW),
    BOTH_LEAD_NEW(Route.BOTH_LEAD_NEW),
    NEW(Route.NEW),
    NEW_OLD_DROPPED(Route.NEW);

    private final Route route;

    Station(Route route) {
      this.route = route;
    }
  }

  private static String name(Station station, EquivalenceCase found, Manner manner) {
    return "%s: %s (%s)".formatted(station, found.name(), manner);
  }

  private void start(Shape speaks, Path directory) throws SQLException, IOException {
    migrating = opened(shared.server().createDatabase());
    TestDatabase plainDatabase = opened(shared.server().createDatabase());
    plainDatabase.execute(Tickets.in(speaks) + Tickets.keepFixture(speaks == Shape.NEW));
    migrating.execute(Tickets.inBothShapes() + (speaks == Shape.NEW ? Tickets.DEFAULT_OF_NEW : ""));
    ControlTables.ensure(migrating);
    migrating.execute(Tickets.REMEMBER_OLD + Tickets.objects());
    Path rules = Files.writeString(directory.resolve("segue.yaml"), Tickets.RULES);
    plain = opened(plainDatabase.connect());
    pastSegue = opened(migrating.connect());
    String url = migrating.segueUrl();
    segue =
        opened(
            DriverManager.getConnection(
                url
                    + (url.contains("?") ? "&" : "?")
                    + "segue.config=%s&segue.speaks=%s".formatted(rules, speaks.word())));
    execute(plain, Tickets.reset(speaks == Shape.NEW));
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.add(resource);
    return resource;
  }

  private void arrive(Station station, Shape speaks, RouteSteering steering) throws Exception {
    if (stationsLeft) {
      execute(pastSegue, Tickets.reset(true));
    }
    stationsLeft = true;
    switch (station) {
      case OLD -> execute(pastSegue, Tickets.STALE_NEW);
      case BOTH_READ_OLD -> execute(pastSegue, Tickets.BACKFILL);
      case BOTH_READ_NEW, BOTH_LEAD_NEW -> {}
      case NEW ->
          execute(
              pastSegue,
              Tickets.NOTHING_DEMANDED_OF_OLD
                  + Tickets.STALE_OLD
                  + Tickets.DEFAULT_OF_NEW
                  + Tickets.DEMANDED_OF_NEW);
      case NEW_OLD_DROPPED -> execute(pastSegue, Tickets.DROP_OLD);
    }
    execute(pastSegue, Tickets.keepFixture(true) + Tickets.reset(true));
    steering.steer(Tickets.MIGRATIONS, station.route);
    if (station == Station.NEW_OLD_DROPPED) {
      // The driver looks at the catalog twice a second.
      Thread.sleep(1500);
    }
    assertThat(content(segue, "tickets")).isEqualTo(content(plain, "tickets"));
  }

  private void compare(Station station, Shape speaks, EquivalenceCase toCompare, Manner manner)
      throws SQLException {
    boolean withLookups = speaks == Shape.NEW;
    Transcript expected = Transcript.of(plain, toCompare.steps(), manner);
    Transcript actual = Transcript.of(segue, toCompare.steps(), manner);
    try {
      assertThat(actual.lines())
          .as("%s %s", actual.messages(), expected.messages())
          .isEqualTo(expected.lines());
      assertThat(content(segue, "tickets")).as("content").isEqualTo(content(plain, "tickets"));
      if (withLookups) {
        assertThat(content(pastSegue, "ticket_statuses"))
            .as("lookup table")
            .isEqualTo(content(plain, "ticket_statuses"));
      }
      if (station.route.writesBoth()) {
        assertThat(migrating.rows(Tickets.CONTRADICTIONS)).as("contradictions").isEmpty();
      }
      if (station.route == Route.OLD) {
        assertThat(migrating.rows(Tickets.UNKNOWN)).as("unknown values").isEmpty();
      }
    } finally {
      if (toCompare.mayWrite()) {
        execute(plain, Tickets.reset(withLookups));
        execute(pastSegue, Tickets.reset(true));
      }
    }
  }

  private static List<String> content(Connection connection, String table) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT * FROM " + table)) {
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getMetaData().getColumnLabel(i) + "=" + result.getString(i));
        }
        rows.add(row.toString());
      }
    }
    Collections.sort(rows);
    return rows;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
