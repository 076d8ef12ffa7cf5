package dev.segue.driver.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.MigrationId;
import dev.segue.route.Shape;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.ds.PGSimpleDataSource;
import org.togglz.core.repository.FeatureState;
import org.togglz.core.repository.jdbc.JDBCStateRepository;
import org.togglz.core.util.NamedFeature;

@ExtendWith(PostgresExtension.class)
class ControlSchemaTest {

  private static final MigrationId MIGRATION = new MigrationId("customers-full-name");

  private final TestDatabase database;
  private Connection connection;

  ControlSchemaTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void connect() throws SQLException {
    database.execute("DROP SCHEMA IF EXISTS segue CASCADE");
    connection = database.connect();
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  private long epoch() {
    return (long) database.rows("SELECT epoch FROM segue.epoch").get(0).get(0);
  }

  private void set(String flag, boolean on) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(database.url());
    JDBCStateRepository.newBuilder(source)
        .tableName("segue.flag")
        .createTable(false)
        .build()
        .setFeatureState(new FeatureState(new NamedFeature(MIGRATION + "." + flag)).setEnabled(on));
  }

  @Test
  void isMadeOnceHoweverManyMakeIt() throws Exception {
    assertThat(new ControlSchema(connection).exists()).isFalse();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> made =
          IntStream.range(0, 4).<Future<?>>mapToObj(i -> threads.submit(this::ensure)).toList();
      for (Future<?> one : made) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(new ControlSchema(connection).version()).hasValue(ControlSchema.VERSION);
    assertThat(epoch()).isEqualTo(1);
  }

  private Void ensure() throws SQLException {
    try (Connection own = database.connect()) {
      new ControlSchema(own).ensure();
    }
    return null;
  }

  @Test
  void refusesTheSchemaOfAnotherVersion() throws SQLException {
    new ControlSchema(connection).ensure();
    database.execute("UPDATE segue.control SET version = 99");

    assertThatThrownBy(() -> new ControlSchema(connection).ensure())
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("version 99")
        .hasMessageContaining("Hint:");
  }

