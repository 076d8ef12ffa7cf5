package dev.segue.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.driver.control.Direction;
import dev.segue.flags.FlagKind;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A column moves to a related table, and back once, while writers of both shapes write to targets
 * of their own and to one that all write: each finds what it has written, and both shapes are the
 * same at every stop.
 */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class MoveUnderLoadTest {

  private static final int WRITERS = 4;
  private static final int SHARED = 1;
  private static final String DEADLOCK = "40P01";

  private final TestDatabase database;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger turns = new AtomicInteger();
  private final List<Future<?>> running = new ArrayList<>();

  MoveUnderLoadTest(TestDatabase database) {
    this.database = database;
  }

  @Test
  void nobodyNoticesAStep(@TempDir Path folder) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try (MailRoom room = new MailRoom(database)) {
      room.patient();
      // Its writers lock the two tables in either order, and would mostly wait for this to end.
      room.execute(
          "DO $$BEGIN EXECUTE format('ALTER DATABASE %I SET deadlock_timeout = 50', current_database()); END$$");
      room.expansion().run(room.address, room);
      Path rules = Files.writeString(folder.resolve("segue.yaml"), MailRoom.RULES);
      for (int i = 1; i < WRITERS; i++) {
        int writer = i;
        running.add(threads.submit(() -> write(rules, Shape.OLD, writer)));
      }
      await();
      room.flag(room.address, FlagKind.WRITE_NEW, 100);
      running.add(threads.submit(() -> write(rules, Shape.NEW, 0)));
      await();
      room.backfill(room.address, Direction.UP);
      await();
      same(room, Direction.UP);
      room.flag(room.address, FlagKind.READ_NEW, 50);
      await();
      room.flag(room.address, FlagKind.READ_NEW, 100);
      await();
      same(room, Direction.UP);
      room.flag(room.address, FlagKind.RETIRE_OLD, 100);
      await();
      room.flag(room.address, FlagKind.RETIRE_OLD, 0);
      await();
      room.backfill(room.address, Direction.DOWN);
      same(room, Direction.DOWN);
      room.flag(room.address, FlagKind.READ_NEW, 0);
      await();
      same(room, Direction.UP);
      room.flag(room.address, FlagKind.READ_NEW, 100);
      room.flag(room.address, FlagKind.RETIRE_OLD, 100);
      room.contract(room.address);
      await();
      over.set(true);
      for (Future<?> writer : running) {
        writer.get();
      }
    } finally {
      over.set(true);
      threads.shutdownNow();
    }
  }

  private static void same(MailRoom room, Direction direction) {
    assertThat(room.verify(room.address, direction).clean()).isTrue();
    assertThat(room.value(MoveWalkTest.WRONG)).isEqualTo(0L);
  }

  private Void write(Path rules, Shape speaks, int writer) throws SQLException {
    String url = database.segueUrl();
    url +=
        (url.contains("?") ? "&" : "?")
            + "segue.config=%s&segue.speaks=%s".formatted(rules.toUri().getPath(), speaks.word());
    try (Connection connection = DriverManager.getConnection(url)) {
      int own = 10 + writer;
      while (!over.get()) {
        String value = "w" + turns.getAndIncrement();
        if (speaks == Shape.OLD) {
          writeParcels(connection, own, value);
        } else {
          writeClients(connection, own, value);
        }
      }
    }
    return null;
  }

  private static void writeParcels(Connection connection, int own, String value)
      throws SQLException {
    shared(
        connection,
        () -> {
          returns(
              connection,
              "UPDATE parcels SET address = ? WHERE client = ? RETURNING address",
              value,
              value,
              own);
          returns(
              connection,
              "INSERT INTO parcels (client, address, weight) VALUES (?, ?, -1) RETURNING address",
              value,
              own,
              value);
          returns(
              connection,
              "SELECT DISTINCT address FROM parcels WHERE client = ? AND address = ?",
              value,
              own,
              value);
          returns(
              connection, "SELECT count(DISTINCT address) FROM parcels WHERE client = ?", "1", own);
          returns(
              connection,
              "DELETE FROM parcels WHERE client = ? AND weight = -1 RETURNING address",
              value,
              own);
        });
    shared(
        connection,
        () -> {
          connection.setAutoCommit(false);
          returns(
              connection,
              "UPDATE parcels SET address = ? WHERE client = ? RETURNING address",
              value,
              value,
              SHARED);
          returns(
              connection,
              "SELECT count(DISTINCT address) || min(address) FROM parcels WHERE client = ?",
              "1" + value,
              SHARED);
          connection.commit();
        });
    connection.setAutoCommit(true);
  }

  private static void writeClients(Connection connection, int own, String value)
      throws SQLException {
    shared(
        connection,
        () -> {
          returns(
              connection,
              "UPDATE clients SET address = ? WHERE id = ? RETURNING address",
              value,
              value,
              own);
          returns(
              connection,
              "INSERT INTO parcels (client, weight) VALUES (?, -1) RETURNING client",
              String.valueOf(own),
              own);
          returns(
              connection,
              "SELECT address FROM clients WHERE id = ? AND address = ?",
              value,
              own,
              value);
          returns(
              connection,
              "UPDATE clients SET address = address || '+' WHERE id = ? RETURNING address",
              value + "+",
              own);
          returns(
              connection,
              "DELETE FROM parcels WHERE client = ? AND weight = -1 RETURNING client",
              String.valueOf(own),
              own);
        });
    shared(
        connection,
        () -> {
          connection.setAutoCommit(false);
          returns(
              connection,
              "UPDATE clients SET address = ? WHERE id = ? RETURNING address",
              value,
              value,
              SHARED);
          returns(connection, "SELECT address FROM clients WHERE id = ?", value, SHARED);
          connection.commit();
        });
    connection.setAutoCommit(true);
  }

  /** Work that may lock the two tables in another order than somebody else does. */
  @FunctionalInterface
  private interface Work {
    void run() throws SQLException;
  }

  /** Does it again where the server chose it as the victim of a deadlock. */
  private static void shared(Connection connection, Work work) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        work.run();
        return;
      } catch (SQLException e) {
        if (!DEADLOCK.equals(e.getSQLState()) || attempt == 20) {
          throw e;
        }
        if (!connection.getAutoCommit()) {
          connection.rollback();
        }
      }
    }
  }

  private static void returns(
      Connection connection, String sql, String expected, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet result = statement.executeQuery()) {
        assertThat(result.next()).as(sql).isTrue();
        do {
          assertThat(result.getString(1)).as(sql).isEqualTo(expected);
        } while (result.next());
      }
    }
  }

  /** Lets the writers write some more. */
  private void await() throws Exception {
    int before = turns.get();
    long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    while (turns.get() < before + 200) {
      for (Future<?> writer : running) {
        if (writer.isDone()) {
          writer.get();
        }
      }
      assertThat(System.nanoTime()).as("the writers write").isLessThan(deadline);
      Thread.sleep(5);
    }
  }
}
