package dev.segue.migrator.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.migrator.Warehouse;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * An UPDATE that waits for a batch of a backfill: what follows it has to be an upsert, since its
 * snapshot does not show the row that the batch has made.
 */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class FollowedWriteRaceTest {

  /** A batch of one row, as the backfill writes it. */
  private static final String BATCH =
      """
      WITH locked AS MATERIALIZED (SELECT * FROM orders WHERE id = 5 FOR SHARE)
      INSERT INTO orders_by_month SELECT * FROM locked""";

  private static final String UPDATE = "UPDATE orders SET amount = 77 WHERE id = 5";

  /** What Segue would do if it brought the other table up by an UPDATE. */
  private static final String WITHOUT_UPSERT =
      "WITH w AS ("
          + UPDATE
          + " RETURNING *) UPDATE orders_by_month n SET amount = w.amount FROM w WHERE n.id = w.id";

  private final TestDatabase database;
  private Warehouse warehouse;

  FollowedWriteRaceTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void writeBoth() {
    warehouse = new Warehouse(database);
    warehouse.writeBoth();
  }

  @AfterEach
  void close() {
    warehouse.close();
  }

  @Test
  void anUpdateThatWaitsForABatchReachesTheRowThatTheBatchMakes(@TempDir Path folder)
      throws Exception {
    Path rules = Files.writeString(folder.resolve("segue.yaml"), Warehouse.RULES);
    String url = database.segueUrl();
    url += (url.contains("?") ? "&" : "?") + "segue.config=" + rules.toUri().getPath();
    try (Connection segue = DriverManager.getConnection(url)) {
      assertThat(copiedAmountAfter(segue, UPDATE)).isEqualTo(77);
    }
  }

  @Test
  void anUpdateOfBothTablesWouldLeaveItStale() throws Exception {
    try (Connection past = database.connect()) {
      assertThat(copiedAmountAfter(past, WITHOUT_UPSERT)).as("what it was before").isOne();
    }
  }

  /** Executes an UPDATE while a batch holds the row, and reads what the copy's amount is then. */
  private int copiedAmountAfter(Connection application, String update) throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Connection backfill = database.connect()) {
      backfill.setAutoCommit(false);
      execute(backfill, BATCH);
      Future<Integer> updated = thread.submit(() -> execute(application, update));
      awaitLock();
      backfill.commit();
      updated.get();
    } finally {
      thread.shutdownNow();
    }
    assertThat(database.rows("SELECT amount::int FROM orders WHERE id = 5"))
        .containsExactly(List.of(77));
    return (Integer)
        database.rows("SELECT amount::int FROM orders_by_month WHERE id = 5").get(0).get(0);
  }

  private static int execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  private void awaitLock() {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (warehouse.value("SELECT count(*) FROM pg_locks WHERE NOT granted").equals(0L)) {
      assertThat(System.nanoTime()).as("somebody comes to the row").isLessThan(deadline);
    }
  }
}
