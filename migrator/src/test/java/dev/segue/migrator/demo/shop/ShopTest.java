package dev.segue.migrator.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.migrator.demo.ledger.Comparison;
import dev.segue.migrator.demo.ledger.Ledger;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The shop without Segue: its ledger is right about a database that nobody migrates. */
@ExtendWith(PostgresExtension.class)
abstract class ShopTest {

  private static final int WORKERS = 3;
  private static final int STATEMENTS = 5_000;
  private static final long SEED = 42;

  private final TestDatabase database;
  private final ShopDesign design;
  private final CountingObserver observer = new CountingObserver();
  private Stock stock;

  ShopTest(TestDatabase database, ShopDesign design) {
    this.database = database;
    this.design = design;
  }

  @BeforeEach
  void fill() throws SQLException {
    try (Connection connection = database.connect()) {
      design.create(connection);
      stock = Stock.fill(connection, design, WORKERS, 4_000, SEED);
    }
  }

  @AfterEach
  void drop() throws SQLException {
    try (Connection connection = database.connect()) {
      design.drop(connection);
    }
  }

  @Test
  void fillsAtLeastAsManyRowsAsAsked() throws SQLException {
    assertThat(stock.rows()).isGreaterThanOrEqualTo(4_000);
    assertThat(compare().isClean()).isTrue();
  }

  @Test
  void everyKindOfWorkSucceedsAndIsNoted() throws Exception {
    try (OneDesk one = OneDesk.open(database.url(), stock, observer)) {
      for (int round = 0; round < 20; round++) {
        design.mix().all().forEach(one::work);
      }
    }

    assertThat(observer.failures()).isEmpty();
    assertThat(stock.ledger().contradictions().examples()).isEmpty();
    assertThat(compare().examples()).isEmpty();
  }

  @Test
  void severalWorkersLeaveACleanLedger() throws Exception {
    work(database.url());

    Ledger ledger = stock.ledger();
    assertThat(observer.failures()).isEmpty();
    assertThat(ledger.contradictions().examples()).isEmpty();
    assertThat(ledger.unknownOutcomes()).isZero();
    assertThat(ledger.readsChecked()).isGreaterThan(STATEMENTS / 2);
    assertThat(compare().examples()).isEmpty();
  }

  @Test
  void aWriteBehindTheShopsBackIsCaughtByItsReads() throws Exception {
    database.execute("UPDATE customers SET name = 'torn'");

    work(database.url());

    assertThat(stock.ledger().contradictions().count()).isPositive();
    assertThat(compare().different()).isPositive();
  }

  @Test
  void aLostTransferIsCaughtByTheSumOfTheTill() throws Exception {
    database.execute(
        "UPDATE orders SET amount = amount - 1 WHERE customer_id ="
            + " (SELECT id FROM customers WHERE name = 'The Till')");

    work(database.url());

    assertThat(stock.ledger().contradictions().examples()).anyMatch(e -> e.contains("till"));
  }

  @Test
  void aStatementThatFailsIsReported() throws Exception {
    database.execute("ALTER TABLE orders RENAME COLUMN status TO state");

    work(database.url());

    assertThat(observer.failures()).anyMatch(failure -> failure.contains("42703"));
  }

  private void work(String url) throws InterruptedException {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
    try (Shop shop = Shop.open(url, stock, SEED, observer)) {
      while (observer.statements() < STATEMENTS && Instant.now().isBefore(deadline)) {
        Thread.sleep(10);
      }
    }
    assertThat(observer.statements()).isGreaterThanOrEqualTo(STATEMENTS);
  }

  private Comparison compare() throws SQLException {
    try (Connection connection = database.connect()) {
      return stock.ledger().compare(design.queries().read(connection));
    }
  }
}