  @Test
  void everyChangeOfAFlagMakesTheNextEpochWhoeverMakesIt() throws SQLException {
    new ControlSchema(connection).ensure();

    long first = epoch();
    set("write-new", true);
    long second = epoch();
    set("write-new", false);
    long third = epoch();
    database.execute("DELETE FROM segue.flag");

    // Togglz updates before it inserts, and a statement without rows counts: epochs may be skipped.
    assertThat(List.of(first, second, third, epoch())).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void switchingWriteNewOffMakesWhatWasProvenStale() throws SQLException {
    new ControlSchema(connection).ensure();
    set("write-new", true);
    Verifications verifications = new Verifications(connection);
    Backfills backfills = new Backfills(connection);
    MigrationStates states = new MigrationStates(connection);
    long timesLeft = states.keep(MIGRATION, Shape.NEW);
    backfills.begin(MIGRATION, Direction.UP);
    verifications.record(MIGRATION, Direction.UP, 10, 0, true);
    set("read-new", true);
    assertThat(states.keptSince(MIGRATION, Shape.NEW, timesLeft)).isTrue();
    assertThat(verifications.last(MIGRATION, Direction.UP).orElseThrow().holds()).isTrue();

    set("write-new", false);
    set("write-new", true);

    assertThat(verifications.last(MIGRATION, Direction.UP).orElseThrow().holds()).isFalse();
    assertThat(backfills.progress(MIGRATION, Direction.UP).orElseThrow().state())
        .isEqualTo(BackfillProgress.State.STALE);
    assertThat(backfills.advance(MIGRATION, Direction.UP, "[\"1\"]", 1, 1)).isFalse();
    states.keep(MIGRATION, Shape.NEW);
    assertThat(states.keptSince(MIGRATION, Shape.NEW, timesLeft)).isFalse();
  }

  @Test
  void retiringTheOldShapeAgainSpoilsItsWayBack() throws SQLException {
    new ControlSchema(connection).ensure();
    database.execute("SELECT segue.shape_left('%s', 'old')".formatted(MIGRATION));
    MigrationStates states = new MigrationStates(connection);
    long timesLeft = states.keep(MIGRATION, Shape.OLD);
    new Backfills(connection).begin(MIGRATION, Direction.DOWN);

    set("retire-old", true);

    assertThat(states.keptSince(MIGRATION, Shape.OLD, timesLeft)).isFalse();
    assertThat(new Backfills(connection).progress(MIGRATION, Direction.DOWN).orElseThrow().state())
        .isEqualTo(BackfillProgress.State.STALE);
  }

  @Test
  void everyTableMayBeAbsent() throws SQLException {
    assertThat(new ControlSchema(connection).version()).isEmpty();
    assertThat(new Verifications(connection).last(MIGRATION, Direction.UP)).isEmpty();
    assertThat(new Backfills(connection).progress(MIGRATION, Direction.UP)).isEmpty();
    assertThat(new MigrationStates(connection).of(MIGRATION)).isEqualTo(MigrationState.INITIAL);
    assertThat(new OldColumns(connection).of("public", "customers")).isEmpty();
  }

  @Test
  void aGrantedRoleReadsFlagsAndCannotSetThem() throws SQLException {
    new ControlSchema(connection).ensure();
    database.execute(
        """
        DROP ROLE IF EXISTS "the ""shop""'s";
        CREATE ROLE "the ""shop""'s" LOGIN PASSWORD 'p'""");
    try {
      new ControlSchema(connection).grantTo("the \"shop\"'s");
      String url = database.url().replaceAll("\\?.*", "");
      try (Connection app = DriverManager.getConnection(url, "the \"shop\"'s", "p")) {
        assertThat(new ControlSchema(app).version()).hasValue(ControlSchema.VERSION);
        try (var statement = app.createStatement()) {
          statement.execute(
              """
              INSERT INTO segue.instance VALUES ('i', 'a', 'h', 1, '{}', now(), now());
              SELECT segue.shape_left('x', 'new'), segue.next_epoch()""");
          assertThat(
                  statement.executeUpdate(
                      "UPDATE segue.counted SET zero = 0 FROM generate_series(1, 3)"))
              .isEqualTo(3);
          assertThatThrownBy(
                  () -> statement.execute("INSERT INTO segue.flag VALUES ('x.write-new', 1)"))
              .isInstanceOf(SQLException.class)
              .hasMessageContaining("permission denied");
        }
      }
    } finally {
      database.execute(
          """
          DROP OWNED BY "the ""shop""'s";
          DROP ROLE "the ""shop""'s\"""");
    }
  }

  @Test
  void rowsAreCountedAndNotKept() throws SQLException {
    new ControlSchema(connection).ensure();
    database.execute(
        """
        DROP TABLE IF EXISTS things;
        CREATE TABLE things AS SELECT i FROM generate_series(1, 5) i""");
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      String delete =
          """
          WITH w AS (DELETE FROM things WHERE i < ? RETURNING i)
          UPDATE segue.counted SET zero = 0 FROM w""";
      try (var prepared = connection.prepareStatement(delete)) {
        for (int below : new int[] {4, 1, 6}) {
          prepared.setInt(1, below);
          assertThat(prepared.executeUpdate()).as("below %d", below).isEqualTo(deleted(below));
        }
      }
      assertThat(count(statement, "segue.counted")).as("a constant of its own").isEqualTo(1);
      assertThat(count(statement, "things")).isZero();
      connection.rollback();
      assertThat(count(statement, "things")).isEqualTo(5);
      connection.rollback();
    } finally {
      connection.setAutoCommit(true);
      database.execute("DROP TABLE things");
    }
  }

  /** How many of 1 to 5 are below a number and were not below the one before. */
  private static int deleted(int below) {
    return below == 4 ? 3 : below == 6 ? 2 : 0;
  }

  private static int count(java.sql.Statement statement, String table) throws SQLException {
    try (var result = statement.executeQuery("SELECT count(*)::int FROM " + table)) {
      result.next();
      return result.getInt(1);
    }
  }

  @Test
  void aBackfillRemembersTheLastKeyAndCounts() throws SQLException {
    new ControlSchema(connection).ensure();
    Backfills backfills = new Backfills(connection);
    backfills.begin(MIGRATION, Direction.DOWN);
    assertThat(backfills.advance(MIGRATION, Direction.DOWN, "[\"1\", \"a\"]", 10, 7)).isTrue();
    assertThat(backfills.advance(MIGRATION, Direction.DOWN, "[\"2\", \"b\"]", 10, 0)).isTrue();

    BackfillProgress progress = backfills.progress(MIGRATION, Direction.DOWN).orElseThrow();
    assertThat(progress.state()).isEqualTo(BackfillProgress.State.RUNNING);
    assertThat(progress.lastKey()).isEqualTo(Optional.of("[\"2\", \"b\"]"));
    assertThat(progress.rowsSeen()).isEqualTo(20);
    assertThat(progress.rowsWritten()).isEqualTo(7);
    assertThat(backfills.finish(MIGRATION, Direction.DOWN)).isTrue();
    assertThat(backfills.finish(MIGRATION, Direction.DOWN)).isFalse();
  }
}
