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
 * A column goes into a lookup table, and back once, while writers of both shapes use the same new
 * values at the same moment: none of them sees an error, or another value than it wrote.
 */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class LookupUnderLoadTest {

  private static final int WRITERS = 4;

  private final TestDatabase database;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger turns = new AtomicInteger();

  LookupUnderLoadTest(TestDatabase database) {
    this.database = database;
  }

  @Test
  void nobodyNoticesAStep(@TempDir Path folder) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try (Helpdesk desk = new Helpdesk(database)) {
      desk.patient();
      desk.expansion().run(desk.status, desk);
      Path rules = Files.writeString(folder.resolve("segue.yaml"), Helpdesk.RULES);
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        Shape speaks = i == 0 ? Shape.NEW : Shape.OLD;
        int writer = i;
        running.add(threads.submit(() -> write(rules, speaks, writer)));
      }
      await(running);
      desk.flag(desk.status, FlagKind.WRITE_NEW, 100);
      desk.backfill(desk.status, Direction.UP);
      await(running);
      assertThat(desk.verify(desk.status, Direction.UP).clean()).isTrue();
      desk.flag(desk.status, FlagKind.READ_NEW, 50);
      await(running);
      desk.flag(desk.status, FlagKind.READ_NEW, 100);
      await(running);
      desk.flag(desk.status, FlagKind.RETIRE_OLD, 100);
      await(running);
      desk.flag(desk.status, FlagKind.RETIRE_OLD, 0);
      desk.backfill(desk.status, Direction.DOWN);
      assertThat(desk.verify(desk.status, Direction.DOWN).clean()).isTrue();
      desk.flag(desk.status, FlagKind.READ_NEW, 0);
      await(running);
      desk.flag(desk.status, FlagKind.READ_NEW, 100);
      desk.flag(desk.status, FlagKind.RETIRE_OLD, 100);
      desk.contract(desk.status);
      await(running);
      over.set(true);
      for (Future<?> writer : running) {
        writer.get();
      }
      assertThat(
              desk.value(
                  "SELECT count(*) FROM tickets t LEFT JOIN ticket_statuses s ON s.id = t.status_id"
                      + " WHERE t.title LIKE 'w%' AND t.title <> s.name"))
          .isEqualTo(0L);
      assertThat(desk.value("SELECT count(*) - count(DISTINCT name) FROM ticket_statuses"))
          .isEqualTo(0L);
    } finally {
      over.set(true);
      threads.shutdownNow();
    }
  }

  /** The title says what the status is to be, whoever writes. */
  private Void write(Path rules, Shape speaks, int writer) throws SQLException {
    String url = database.segueUrl();
    url +=
        (url.contains("?") ? "&" : "?")
            + "segue.config=%s&segue.speaks=%s".formatted(rules.toUri().getPath(), speaks.word());
    try (Connection connection = DriverManager.getConnection(url)) {
      int id = 100_000 * (writer + 1);
      while (!over.get()) {
        // Of several writers that come to the same turn, all want its value at once.
        String value = "w" + turns.getAndIncrement() / WRITERS;
        if (speaks == Shape.OLD) {
          writeValues(connection, ++id, value);
        } else {
          writeKeys(connection, ++id, value);
        }
      }
    }
    return null;
  }

  private static void writeValues(Connection connection, int id, String value) throws SQLException {
    returns(
        connection,
        "INSERT INTO tickets (id, status, title) VALUES (?, ?, ?) RETURNING status",
        value,
        id,
        value,
        value);
    returns(
        connection,
        "UPDATE tickets SET status = status || ?, title = title || ? WHERE id = ? RETURNING status",
        value + "+",
        "+",
        "+",
        id);
    returns(connection, "SELECT status FROM tickets WHERE id = ?", value + "+", id);
    // A row that all writers write.
    connection.setAutoCommit(false);
    returns(
        connection,
        "UPDATE tickets SET status = ?, title = ? WHERE id = 1 RETURNING status",
        value,
        value,
        value);
    returns(connection, "SELECT title FROM tickets WHERE id = 1 AND status = ?", value, value);
    connection.commit();
    connection.setAutoCommit(true);
    returns(
        connection,
        "UPDATE tickets SET title = title WHERE id = 1 RETURNING CASE WHEN status = title THEN 'same' ELSE status END",
        "same");
  }

  private static void writeKeys(Connection connection, int id, String value) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement enter =
        connection.prepareStatement(
            "INSERT INTO ticket_statuses (name) VALUES (?) ON CONFLICT DO NOTHING")) {
      enter.setString(1, value);
      enter.executeUpdate();
    }
    String key = "(SELECT id FROM ticket_statuses WHERE name = ?)";
    returns(
        connection,
        "INSERT INTO tickets (id, status_id, title) SELECT ?, id, name FROM ticket_statuses"
            + " WHERE name = ? RETURNING title",
        value,
        id,
        value);
    returns(
        connection,
        "UPDATE tickets SET status_id = %s, title = ? WHERE id = 1 RETURNING title".formatted(key),
        value,
        value,
        value);
    returns(
        connection,
        "SELECT s.name FROM tickets t JOIN ticket_statuses s ON s.id = t.status_id"
            + " WHERE t.id = 1 AND t.status_id = "
            + key,
        value,
        value);
    connection.commit();
    connection.setAutoCommit(true);
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
        assertThat(result.getString(1)).as(sql).isEqualTo(expected);
      }
    }
  }

  /** Lets the writers write some more. */
  private void await(List<Future<?>> running) throws Exception {
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
