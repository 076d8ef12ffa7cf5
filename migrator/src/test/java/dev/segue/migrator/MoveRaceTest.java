package dev.segue.migrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.driver.control.Direction;
import dev.segue.flags.FlagKind;
import dev.segue.migrator.backfill.Backfill;
import dev.segue.migrator.backfill.BackfillOptions;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Shape;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two transactions that write to the rows of one target, or to it, at once. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class MoveRaceTest {

  private static final String WAITING =
      "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";

  private final TestDatabase database;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private MailRoom room;
  private Connection first;
  private Connection second;

  MoveRaceTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() throws SQLException {
    room = new MailRoom(database);
    first = database.connect();
    second = database.connect();
    first.setAutoCommit(false);
  }

  @AfterEach
  void close() throws SQLException {
    thread.shutdownNow();
    first.close();
    second.close();
    room.close();
  }

  @Test
  void whoComesLaterSeesWhatTheEarlierHasMade() throws Exception {
    room.walkToReadNew();
    fails(
        "UPDATE parcels SET address = 'b' WHERE client = 2",
        "INSERT INTO parcels (client, address) VALUES (2, 'street 1')");
    fails(
        "INSERT INTO parcels (client, address) VALUES (299, 'a')",
        "INSERT INTO parcels (client, address) VALUES (299, 'b')");
    fails(
        "UPDATE clients SET address = 'c' WHERE id = 3",
        "INSERT INTO parcels (client, address) VALUES (3, 'street 2')");
    fails(
        "INSERT INTO parcels (client, address) VALUES (4, 'street 3')",
        "UPDATE parcels SET address = 'd' WHERE client = 4");
    passes(
        "INSERT INTO parcels (client, address) VALUES (5, 'street 4')",
        "UPDATE clients SET address = 'e' WHERE id = 5");
    passes(
        "INSERT INTO parcels (client, address) VALUES (6, 'street 5')",
        "INSERT INTO parcels (client, address) VALUES (6, 'street 5')");
    passes(
        "UPDATE parcels SET address = 'f' WHERE client = 9",
        "UPDATE parcels SET address = 'g' WHERE client = 9");
    assertThat(room.value("SELECT address FROM clients WHERE id = 9")).isEqualTo("g");
  }

  @Test
  void onOneSnapshotNobodyMissesTheOther() throws Exception {
    room.walkToReadNew();
    for (String earlier :
        new String[] {
          "INSERT INTO parcels (client) VALUES (298)",
          "INSERT INTO parcels (client, address) VALUES (298, 'a')",
          "UPDATE clients SET address = 'a' WHERE id = 298"
        }) {
      room.execute(
          "DELETE FROM parcels WHERE client = 298; UPDATE clients SET address = NULL WHERE id = 298");
      execute(first, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SELECT 1 FROM clients");
      execute(second, earlier);
      assertThatThrownBy(
              () -> execute(first, "INSERT INTO parcels (client, address) VALUES (298, 'b')"))
          .as(earlier)
          .extracting("SQLState")
          .isEqualTo("40001");
      first.rollback();
      assertThat(room.value(MoveWalkTest.WRONG)).isEqualTo(0L);
    }
  }

  @Test
  void aBackfillDoesNotOverwriteWhatItWaitsFor() throws Exception {
    room.expansion().run(room.address, room);
    room.flag(room.address, FlagKind.WRITE_NEW, 100);
    backfillsAround(
        Direction.UP,
        "UPDATE parcels SET address = 'z' WHERE client = 2; UPDATE parcels SET address = 'y', client = 299 WHERE client = 3");
    assertThat(room.value("SELECT address FROM clients WHERE id = 2")).isEqualTo("z");
    assertThat(room.value("SELECT address FROM clients WHERE id = 299")).isEqualTo("y");
    assertThat(room.verify(room.address, Direction.UP).clean()).isTrue();
  }

  @Test
  void aReverseBackfillDoesNotEither() throws Exception {
    room.walkToReadNew();
    room.flag(room.address, FlagKind.RETIRE_OLD, 100);
    room.context.registry().shapeLeft(room.address.id(), Shape.OLD);
    room.execute("UPDATE clients SET address = 'new ' || id");
    room.flag(room.address, FlagKind.RETIRE_OLD, 0);
    backfillsAround(Direction.DOWN, "UPDATE clients SET address = 'z' WHERE id = 2");
    assertThat(room.value("SELECT min(address) || max(address) FROM parcels WHERE client = 2"))
        .isEqualTo("zz");
    assertThat(room.verify(room.address, Direction.DOWN).clean()).isTrue();
  }

  /** The write begins behind the backfill, and ends when that waits for it. */
  private void backfillsAround(Direction direction, String write) throws Exception {
    Progress writing =
        new Progress() {
          private boolean written;

          @Override
          public void rows(long done, long total) {
            if (!written) {
              written = true;
              assertThatCode(() -> execute(first, write)).doesNotThrowAnyException();
            }
          }
        };
    Future<?> backfill =
        thread.submit(
            () ->
                new Backfill(room.context)
                    .run(room.address, direction, BackfillOptions.DEFAULT, writing));
    await();
    first.commit();
    backfill.get();
    assertThat(room.value(MoveWalkTest.WRONG)).isEqualTo(0L);
  }

  private void fails(String earlier, String later) throws Exception {
    assertThatThrownBy(() -> race(earlier, later))
        .as(later)
        .isInstanceOf(ExecutionException.class)
        .extracting("cause.SQLState")
        .isEqualTo("23514");
    assertThat(room.value(MoveWalkTest.WRONG)).isEqualTo(0L);
  }

  private void passes(String earlier, String later) throws Exception {
    race(earlier, later);
    assertThat(room.value(MoveWalkTest.WRONG)).isEqualTo(0L);
  }

  /** The later one waits until the earlier transaction has ended. */
  private void race(String earlier, String later) throws Exception {
    execute(first, earlier);
    Future<?> waiting =
        thread.submit(
            () -> {
              execute(second, later);
              return null;
            });
    await();
    first.commit();
    waiting.get();
  }

  private void await() throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (room.value(WAITING).equals(0L)) {
      assertThat(System.nanoTime()).as("somebody waits").isLessThan(deadline);
      Thread.sleep(5);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
