package dev.segue.migrator.demo.ledger;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The orders that all workers write: amounts are moved between them and their sum never changes. A
 * reader who sees another sum saw half of a transfer. At the end each amount is known exactly,
 * since differences add up in any order.
 *
 * <p>Thread-safe. A transfer is noted after its commit was acknowledged.
 */
public final class SharedTill {

  private final Findings contradictions;
  private final Customer owner;
  private final List<Order> before;
  private final BigDecimal sum;
  private final Map<Long, BigDecimal> moved = new ConcurrentHashMap<>();
  private final AtomicLong readsChecked = new AtomicLong();
  private final AtomicLong unknownOutcomes = new AtomicLong();

  SharedTill(Findings contradictions, Customer owner, List<Order> orders) {
    this.contradictions = contradictions;
    this.owner = owner;
    this.before = List.copyOf(orders);
    this.sum = orders.stream().map(Order::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** The customer that the orders belong to; nobody changes it. */
  public Customer owner() {
    return owner;
  }

  /** The key of the order at a place, from 0 to {@link #size}. */
  public long key(int place) {
    return before.get(place).id();
  }

  /** How many orders there are. */
  public int size() {
    return before.size();
  }

  /** Notes a transfer that was committed. */
  public void moved(long from, long to, BigDecimal amount) {
    moved.merge(from, amount.negate(), BigDecimal::add);
    moved.merge(to, amount, BigDecimal::add);
  }

  /** Nobody knows whether a transfer committed: the amounts are not judged any more. */
  public void outcomeUnknown() {
    unknownOutcomes.incrementAndGet();
  }

  /** How often the outcome of a transfer stayed unknown. */
  public long unknownOutcomes() {
    return unknownOutcomes.get();
  }

  /** Compares a sum that was read, at any moment, with the one that it must be. */
  public void checkSum(BigDecimal seen) {
    readsChecked.incrementAndGet();
    if (!Objects.equals(sum, seen)) {
      contradictions.add("sum over the till: must be %s, was read as %s".formatted(sum, seen));
    }
  }

  /** How many reads were compared. */
  public long readsChecked() {
    return readsChecked.get();
  }

  /** The orders as they must be when nobody moves anything. */
  List<Order> orders() {
    return before.stream()
        .map(order -> order.plus(moved.getOrDefault(order.id(), BigDecimal.ZERO)))
        .toList();
  }
}
