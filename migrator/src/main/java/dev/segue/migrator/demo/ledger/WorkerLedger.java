package dev.segue.migrator.demo.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * What one worker of the shop knows of the rows that it alone writes: its customers, their orders
 * and their cards. Since nobody else writes them, every read of them has exactly one right answer.
 *
 * <p>A change is noted when the database acknowledged the statement. It is kept by {@link #commit},
 * taken back by {@link #rollback} or {@link #rollbackTo}. In between, the worker's own reads see
 * it, as they do in its transaction.
 *
 * <p>Used by its worker's thread, and by another one when that has ended.
 */
public final class WorkerLedger {

  private final Findings contradictions;
  private final Undo undo = new Undo();
  private final WorkerRows<Customer> customers = new WorkerRows<>(undo);
  private final WorkerRows<Order> orders = new WorkerRows<>(undo);
  private final WorkerRows<Card> cards = new WorkerRows<>(undo);

  /** Every key that an order of a customer ever had; which of them are there, orders says. */
  private final Map<Long, NavigableSet<Long>> orderKeysOf = new HashMap<>();

  private long unknownOutcomes;
  private long readsChecked;

  WorkerLedger(Findings contradictions) {
    this.contradictions = contradictions;
  }

  /** Notes a customer that was inserted or updated. */
  public void put(Customer customer) {
    customers.put(customer.id(), customer);
  }

  /** Notes that a customer was deleted, and with it the card, by the foreign key's cascade. */
  public void deleteCustomer(long id) {
    customers.delete(id);
    if (cards.get(id).isPresent()) {
      cards.delete(id);
    }
  }

  /** Notes an order that was inserted or updated; it never changes its customer. */
  public void put(Order order) {
    orderKeysOf.computeIfAbsent(order.customerId(), key -> new TreeSet<>()).add(order.id());
    orders.put(order.id(), order);
  }

  /** Notes that an order was deleted. */
  public void deleteOrder(long id) {
    orders.delete(id);
  }

  /** Notes a card that was inserted or updated. */
  public void put(Card card) {
    cards.put(card.customerId(), card);
  }

  /** Notes that the card of a customer was deleted. */
  public void deleteCard(long customerId) {
    cards.delete(customerId);
  }

  /** The transaction's changes were acknowledged. */
  public void commit() {
    undo.forget();
    customers.settle();
    orders.settle();
    cards.settle();
  }

  /** The transaction's changes were taken back. */
  public void rollback() {
    rollbackTo(0);
    commit();
  }

  /** A place in the transaction to come back to, as a savepoint is. */
  public int savepoint() {
    return undo.size();
  }

  /** The changes since {@code savepoint} were taken back. */
  public void rollbackTo(int savepoint) {
    undo.backTo(savepoint);
  }

  /**
   * Nobody knows whether the transaction committed: the connection broke in it. Its rows are not
   * judged any more.
   */
  public void outcomeUnknown() {
    unknownOutcomes++;
    customers.outcomeUnknown();
    orders.outcomeUnknown();
    cards.outcomeUnknown();
    rollback();
  }

  /** How often the outcome of a transaction stayed unknown. */
  public long unknownOutcomes() {
    return unknownOutcomes;
  }

  /** The customer of that key, where it is to be found. */
  public Optional<Customer> customer(long id) {
    return customers.get(id);
  }

  /** The order of that key, where it is to be found. */
  public Optional<Order> order(long id) {
    return orders.get(id);
  }

  /** The card of a customer, where there is one. */
  public Optional<Card> card(long customerId) {
    return cards.get(customerId);
  }

  /** The orders of a customer, by ascending key. */
  public List<Order> ordersOf(long customerId) {
    List<Order> found = new ArrayList<>();
    for (long key : orderKeysOf.getOrDefault(customerId, new TreeSet<>())) {
      orders.get(key).ifPresent(found::add);
    }
    return found;
  }

  /** The customers with keys from {@code first} to {@code last}, by ascending key. */
  public List<Customer> customers(long first, long last) {
    return customers.between(first, last);
  }

  /** A customer drawn at random; empty where there is none. */
  public Optional<Customer> anyCustomer(RandomGenerator random) {
    return customers.any(random);
  }

  /** An order drawn at random; empty where there is none. */
  public Optional<Order> anyOrder(RandomGenerator random) {
    return orders.any(random);
  }

  /** A key that was deleted or rolled back lately; empty where there is none. */
  public Optional<Long> anyGoneCustomer(RandomGenerator random) {
    return customers.anyGone(random);
  }

  /** A key that was deleted or rolled back lately; empty where there is none. */
  public Optional<Long> anyGoneOrder(RandomGenerator random) {
    return orders.anyGone(random);
  }

  /**
   * Compares what a read showed with what it had to show.
   *
   * @param read the read, in words, for the report
   */
  public void check(String read, Object expected, Object seen) {
    readsChecked++;
    if (unknownOutcomes == 0 && !Objects.equals(expected, seen)) {
      contradictions.add(
          "%s: the ledger says %s, the database showed %s".formatted(read, expected, seen));
    }
  }

  /** How many reads were compared. */
  public long readsChecked() {
    return readsChecked;
  }

  WorkerRows<Customer> customers() {
    return customers;
  }

  WorkerRows<Order> orders() {
    return orders;
  }

  WorkerRows<Card> cards() {
    return cards;
  }
}
