package dev.segue.migrator.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.driver.control.Direction;
import dev.segue.flags.FlagKind;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.Progress;
import dev.segue.migrator.Shop;
import dev.segue.migrator.verify.Verification;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
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

@Tag("slow")
@ExtendWith(PostgresExtension.class)
class BackfillTest {

  private final TestDatabase database;
  private Shop shop;

  BackfillTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void writeBoth() {
    shop = new Shop(database);
    shop.expand();
    shop.flag(shop.orders, FlagKind.WRITE_NEW, 100);
    shop.flag(shop.customers, FlagKind.WRITE_NEW, 100);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private Backfill.Outcome run(Progress progress) {
    return new Backfill(shop.context)
        .run(shop.orders, Direction.UP, BackfillOptions.DEFAULT, progress);
  }

  @Test
  void fillsEveryRowAndWritesNoneTwice() {
    assertThat(run(shop)).isEqualTo(new Backfill.Outcome(3000, 3000, 0));
    assertThat(run(shop)).isEqualTo(new Backfill.Outcome(3000, 0, 0));
  }

  @Test
  void walksACompositeKeyInItsOrder() {
    Backfill.Outcome outcome =
        new Backfill(shop.context).run(shop.customers, Direction.UP, BackfillOptions.DEFAULT, shop);

    assertThat(outcome).isEqualTo(new Backfill.Outcome(1500, 1500, 0));
    assertThat(shop.value("SELECT count(*) FROM customers WHERE full_name IS DISTINCT FROM name"))
        .isEqualTo(0L);
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
    assertThatThrownBy(() -> run(stopsAfterOneBatch)).hasMessage("stopped");
    long done = (long) shop.value("SELECT rows_seen FROM segue.backfill");
    assertThat(done).isBetween(1L, 2999L);
    database.execute("UPDATE orders SET amount_cents = NULL WHERE id = 1");

    assertThat(run(shop).rows()).isEqualTo(3000);
    assertThat(shop.said).contains("resuming after %,d rows".formatted(done));
    assertThat(shop.value("SELECT count(*) FROM orders WHERE amount_cents IS NULL"))
        .as("what was done before was not done again")
        .isEqualTo(1L);
  }

  @Test
  void losesNothingOfWhatAnApplicationWritesMeanwhile() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<?>> applications = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        applications.add(threads.submit(() -> writeUntil(over)));
      }
      for (int i = 0; i < 5; i++) {
        database.execute("UPDATE orders SET amount_cents = NULL WHERE id % 7 = 0");
        run(shop);
      }
      over.set(true);
      for (Future<?> application : applications) {
        application.get();
      }
    } finally {
      over.set(true);
      threads.shutdownNow();
    }
    Verification.Outcome outcome =
        new Verification(shop.context)
            .run(shop.orders, Direction.UP, 10, Duration.ofSeconds(5), shop);
    assertThat(outcome.keys()).isEmpty();
    assertThat(outcome.clean()).isTrue();
  }

  /** Writes both shapes, as the driver does; a few rows in one transaction, in any order. */
  private Void writeUntil(AtomicBoolean over) throws SQLException {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      String sql = "UPDATE orders SET amount = ?, amount_cents = (? * 100)::bigint WHERE id = ?";
      try (PreparedStatement update = connection.prepareStatement(sql)) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        while (!over.get()) {
          long id = random.nextLong(1, 3001);
          var amount = new java.math.BigDecimal(random.nextInt(100_000)).movePointLeft(2);
          update.setBigDecimal(1, amount);
          update.setBigDecimal(2, amount);
          update.setLong(3, id);
          update.executeUpdate();
          connection.commit();
        }
      }
    }
    return null;
  }

  @Test
  void letsGoOfItsLocksWhereItMeetsOthers() throws SQLException {
    try (Connection application = database.connect();
        var statement = application.createStatement()) {
      application.setAutoCommit(false);
      AtomicBoolean released = new AtomicBoolean();
      Progress releasesAtTheThirdWait =
          new Progress() {
            private int waits;

            @Override
            public void waiting(String reason) {
              if (++waits == 3) {
                try {
                  // A row before the locked one: the batch must not hold it now.
                  statement.execute(
                      "UPDATE orders SET amount = 4, amount_cents = 400 WHERE id = 9");
                  application.commit();
                  released.set(true);
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              }
            }
          };
      // Noted by nobody as older: it begins when the fleet's wait is over.
      Progress locksAtTheBegin =
          new Progress() {
            @Override
            public void rows(long done, long total) {
              if (done == 0) {
                try {
                  statement.execute(
                      "UPDATE orders SET amount = 3, amount_cents = 300 WHERE id = 10");
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              }
            }

            @Override
            public void waiting(String reason) {
              releasesAtTheThirdWait.waiting(reason);
            }
          };

      assertThat(run(locksAtTheBegin).rows()).isEqualTo(3000);
      assertThat(released).isTrue();
      assertThat(shop.value("SELECT amount_cents FROM orders WHERE id = 9")).isEqualTo(400L);
    }
  }

  @Test
  void waitsForTransactionsThatBeganBefore() throws SQLException {
    try (Connection application = database.connect();
        var statement = application.createStatement()) {
      application.setAutoCommit(false);
      statement.execute("SELECT 1");
      BackfillOptions impatient =
          new BackfillOptions(false, 0, Duration.ZERO, Duration.ofMillis(300));

      assertThatThrownBy(
              () -> new Backfill(shop.context).run(shop.orders, Direction.UP, impatient, shop))
          .isInstanceOf(MigratorException.class)
          .hasMessageContaining("1 transaction begun before: process ");
      application.rollback();
    }
  }

  @Test
  void stopsWhereAFlagOvertakesIt() {
    Progress switchesOff =
        new Progress() {
          @Override
          public void rows(long done, long total) {
            if (done > 0) {
              database.execute("UPDATE segue.flag SET feature_enabled = 0");
            }
          }
        };

    assertThatThrownBy(() -> run(switchesOff)).hasMessageContaining("was overtaken by a flag");
  }

  @Test
  void rejectsAMappingThatDoesNotFitARowAndSaysWhy() {
    database.execute("ALTER TABLE orders ALTER COLUMN amount TYPE numeric");
    database.execute("UPDATE orders SET amount = 1e30 WHERE id = 2999");

    assertThatThrownBy(() -> run(shop))
        .isInstanceOf(MigratorException.class)
        .hasMessageContaining("backfilling public.orders failed: bigint out of range");
  }
}
