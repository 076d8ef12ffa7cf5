package dev.segue.migrator.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.driver.control.Direction;
import dev.segue.flags.FlagKind;
import dev.segue.migrator.Progress;
import dev.segue.migrator.Warehouse;
import dev.segue.migrator.table.TablePairs;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Shape;
import dev.segue.rules.migration.Migration;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Filling one table from another, while both are written. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class CopyBackfillTest {

  private static final String DIFFERENT =
      """
      SELECT count(*) FROM (
        (SELECT * FROM orders EXCEPT SELECT * FROM orders_by_month)
        UNION ALL (SELECT * FROM orders_by_month EXCEPT SELECT * FROM orders)) d""";

  private final TestDatabase database;
  private Warehouse warehouse;

  CopyBackfillTest(TestDatabase database) {
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

  private Backfill.Outcome run(Migration migration, Progress progress) {
    return new Backfill(warehouse.context)
        .run(migration, Direction.UP, BackfillOptions.DEFAULT, progress);
  }

  @Test
  void copiesEveryRowAndWritesNoneTwice() {
    assertThat(run(warehouse.orders, warehouse)).isEqualTo(new Backfill.Outcome(2000, 2000, 0));
    assertThat(warehouse.value(DIFFERENT)).isEqualTo(0L);
    List<List<Object>> versions = database.rows("SELECT id, ctid::text FROM orders_by_month");

    assertThat(run(warehouse.orders, warehouse)).isEqualTo(new Backfill.Outcome(2000, 0, 0));
    assertThat(database.rows("SELECT id, ctid::text FROM orders_by_month")).isEqualTo(versions);
  }

  @Test
  void computesColumnsOfTheSameNameAndOfAnother() {
    database.execute("INSERT INTO customers_wide (id, email) VALUES (7, 'stale')");

    assertThat(run(warehouse.customers, warehouse)).isEqualTo(new Backfill.Outcome(700, 700, 0));
    assertThat(
            warehouse.value(
                """
                SELECT count(*) FROM customers c JOIN customers_wide w ON w.id = c.id
                WHERE w.email = c.mail AND w.name = c.name
                  AND w.country IS NOT DISTINCT FROM c.country"""))
        .isEqualTo(700L);
  }

  @Test
  void goesOnWhereItStopped() {
    Progress stopsAfterOneBatch =
        new Progress() {
          @Override
          public void rows(long done, long total) {
            if (done > 0) {
              throw new IllegalStateException("stopped");
            }
          }
        };
    assertThatThrownBy(() -> run(warehouse.orders, stopsAfterOneBatch)).hasMessage("stopped");
    long done = (long) warehouse.value("SELECT rows_seen FROM segue.backfill");
    assertThat(done).isBetween(1L, 1999L);
    database.execute("DELETE FROM orders_by_month WHERE id = 1");

    assertThat(run(warehouse.orders, warehouse).rows()).isEqualTo(2000);
    assertThat(warehouse.said).contains("resuming after %,d rows".formatted(done));
    assertThat(warehouse.value("SELECT count(*) FROM orders_by_month"))
        .as("what was done before was not done again")
        .isEqualTo(1999L);
  }

  @Test
  void bothTablesAreTheSameInTheEndWhateverIsWrittenMeanwhile() throws Exception {
    database.execute(
        """
        INSERT INTO orders (placed, amount)
        SELECT date '2026-01-01' + i % 59, i FROM generate_series(2001, 20000) i;
        ANALYZE orders""");
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    long written = 0;
    try {
      List<Future<Long>> applications = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        applications.add(threads.submit(() -> writeUntil(over)));
      }
      for (int i = 0; i < 3; i++) {
        database.execute("DELETE FROM orders_by_month WHERE id % 3 = " + i);
        assertThat(run(warehouse.orders, warehouse).rows()).isBetween(15_000L, 30_000L);
      }
      over.set(true);
      for (Future<Long> application : applications) {
        written += application.get();
      }
    } finally {
      over.set(true);
      threads.shutdownNow();
    }
    assertThat(written).as("statements of the applications").isGreaterThan(300);
    assertThat(warehouse.value(DIFFERENT)).isEqualTo(0L);
    assertThat(warehouse.verify(warehouse.orders, Direction.UP).clean()).isTrue();
  }

  /**
   * Inserts, updates and deletes in both tables, as the driver does; gives how many rows it met.
   */
  private long writeUntil(AtomicBoolean over) throws SQLException {
    long rows = 0;
    try (Connection connection = database.connect();
        PreparedStatement insert = connection.prepareStatement(Warehouse.INSERT_BOTH);
        PreparedStatement update = connection.prepareStatement(Warehouse.UPDATE_BOTH);
        PreparedStatement delete = connection.prepareStatement(Warehouse.DELETE_BOTH)) {
      ThreadLocalRandom random = ThreadLocalRandom.current();
      while (!over.get()) {
        // Few enough that the threads meet at the same rows.
        long id = random.nextLong(1, 20_001) / 100 * 100 + 1;
        BigDecimal amount = BigDecimal.valueOf(random.nextInt(100_000), 2);
        switch (random.nextInt(3)) {
          case 0 -> {
            insert.setLong(1, id);
            insert.setLong(2, id);
            insert.setBigDecimal(3, amount);
            rows += insert.executeUpdate();
          }
          case 1 -> {
            update.setBigDecimal(1, amount);
            update.setLong(2, id);
            rows += update.executeUpdate();
          }
          default -> {
            delete.setLong(1, id);
            rows += delete.executeUpdate();
          }
        }
      }
    }
    return rows;
  }

  /** Lets an application delete an order whose copy its snapshot does not show. */
  private final class LateDelete implements Progress {

    private final Connection application;
    private final boolean whileWaitedFor;
    private boolean begun;
    private boolean ended;

    LateDelete(Connection application, boolean whileWaitedFor) {
      this.application = application;
      this.whileWaitedFor = whileWaitedFor;
    }

    @Override
    public void rows(long done, long total) {
      if (!begun) {
        begun = true;
        execute("SELECT 1 FROM orders LIMIT 1");
      } else if (!whileWaitedFor && !ended && done > 0) {
        delete();
      }
    }

    @Override
    public void waiting(String reason) {
      if (begun && !ended && reason.startsWith("1 transaction begun before")) {
        delete();
      }
    }

    private void delete() {
      ended = true;
      execute(Warehouse.DELETE_BOTH.replace("?", "5"));
      assertThat(database.rows("SELECT id FROM orders_by_month WHERE id = 5"))
          .as("the copy is left over, since it is not in the snapshot of the DELETE")
          .hasSize(1);
      execute("COMMIT");
      assertThat(database.rows("SELECT id FROM orders WHERE id = 5")).isEmpty();
      assertThat(database.rows("SELECT id FROM orders_by_month WHERE id = 5")).hasSize(1);
    }

    private void execute(String sql) {
      try (var statement = application.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void aRowThatIsWrittenMeanwhileIsNotOverwrittenByWhatItWas() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Connection application = database.connect()) {
      application.setAutoCommit(false);
      Progress writesAtTheBegin =
          new Progress() {
            @Override
            public void rows(long done, long total) {
              if (done == 0) {
                update(application, 5);
              }
            }
          };
      Future<Backfill.Outcome> outcome =
          thread.submit(() -> run(warehouse.orders, writesAtTheBegin));
      awaitLock();
      application.commit();

      assertThat(outcome.get().rows()).isEqualTo(2000);
    } finally {
      thread.shutdownNow();
    }
    assertThat(database.rows("SELECT amount::int FROM orders_by_month WHERE id = 5"))
        .containsExactly(List.of(77));
  }

  private static void update(Connection application, long id) {
    try (PreparedStatement update = application.prepareStatement(Warehouse.UPDATE_BOTH)) {
      update.setInt(1, 77);
      update.setLong(2, id);
      assertThat(update.executeUpdate()).isOne();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Until somebody waits for a row. */
  private void awaitLock() {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (warehouse.value("SELECT count(*) FROM pg_locks WHERE NOT granted").equals(0L)) {
      assertThat(System.nanoTime()).as("somebody comes to the row").isLessThan(deadline);
    }
  }

  @Test
  void whatADeleteOfAnOlderSnapshotLeavesIsSwept() throws SQLException {
    for (boolean whileWaitedFor : new boolean[] {false, true}) {
      database.execute("INSERT INTO orders VALUES (5, '2026-01-06', 1) ON CONFLICT DO NOTHING");
      database.execute("DELETE FROM orders_by_month");
      try (Connection application = database.connect()) {
        application.setAutoCommit(false);
        application.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        LateDelete late = new LateDelete(application, whileWaitedFor);

        assertThat(run(warehouse.orders, late).swept())
            .as("while it is waited for: %s", whileWaitedFor)
            .isEqualTo(1);
        assertThat(late.ended).isTrue();
      }
      assertThat(warehouse.value(DIFFERENT)).isEqualTo(0L);
    }
  }

  @Test
  void whatWaitedInVainGoesOnWithTheSweep() throws SQLException {
    database.execute("INSERT INTO orders_by_month VALUES (9000, '2026-01-31', 1)");
    BackfillOptions impatient =
        new BackfillOptions(false, 0, Duration.ZERO, Duration.ofMillis(300));
    try (Connection application = database.connect()) {
      application.setAutoCommit(false);
      Progress begins =
          new Progress() {
            @Override
            public void rows(long done, long total) {
              if (done == 0) {
                try (var statement = application.createStatement()) {
                  statement.execute("SELECT 1");
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              }
            }
          };
      assertThatThrownBy(
              () ->
                  new Backfill(warehouse.context)
                      .run(warehouse.orders, Direction.UP, impatient, begins))
          .hasMessageContaining("transactions that ran before have not ended within 0 s")
          .hasMessageContaining("1 transaction begun before: process ");
    }
    assertThat(warehouse.value("SELECT state FROM segue.backfill")).isEqualTo("running");

    assertThat(run(warehouse.orders, warehouse)).isEqualTo(new Backfill.Outcome(2000, 2000, 1));
    assertThat(warehouse.value(DIFFERENT)).isEqualTo(0L);
  }

  @Test
  void aRowThatComesBackWhileItIsSweptStays() throws Exception {
    database.execute(
        """
        DELETE FROM orders WHERE id = 7;
        INSERT INTO orders_by_month VALUES (7, '2026-01-08', 1), (8, '2026-01-31', 1);
        INSERT INTO segue.backfill (migration, direction, state)
        VALUES ('orders-by-month', 'up', 'running')""");
    ExecutorService thread = Executors.newSingleThreadExecutor();
    List<String> waits = new ArrayList<>();
    Progress progress =
        new Progress() {
          @Override
          public void waiting(String reason) {
            waits.add(reason);
          }
        };
    try (Connection application = database.connect();
        Connection operator = database.connect()) {
      application.setAutoCommit(false);
      try (PreparedStatement insert = application.prepareStatement(Warehouse.INSERT_BOTH)) {
        insert.setLong(1, 7);
        insert.setLong(2, 7);
        insert.setBigDecimal(3, BigDecimal.TEN);
        assertThat(insert.executeUpdate()).isOne();
      }
      Sweep sweep =
          new Sweep(
              operator,
              TablePairs.read(warehouse.context, warehouse.orders).first(),
              Direction.UP,
              new Milestones(""));
      Future<Walk.Distance> swept =
          thread.submit(
              () -> new Walk(operator, new Pace(BackfillOptions.DEFAULT), progress).begin(sweep));
      awaitLock();
      application.commit();

      assertThat(swept.get().written()).as("the other one").isEqualTo(1);
      assertThat(waits).isNotEmpty();
    } finally {
      thread.shutdownNow();
    }
    assertThat(database.rows("SELECT id, amount::int FROM orders_by_month WHERE id IN (7, 8)"))
        .containsExactly(List.of(7L, 10));
  }

  @Test
  void theWayBackTakesOverWhatWasWrittenAndWhatWasDeleted() {
    warehouse.walkToNew(warehouse.customers);
    warehouse.context.registry().shapeLeft(warehouse.customers.id(), Shape.OLD);
    database.execute(
        """
        DELETE FROM customers_wide WHERE id <= 10;
        UPDATE customers_wide SET email = 'changed' WHERE id = 11;
        INSERT INTO customers_wide (name, email) VALUES ('Ada', 'ada@example.org')""");
    warehouse.flag(warehouse.customers, FlagKind.RETIRE_OLD, 0);
    assertThat(warehouse.verify(warehouse.customers, Direction.DOWN).differences()).isEqualTo(12);

    assertThat(warehouse.backfill(warehouse.customers, Direction.DOWN))
        .isEqualTo(new Backfill.Outcome(691, 2, 10));
    assertThat(warehouse.verify(warehouse.customers, Direction.DOWN).clean()).isTrue();
    assertThat(database.rows("SELECT id, name, mail FROM customers WHERE id > 700"))
        .containsExactly(List.of(701, "Ada", "ada@example.org"));
    warehouse.flag(warehouse.customers, FlagKind.READ_NEW, 0);
  }

  @Test
  void stopsWhereAFlagOvertakesItAndSaysSo() {
    Progress switchesOff =
        new Progress() {
          @Override
          public void rows(long done, long total) {
            if (done > 0) {
              database.execute("UPDATE segue.flag SET feature_enabled = 0");
            }
          }
        };

    assertThatThrownBy(() -> run(warehouse.orders, switchesOff))
        .hasMessageContaining("was overtaken by a flag");
  }
}
