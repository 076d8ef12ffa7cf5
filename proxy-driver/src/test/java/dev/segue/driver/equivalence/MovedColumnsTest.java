package dev.segue.driver.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.driver.control.Following;
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
 * A column that moves to a related table: on every route, and once the old column is gone, an
 * application of either shape gets what it gets from the plain driver of that shape alone.
 */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class MovedColumnsTest {

  private static final List<String> CONTENT = List.of("orders", "clients");

  private final TestDatabase shared;
  private final List<AutoCloseable> open = new ArrayList<>();
  private TestDatabase migrating;
  private Connection plain;
  private Connection pastSegue;
  private Connection segue;
  private boolean stationsLeft;

  MovedColumnsTest(TestDatabase shared) {
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
    List<EquivalenceCase> cases = CaseFile.read("moved", "speaking-" + speaks.word() + ".sql");
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
                                                () -> compare(station, found, manner))))));
  }

  private enum Station {
    OLD(Route.OLD, Following.NONE),
    BOTH_READ_OLD_STALE(Route.BOTH_READ_OLD, Following.NEW),
    BOTH_READ_OLD(Route.BOTH_READ_OLD, Following.NEW),
    BOTH_READ_NEW(Route.BOTH_READ_NEW, Following.BOTH),
    BOTH_LEAD_NEW(Route.BOTH_LEAD_NEW, Following.BOTH),
    BOTH_LEAD_NEW_STALE(Route.BOTH_LEAD_NEW, Following.OLD),
    NEW(Route.NEW, Following.NONE),
    NEW_OLD_DROPPED(Route.NEW, Following.NONE);

    private final Route route;
    private final Following following;

    Station(Route route, Following following) {
      this.route = route;
      this.following = following;
    }

    /** Whether a target says nothing yet of what its rows have. */
    private boolean stale() {
      return this == OLD || this == BOTH_READ_OLD_STALE;
    }
  }

  private static String name(Station station, EquivalenceCase found, Manner manner) {
    return "%s: %s (%s)".formatted(station, found.name(), manner);
  }

  private void start(Shape speaks, Path directory) throws SQLException, IOException {
    migrating = opened(shared.server().createDatabase());
    TestDatabase plainDatabase = opened(shared.server().createDatabase());
    plainDatabase.execute(Clients.in(speaks) + Clients.keepFixture());
    migrating.execute(Clients.inBothShapes());
    ControlTables.ensure(migrating);
    migrating.execute(Clients.REMEMBER_OLD + Clients.objects());
    Path rules = Files.writeString(directory.resolve("segue.yaml"), Clients.RULES);
    plain = opened(plainDatabase.connect());
    pastSegue = opened(migrating.connect());
    String url = migrating.segueUrl();
    segue =
        opened(
            DriverManager.getConnection(
                url
                    + (url.contains("?") ? "&" : "?")
                    + "segue.config=%s&segue.speaks=%s".formatted(rules, speaks.word())));
    execute(plain, Clients.reset());
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.add(resource);
    return resource;
  }

  private void arrive(Station station, Shape speaks, RouteSteering steering) throws Exception {
    if (stationsLeft) {
      execute(pastSegue, Clients.reset());
    }
    stationsLeft = true;
    if (station == Station.NEW) {
      execute(pastSegue, Clients.let(Following.BOTH));
    } else if (station != Station.NEW_OLD_DROPPED) {
      execute(pastSegue, Clients.let(station.following));
    }
    if (station != Station.NEW_OLD_DROPPED) {
      steering.steer(Clients.MIGRATIONS, station.route);
    }
    switch (station) {
      case OLD, BOTH_READ_OLD_STALE -> execute(pastSegue, Clients.STALE_NEW);
      case BOTH_READ_OLD -> execute(pastSegue, Clients.BACKFILL);
      case BOTH_READ_NEW, BOTH_LEAD_NEW -> {}
      case BOTH_LEAD_NEW_STALE -> execute(pastSegue, Clients.STALE_OLD);
      case NEW ->
          execute(
              pastSegue, Clients.OLD_IS_LEFT + Clients.let(station.following) + Clients.STALE_OLD);
      case NEW_OLD_DROPPED -> {
        execute(pastSegue, Clients.DROP_OLD);
        // The driver looks at the catalog twice a second.
        Thread.sleep(1500);
      }
    }
    execute(pastSegue, Clients.keepFixture() + Clients.reset());
    for (String table : CONTENT) {
      assertThat(content(segue, table)).isEqualTo(content(plain, table));
    }
  }

  private void compare(Station station, EquivalenceCase toCompare, Manner manner)
      throws SQLException {
    if (station == Station.NEW && toCompare.notAt().contains(Laboratory.Station.NEW)) {
      return;
    }
    if (station.stale() && toCompare.notAt().contains(Laboratory.Station.OLD)) {
      return;
    }
    if (toCompare.refused().contains(station.route)) {
      refused(toCompare, manner);
      return;
    }
    Transcript expected = Transcript.of(plain, toCompare.steps(), manner);
    Transcript actual = Transcript.of(segue, toCompare.steps(), manner);
    try {
      assertThat(actual.lines())
          .as("%s %s", actual.messages(), expected.messages())
          .isEqualTo(expected.lines());
      for (String table : CONTENT) {
        assertThat(content(segue, table)).as(table).isEqualTo(content(plain, table));
      }
      checkContradictions(station);
    } finally {
      if (toCompare.mayWrite()) {
        execute(plain, Clients.reset());
        execute(pastSegue, Clients.reset());
      }
    }
  }

  private void refused(EquivalenceCase toCompare, Manner manner) throws SQLException {
    List<List<String>> before = List.of(content(segue, "orders"), content(segue, "clients"));
    Transcript refused = Transcript.of(segue, toCompare.steps(), manner);
    assertThat(refused.lines())
        .as("%s", refused.messages())
        .anyMatch(line -> line.contains("error: 0A000") || line.contains("error: 23514"));
    assertThat(List.of(content(segue, "orders"), content(segue, "clients"))).isEqualTo(before);
  }

  private void checkContradictions(Station station) {
    switch (station) {
      case BOTH_READ_OLD, BOTH_READ_NEW, BOTH_LEAD_NEW ->
          assertThat(migrating.rows(Clients.CONTRADICTIONS)).as("contradictions").isEmpty();
      default -> {}
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
