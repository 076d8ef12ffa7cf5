package dev.segue.migrator.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.driver.control.Direction;
import dev.segue.flags.FlagKind;
import dev.segue.migrator.Warehouse;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Shape;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
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

/** Comparing two tables. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class CopyVerificationTest {

  private final TestDatabase database;
  private Warehouse warehouse;

  CopyVerificationTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void copy() {
    warehouse = new Warehouse(database);
    warehouse.writeBoth();
    warehouse.backfill(warehouse.orders, Direction.UP);
    warehouse.backfill(warehouse.customers, Direction.UP);
  }

  @AfterEach
  void close() {
    warehouse.close();
  }

  private Verification.Outcome orders() {
    return warehouse.verify(warehouse.orders, Direction.UP);
  }

  private Verification.Outcome customers() {
    return warehouse.verify(warehouse.customers, Direction.UP);
  }

  @Test
  void tablesThatAreTheSameAreClean() {
    assertThat(orders())
        .isEqualTo(new Verification.Outcome(List.of("id"), 2000, 0, 0, 0, List.of(), true));
    assertThat(customers().clean()).isTrue();
    assertThat(warehouse.context.evidenceOf(warehouse.orders).verifiedClean()).isTrue();
  }

  @Test
  void findsEachKindOfDifferenceAndItsKey() {
    database.execute("DELETE FROM customers_wide WHERE id = 3");
    assertThat(customers())
        .isEqualTo(
            new Verification.Outcome(List.of("id"), 700, 1, 1, 0, List.of(List.of("3")), true));

    database.execute("INSERT INTO customers_wide (id, email) VALUES (9000, 'left')");
    assertThat(customers())
        .isEqualTo(
            new Verification.Outcome(
                List.of("id"), 700, 2, 1, 1, List.of(List.of("3"), List.of("9000")), true));

    for (String change : List.of("email = 'x'", "name = 'x'", "country = 'it'", "country = NULL")) {
      database.execute("DELETE FROM customers_wide WHERE id IN (4, 9000)");
      warehouse.backfill(warehouse.customers, Direction.UP);
      assertThat(customers().clean()).as("mended").isTrue();
      database.execute("UPDATE customers_wide SET %s WHERE id = 4".formatted(change));
      assertThat(customers())
          .as(change)
          .isEqualTo(
              new Verification.Outcome(List.of("id"), 700, 1, 0, 0, List.of(List.of("4")), true));
    }
    assertThat(warehouse.context.evidenceOf(warehouse.customers).verifiedClean()).isFalse();
  }

  @Test
  void aRowUnderAnotherKeyIsMissingHereAndLeftOverThere() {
    database.execute("UPDATE orders_by_month SET placed = placed + 1 WHERE id = 5");

    assertThat(orders())
        .isEqualTo(
            new Verification.Outcome(
                List.of("id"), 2000, 2, 1, 1, List.of(List.of("5"), List.of("5")), true));
  }

  @Test
  void comparesTheOtherWayRound() {
    warehouse.walkToNew(warehouse.orders);
    warehouse.context.registry().shapeLeft(warehouse.orders.id(), Shape.OLD);
    warehouse.flag(warehouse.orders, FlagKind.RETIRE_OLD, 0);
    database.execute(
        """
        DELETE FROM orders_by_month WHERE id = 3;
        UPDATE orders_by_month SET note = 'x' WHERE id = 4;
        INSERT INTO orders_by_month VALUES (9000, '2026-02-03', 1)""");

    assertThat(warehouse.verify(warehouse.orders, Direction.DOWN))
        .isEqualTo(
            new Verification.Outcome(
                List.of("id", "placed"),
                2000,
                3,
                1,
                1,
                List.of(
                    List.of("4", "2026-01-05"),
                    List.of("9000", "2026-02-03"),
                    List.of("3", "2026-01-04")),
                true));
  }

  @Test
  void whatIsWrittenMeanwhileIsNoDifference() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<Long>> applications =
          List.of(threads.submit(() -> writeUntil(over)), threads.submit(() -> writeUntil(over)));
      for (int i = 0; i < 8; i++) {
        assertThat(orders().keys()).isEmpty();
      }
      over.set(true);
      long written = 0;
      for (Future<Long> application : applications) {
        written += application.get();
      }
      assertThat(written).isGreaterThan(20);
    } finally {
      over.set(true);
      threads.shutdownNow();
    }
  }

  private long writeUntil(AtomicBoolean over) throws SQLException {
    long rows = 0;
    try (Connection connection = database.connect();
        PreparedStatement update = connection.prepareStatement(Warehouse.UPDATE_BOTH);
        PreparedStatement delete = connection.prepareStatement(Warehouse.DELETE_BOTH)) {
      while (!over.get()) {
        long id = ThreadLocalRandom.current().nextLong(1, 2001);
        update.setInt(1, ThreadLocalRandom.current().nextInt(1000));
        update.setLong(2, id);
        rows += update.executeUpdate();
        delete.setLong(1, ThreadLocalRandom.current().nextLong(1, 2001));
        rows += delete.executeUpdate();
      }
    }
    return rows;
  }
}
