package dev.segue.driver.flips;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** What one thread of the application knows to be in the rows that it owns. */
final class Expectation {

  /** An order and the customer it belongs to. */
  record Order(long customer, BigDecimal amount) {}

  private final TreeMap<Long, String> customers = new TreeMap<>();
  private final TreeMap<Long, Order> orders = new TreeMap<>();

  TreeMap<Long, String> customers() {
    return customers;
  }

  TreeMap<Long, Order> orders() {
    return orders;
  }

  /** What will be known if the transaction under way is committed. */
  Expectation copy() {
    Expectation copy = new Expectation();
    copy.become(this);
    return copy;
  }

  void become(Expectation other) {
    customers.clear();
    customers.putAll(other.customers);
    orders.clear();
    orders.putAll(other.orders);
  }

  long anyCustomer(Random random) {
    return any(new ArrayList<>(customers.keySet()), random);
  }

  long anyOrder(Random random) {
    return any(new ArrayList<>(orders.keySet()), random);
  }

  private static long any(List<Long> ids, Random random) {
    return ids.get(random.nextInt(ids.size()));
  }
}
