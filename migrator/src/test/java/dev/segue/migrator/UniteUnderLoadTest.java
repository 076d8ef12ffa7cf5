package dev.segue.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Applications write two tables while these become one, and go on while others write the one: no
 * statement fails, each sees its own shape, and no write is lost.
 */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class UniteUnderLoadTest {

  private static final long STEP = Long.getLong("segue.stress.statements", 50_000) / 50;

  private final TestDatabase database;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicLong done = new AtomicLong();

  UniteUnderLoadTest(TestDatabase database) {
    this.database = database;
  }

  @Test
  void noWriteIsLost(@TempDir Path folder) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(6);
    String url = database.segueUrl();
    url +=
        (url.contains("?") ? "&" : "?")
            + "segue.config="
            + Files.writeString(folder.resolve("segue.yaml"), Regions.RULES).toUri().getPath();
    List<Future<Long>> written = new ArrayList<>();
    try (Regions regions = new Regions(database)) {
      regions.patient();
      for (int i = 0; i < 4; i++) {
        String table = i % 2 == 0 ? "orders_eu" : "orders_us";
        written.add(threads.submit(ofOneTable(url, table, i)));
      }
      await(STEP);
      regions.expansion().run(regions.migration, regions);
      await(done.get() + STEP);
      for (int i = 4; i < 6; i++) {
        written.add(threads.submit(ofAll(url + "&segue.speaks=new", i)));
      }
      await(done.get() + STEP);
      over.set(true);
      long sum = 0;
      for (Future<Long> each : written) {
        sum += each.get();
      }
      assertThat(
              regions.value(
                  "SELECT coalesce(sum(amount), 0)::bigint FROM orders WHERE id > 1000000"))
          .isEqualTo(sum);
      assertThat(
              regions.value(
                  """
                  SELECT (SELECT count(*) FROM orders_eu) + (SELECT count(*) FROM orders_us)
                    - (SELECT count(*) FROM orders)"""))
          .isEqualTo(0L);
    } finally {
      over.set(true);
      threads.shutdownNow();
    }
  }

  private void await(long statements) throws InterruptedException {
    while (done.get() < statements && !over.get()) {
      Thread.sleep(20);
    }
  }

  /** Inserts, changes and deletes rows of a table, and gives what its rows come to in the end. */
  private Callable<Long> ofOneTable(String url, String table, int writer) {
    return () ->
        write(
            url,
            writer,
            List.of(
                "INSERT INTO " + table + " VALUES (?, 'c', DEFAULT, 1)",
                "UPDATE " + table + " SET amount = amount + 1 WHERE id = ?",
                "DELETE FROM " + table + " WHERE id = ?"),
            "SELECT * FROM " + table + " WHERE id = ?",
            5);
  }

  /** The same of the one table; a row changes its region on the way. */
  private Callable<Long> ofAll(String url, int writer) {
    return () ->
        write(
            url,
            writer,
            List.of(
                "INSERT INTO orders (id, customer, amount, region) VALUES (?, 'c', 1, 'EU')",
                "UPDATE orders SET amount = amount + 1, region = 'US' WHERE id = ? AND region = 'EU'",
                "DELETE FROM orders WHERE id = ?"),
            "SELECT * FROM orders WHERE id = ?",
            6);
  }

  private long write(String url, int writer, List<String> writes, String read, int columns)
      throws SQLException {
    long sum = 0;
    try (Connection connection = DriverManager.getConnection(url)) {
      for (long id = 1_000_001L + writer * 1_000_000L; !over.get(); id++) {
        assertThat(execute(connection, writes.get(0), id)).isEqualTo(1);
        assertThat(execute(connection, writes.get(1), id)).isEqualTo(1);
        sum += 2;
        look(connection, read, id, columns);
        if (id % 3 == 0) {
          assertThat(execute(connection, writes.get(2), id)).isEqualTo(1);
          sum -= 2;
        }
        done.addAndGet(4);
      }
    } catch (SQLException | AssertionError e) {
      over.set(true);
      throw e;
    }
    return sum;
  }

  private static int execute(Connection connection, String sql, long id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, id);
      return statement.executeUpdate();
    }
  }

  private static void look(Connection connection, String sql, long id, int columns)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, id);
      try (ResultSet result = statement.executeQuery()) {
        assertThat(result.getMetaData().getColumnCount()).isEqualTo(columns);
        assertThat(result.next()).isTrue();
        assertThat(result.getInt("amount")).isEqualTo(2);
      }
    }
  }
}
