package dev.segue.migrator.demo.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ledger must be able to fail: each of these shows it a database that went wrong. */
class LedgerTest {

  private static final Customer OWNER = new Customer(100, "The Till", "till@shop.example", null);
  private static final Customer ADA = new Customer(1, "Ada", "ada@shop.example", "Oslo");

  private final Ledger ledger = new Ledger(1, OWNER, List.of(order(300, 100), order(301, 100)));
  private final WorkerLedger worker = ledger.worker(0);
  private final List<Customer> customers = new ArrayList<>(List.of(OWNER, ADA));
  private final List<Card> cards = new ArrayList<>();
  private final List<Order> orders =
      new ArrayList<>(List.of(order(300, 100), order(301, 100), order(10, 1)));

  @BeforeEach
  void beginWithOneCustomerAndOneOrder() {
    worker.put(ADA);
    worker.put(order(10, 1));
    worker.commit();
  }

  private static Order order(long id, long customer) {
    return new Order(
        id, customer, new BigDecimal("10.00"), "new", LocalDateTime.of(2026, 1, 1, 12, 0));
  }

  private Comparison compare() {
    return ledger.compare(new ShopRows(customers, orders, cards));
  }

  @Test
  void tablesThatHoldWhatWasAcknowledgedAreClean() {
    Comparison comparison = compare();

    assertThat(comparison.isClean()).isTrue();
    assertThat(comparison.rows()).isEqualTo(5);
  }

  @Test
  void aLostInsertIsFound() {
    worker.put(order(11, 1));
    worker.commit();

    Comparison comparison = compare();

    assertThat(comparison.missing()).isEqualTo(1);
    assertThat(comparison.examples()).containsExactly("orders 11 is missing");
  }

  @Test
  void aLostUpdateIsFound() {
    worker.put(order(10, 1).withAmount(new BigDecimal("11.00")));
    worker.commit();

    assertThat(compare().different()).isEqualTo(1);
  }

  @Test
  void aDeletedRowThatCameBackIsFound() {
    worker.deleteOrder(10);
    worker.commit();

    assertThat(compare().unasked()).isEqualTo(1);
  }

  @Test
  void aRowThatWasRolledBackAndIsThereIsFound() {
    worker.put(order(11, 1));
    worker.rollback();
    orders.add(order(11, 1));

    assertThat(compare().unasked()).isEqualTo(1);
  }

  @Test
  void aTornRowIsFound() {
    Order changed = order(10, 1).withStatus("paid").withAmount(new BigDecimal("11.00"));
    worker.put(changed);
    worker.commit();
    orders.set(2, order(10, 1).withStatus("paid"));

    assertThat(compare().different()).isEqualTo(1);
  }

  @Test
  void anAmountWithOtherDigitsIsADifference() {
    orders.set(
        2, new Order(10, 1, new BigDecimal("10.0000"), "new", LocalDateTime.of(2026, 1, 1, 12, 0)));

    assertThat(compare().different()).isEqualTo(1);
  }

  @Test
  void aCardGoesWithItsCustomerAndComesBackWithThem() {
    worker.put(new Card(1, "7"));
    worker.commit();
    worker.deleteOrder(10);
    worker.deleteCustomer(1);
    assertThat(worker.card(1)).isEmpty();
    worker.rollback();

    assertThat(compare().examples()).containsExactly("cards 1 is missing");
    cards.add(new Card(1, "7"));
    assertThat(compare().isClean()).isTrue();
  }

  @Test
  void aCardThatOutlivesItsCustomerIsFound() {
    worker.put(new Card(1, "7"));
    cards.add(new Card(1, "7"));
    worker.deleteOrder(10);
    worker.deleteCustomer(1);
    worker.commit();

    assertThat(compare().examples()).contains("cards 1 is there and must not be");
  }

  @Test
  void aStaleReadContradicts() {
    worker.put(ADA.withName("Ada Lovelace"));
    worker.commit();

    worker.check("customer by key", List.of(worker.customer(1).orElseThrow()), List.of(ADA));

    assertThat(ledger.contradictions().count()).isEqualTo(1);
    assertThat(ledger.contradictions().examples().get(0)).startsWith("customer by key");
    assertThat(ledger.readsChecked()).isEqualTo(1);
  }

  @Test
  void aReadOfWhatWasDeletedContradicts() {
    worker.deleteOrder(10);
    worker.commit();

    worker.check("order by key", Optional.empty(), Optional.of(order(10, 1)));

    assertThat(ledger.contradictions().count()).isEqualTo(1);
  }

  @Test
  void halfATransferContradicts() {
    ledger.till().moved(300, 301, new BigDecimal("4.00"));
    ledger.till().checkSum(new BigDecimal("20.00"));
    ledger.till().checkSum(new BigDecimal("16.00"));

    assertThat(ledger.contradictions().count()).isEqualTo(1);
  }

  @Test
  void aLostTransferIsFoundInBothOrders() {
    ledger.till().moved(300, 301, new BigDecimal("4.00"));

    assertThat(compare().different()).isEqualTo(2);
  }

  @Test
  void whatIsRolledBackToASavepointIsTakenBackAndTheRestKept() {
    worker.put(ADA.withName("kept"));
    int savepoint = worker.savepoint();
    worker.put(ADA.withName("dropped"));
    worker.deleteOrder(10);
    worker.rollbackTo(savepoint);
    worker.commit();

    assertThat(worker.customer(1)).hasValue(ADA.withName("kept"));
    assertThat(worker.order(10)).hasValue(order(10, 1));
    assertThat(worker.ordersOf(1)).containsExactly(order(10, 1));
  }

  @Test
  void rowsOfAnUnknownOutcomeAreCountedAndNotJudged() {
    worker.put(order(11, 1));
    worker.outcomeUnknown();

    Comparison comparison = compare();

    assertThat(comparison.isClean()).isTrue();
    assertThat(comparison.leftOut()).isEqualTo(1);
    assertThat(ledger.unknownOutcomes()).isEqualTo(1);
  }
}
