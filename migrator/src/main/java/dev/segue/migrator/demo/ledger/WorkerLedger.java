package dev.segue.migrator.demo.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * What one worker of the shop knows of the rows that it alone writes: its customers and all of
 * their orders. Since nobody else writes them, every read of them has exactly one right answer.
 *
 * <p>A change is noted when the database acknowledged the statement. It is kept by {@link #commit},
 * taken back by {@link #rollback} or {@link #rollbackTo}. In between, the worker's own reads see
 * it, as they do in its transaction.
 *
 * <p>Used by its worker's thread, and by another one when that has ended.
 */
public final class WorkerLedger {

  private final Findings contradictions;
  private final NavigableMap<Long, Customer> customers = new TreeMap<>();
  private final Map<Long, NavigableMap<Long, Order>> ordersOf = new HashMap<>();
  private final Map<Long, Order> orders = new HashMap<>();
  private final KeyPool customerKeys = new KeyPool();
  private final KeyPool orderKeys = new KeyPool();
  private final RecentKeys goneCustomers = new RecentKeys();
  private final RecentKeys goneOrders = new RecentKeys();
  private final Undo undo = new Undo();
  private final Set<Long> touchedCustomers = new HashSet<>();
  private final Set<Long> touchedOrders = new HashSet<>();
  private final Set<Long> uncertainCustomers = new HashSet<>();
  private final Set<Long> uncertainOrders = new HashSet<>();
  private long unknownOutcomes;
  private long readsChecked;

  WorkerLedger(Findings contradictions) {
    this.contradictions = contradictions;
  }

  /** Notes a customer that was inserted or updated. */
  public void put(Customer customer) {
    note(customer.id(), customer);
  }

  /** Notes that a customer was deleted. */
  public void deleteCustomer(long id) {
    note(id, (Customer) null);
  }

  private void note(long id, Customer after) {
    Customer before = set(id, after);
    touchedCustomers.add(id);
    undo.push(() -> set(id, before));
  }

  private Customer set(long id, Customer customer) {
    if (customer == null) {
      customerKeys.remove(id);
      goneCustomers.add(id);
      return customers.remove(id);
    }
    customerKeys.add(id);
    return customers.put(id, customer);
  }

  /** Notes an order that was inserted or updated; it never changes its customer. */
  public void put(Order order) {
    note(order.id(), order);
  }

  /** Notes that an order was deleted. */
  public void deleteOrder(long id) {
    note(id, (Order) null);
  }

  private void note(long id, Order after) {
    Order before = set(id, after);
    touchedOrders.add(id);
    undo.push(() -> set(id, before));
  }

  private Order set(long id, Order order) {
    if (order == null) {
      Order before = orders.remove(id);
      if (before != null) {
        orderKeys.remove(id);
        goneOrders.add(id);
        ordersOf.get(before.customerId()).remove(id);
      }
      return before;
    }
    orderKeys.add(id);
    ordersOf.computeIfAbsent(order.customerId(), key -> new TreeMap<>()).put(id, order);
    return orders.put(id, order);
  }

  /** The transaction's changes were acknowledged. */
  public void commit() {
    undo.forget();
    touchedCustomers.clear();
    touchedOrders.clear();
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
    uncertainCustomers.addAll(touchedCustomers);
    uncertainOrders.addAll(touchedOrders);
    rollback();
  }

  /** How often the outcome of a transaction stayed unknown. */
  public long unknownOutcomes() {
    return unknownOutcomes;
  }

  /** The customer of that key, where it is to be found. */
  public Optional<Customer> customer(long id) {
    return Optional.ofNullable(customers.get(id));
  }

  /** The order of that key, where it is to be found. */
  public Optional<Order> order(long id) {
    return Optional.ofNullable(orders.get(id));
  }

  /** The orders of a customer, by ascending key. */
  public List<Order> ordersOf(long customerId) {
    NavigableMap<Long, Order> found = ordersOf.get(customerId);
    return found == null ? List.of() : new ArrayList<>(found.values());
  }

  /** The customers with keys from {@code first} to {@code last}, by ascending key. */
  public List<Customer> customers(long first, long last) {
    return new ArrayList<>(customers.subMap(first, true, last, true).values());
  }

  /** A customer drawn at random; empty where there is none. */
  public Optional<Customer> anyCustomer(RandomGenerator random) {
    return customerKeys.any(random).map(customers::get);
  }

  /** An order drawn at random; empty where there is none. */
  public Optional<Order> anyOrder(RandomGenerator random) {
    return orderKeys.any(random).map(orders::get);
  }

  /** A key that was deleted or rolled back lately; empty where there is none. */
  public Optional<Long> anyGoneCustomer(RandomGenerator random) {
    return goneCustomers.any(random).filter(id -> !customers.containsKey(id));
  }

  /** A key that was deleted or rolled back lately; empty where there is none. */
  public Optional<Long> anyGoneOrder(RandomGenerator random) {
    return goneOrders.any(random).filter(id -> !orders.containsKey(id));
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

  Collection<Customer> customers() {
    return customers.values();
  }

  Collection<Order> orders() {
    return orders.values();
  }

  Set<Long> uncertainCustomers() {
    return uncertainCustomers;
  }

  Set<Long> uncertainOrders() {
    return uncertainOrders;
  }
}
