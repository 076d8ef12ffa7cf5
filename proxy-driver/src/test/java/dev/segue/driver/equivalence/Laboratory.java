package dev.segue.driver.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.equivalence.RouteSteering;
import dev.segue.equivalence.Transcript;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two databases with the same data: one in the shape that the application speaks, behind the plain
 * driver; one in migration, behind Segue. Cases run on both. The stations of the migration are gone
 * through in their order.
 */
final class Laboratory implements AutoCloseable {

  /** Where the migrations stand. */
  enum Station {
    OLD(Route.OLD),
    BOTH_READ_OLD(Route.BOTH_READ_OLD),
    BOTH_READ_NEW(Route.BOTH_READ_NEW),
    NEW(Route.NEW),
    /** As {@link #NEW}, with the old columns dropped. */
    NEW_OLD_DROPPED(Route.NEW);

    final Route route;

    Station(Route route) {
      this.route = route;
    }
  }

  private record Run(EquivalenceCase of, Transcript.Manner manner) {}

  private record Seen(Transcript transcript, List<String> content) {}

  private final TestDatabase plainDatabase;
  private final TestDatabase migrating;
  private final RouteSteering steering;
  private final String segueUrl;
  private final Shape speaks;
  private final Connection plain;
  private final Connection pastSegue;
  private final Map<Run, Seen> seenPlain = new HashMap<>();
  private Connection segue;
  private Station station;

  Laboratory(TestDatabase migrating, Shape speaks, Path directory, String options)
      throws SQLException, IOException {
    this.migrating = migrating;
    this.speaks = speaks;
    plainDatabase = migrating.server().createDatabase();
    plainDatabase.execute(speaks == Shape.OLD ? Shop.inOldShape() : Shop.inNewShape());
    plainDatabase.execute(Shop.keepFixture());
    migrating.execute(Shop.inBothShapes() + (speaks == Shape.NEW ? Shop.defaultsOfNew() : ""));
    ControlTables.ensure(migrating);
    steering = new RouteSteering(migrating);
    migrating.execute(Shop.rememberOld());
    Path rules = Files.writeString(directory.resolve("segue.yaml"), Shop.RULES);
    segueUrl =
        migrating.segueUrl()
            + (migrating.segueUrl().contains("?") ? "&" : "?")
            + "segue.config=%s&segue.speaks=%s&%s".formatted(rules, speaks.word(), options);
    String plainUrl = plainDatabase.url();
    plain = DriverManager.getConnection(plainUrl + (plainUrl.contains("?") ? "&" : "?") + options);
    pastSegue = migrating.connect();
    execute(plain, Shop.reset());
  }

  /** Goes to a station, by way of all before it. */
  void goTo(Station wanted) throws SQLException, InterruptedException {
    while (station != wanted) {
      Station next = station == null ? Station.OLD : Station.values()[station.ordinal() + 1];
      arrive(next);
      station = next;
    }
  }

  private void arrive(Station next) throws SQLException, InterruptedException {
    if (segue != null) {
      segue.close();
      execute(pastSegue, Shop.reset());
    }
    switch (next) {
      case OLD -> migrating.execute(Shop.stale(false) + Shop.keepFixture());
      case BOTH_READ_OLD -> migrating.execute(Shop.backfill() + Shop.keepFixture());
      case BOTH_READ_NEW -> {}
      case NEW ->
          migrating.execute(
              Shop.nothingDemandedOfOld()
                  + Shop.stale(true)
                  + Shop.demandsOnNew()
                  + Shop.keepFixture());
      case NEW_OLD_DROPPED -> migrating.execute(Shop.dropOld() + Shop.keepFixture());
    }
    segue = DriverManager.getConnection(segueUrl);
    steering.steer(Shop.MIGRATIONS, next.route);
    awaitCatalog(next);
  }

  /** Waits until the driver has seen that columns are gone. */
  private void awaitCatalog(Station next) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!readsEverything() || next == Station.NEW_OLD_DROPPED && knowsOfWhatIsGone()) {
      assertThat(System.nanoTime()).as("the catalog is not taken up").isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  /** A constraint that has gone with its columns is one only to a catalog that was read before. */
  private boolean knowsOfWhatIsGone() {
    try {
      execute(
          segue,
          "INSERT INTO seats (id) SELECT 0 WHERE false"
              + " ON CONFLICT ON CONSTRAINT seats_old_spot DO NOTHING");
      return speaks == Shape.OLD;
    } catch (SQLException e) {
      return false;
    }
  }

  private boolean readsEverything() {
    try {
      for (String table : Shop.TABLES) {
        execute(segue, "SELECT * FROM " + table);
      }
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  /** Executes the case on both and compares all that can be seen. */
  void compare(EquivalenceCase toCompare, Transcript.Manner manner) throws SQLException {
    if (isRefused(toCompare)) {
      Transcript refused = Transcript.of(segue, toCompare.steps(), manner);
      assertThat(refused.lines()).as("%s", refused.messages()).contains("error: 0A000");
      return;
    }
    Seen expected = onPlain(toCompare, manner);
    Transcript actual = Transcript.of(segue, toCompare.steps(), manner);
    try {
      assertThat(actual.lines())
          .as("%s %s", actual.messages(), expected.transcript.messages())
          .isEqualTo(expected.transcript.lines());
      assertThat(actual.description()).isEqualTo(expected.transcript.description());
      if (toCompare.mayWrite()) {
        if (!toCompare.contentDiffers()) {
          assertThat(content(segue)).as("content").isEqualTo(expected.content);
        }
        if (station.route.writesBoth()) {
          assertThat(migrating.rows(Shop.contradictions())).as("contradictions").isEmpty();
        }
      }
    } finally {
      if (toCompare.mayWrite()) {
        execute(pastSegue, Shop.reset(toCompare.texts()));
      }
    }
  }

  /** Where the tables are what the application speaks of, and nothing else, nothing is refused. */
  private boolean isRefused(EquivalenceCase toCompare) {
    boolean migrated = speaks == Shape.NEW && station == Station.NEW_OLD_DROPPED;
    return !migrated
        && (toCompare.refused().contains(station.route)
            || station == Station.NEW_OLD_DROPPED && toCompare.refusedOnceDropped());
  }

  private Seen onPlain(EquivalenceCase toExecute, Transcript.Manner manner) throws SQLException {
    Run run = new Run(toExecute, manner);
    Seen known = seenPlain.get(run);
    if (known == null) {
      Transcript transcript = Transcript.of(plain, toExecute.steps(), manner);
      known = new Seen(transcript, toExecute.mayWrite() ? content(plain) : List.of());
      if (toExecute.mayWrite()) {
        execute(plain, Shop.reset(toExecute.texts()));
      }
      seenPlain.put(run, known);
    }
    return known;
  }

  /** All rows of all tables, as an application sees them. */
  static List<String> content(Connection connection) throws SQLException {
    List<String> content = new ArrayList<>();
    for (String table : Shop.TABLES) {
      List<String> rows = new ArrayList<>();
      try (Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery("SELECT * FROM " + table)) {
        int width = result.getMetaData().getColumnCount();
        while (result.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= width; i++) {
            row.add(result.getMetaData().getColumnLabel(i) + "=" + result.getString(i));
          }
          rows.add(table + " " + row);
        }
      }
      Collections.sort(rows);
      content.addAll(rows);
    }
    return content;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    if (segue != null) {
      segue.close();
    }
    pastSegue.close();
    plain.close();
    plainDatabase.close();
  }
}
