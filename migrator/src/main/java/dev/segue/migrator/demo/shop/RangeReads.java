package dev.segue.migrator.demo.shop;

import dev.segue.migrator.demo.ledger.Customer;
import dev.segue.migrator.demo.ledger.Order;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads of several rows: ranges, joins, aggregates, subqueries, {@code SELECT *}. */
final class RangeReads {

  private static final int WIDTH = 12;

  private static final String NAMES =
      "SELECT id, name FROM customers WHERE id BETWEEN ? AND ? ORDER BY id";
  private static final String TOTALS =
      """
      SELECT c.id, c.name, count(o.id) AS orders, coalesce(sum(o.amount), 0.00) AS total
      FROM customers c LEFT JOIN orders o ON o.customer_id = c.id
      WHERE c.id BETWEEN ? AND ?
      GROUP BY %s
      ORDER BY c.id""";
  private static final String SPENDERS =
      """
      WITH spent AS (
        SELECT customer_id, max(amount) AS most FROM orders
        WHERE customer_id BETWEEN ? AND ? GROUP BY customer_id)
      SELECT name, most FROM spent JOIN customers ON customers.id = spent.customer_id
      ORDER BY customer_id""";
  private static final String EXPENSIVE =
      """
      SELECT id, amount FROM orders
      WHERE customer_id = ? AND amount >= ?
      ORDER BY amount DESC, id""";
  private static final String ALL_OF_ORDERS =
      "SELECT * FROM orders WHERE customer_id = ? ORDER BY id";
  private static final String ALL_OF_CUSTOMERS =
      "SELECT customers.* FROM customers WHERE id = ? AND name = ?";
  private static final String TILL = "SELECT sum(amount) FROM orders WHERE customer_id = ?";

  private RangeReads() {}

  /** A customer's name. */
  private record Name(long id, String name) {}

  /** A customer and what they ordered. */
  private record Total(long id, String name, long orders, BigDecimal total) {}

  /** A customer's name and their dearest order. */
  private record Spender(String name, BigDecimal most) {}

  /** An order and what it costs. */
  private record Price(long id, BigDecimal amount) {}

  static void names(Desk desk) throws SQLException {
    Optional<Customer> first = desk.ledger().anyCustomer(desk.random());
    if (first.isPresent()) {
      Range range = Range.from(first.get(), desk);
      List<Name> expected =
          range.customers().stream().map(c -> new Name(c.id(), c.name())).toList();
      List<Name> seen =
          desk.session()
              .query(
                  NAMES,
                  row -> new Name(row.getLong(1), row.getString(2)),
                  range.first(),
                  range.last());
      desk.ledger().check("names in a range of keys", expected, seen);
    }
  }

  /**
   * Totals of neighbouring customers.
   *
   * @param groups the columns after GROUP BY
   */
  static void totals(String groups, Desk desk) throws SQLException {
    Optional<Customer> first = desk.ledger().anyCustomer(desk.random());
    if (first.isPresent()) {
      Range range = Range.from(first.get(), desk);
      List<Total> expected =
          range.customers().stream().map(c -> total(c, desk.ledger().ordersOf(c.id()))).toList();
      List<Total> seen =
          desk.session()
              .query(
                  TOTALS.formatted(groups),
                  row ->
                      new Total(
                          row.getLong("id"),
                          row.getString("name"),
                          row.getLong("orders"),
                          row.getBigDecimal("total")),
                  range.first(),
                  range.last());
      desk.ledger().check("totals by customer", expected, seen);
    }
  }

  private static Total total(Customer customer, List<Order> orders) {
    BigDecimal sum =
        orders.stream()
            .map(Order::amount)
            .reduce(BigDecimal.ZERO.setScale(Order.SCALE), BigDecimal::add);
    return new Total(customer.id(), customer.name(), orders.size(), sum);
  }

  static void spenders(Desk desk) throws SQLException {
    Optional<Customer> first = desk.ledger().anyCustomer(desk.random());
    if (first.isPresent()) {
      Range range = Range.from(first.get(), desk);
      List<Spender> expected = new ArrayList<>();
      for (Customer customer : range.customers()) {
        desk.ledger().ordersOf(customer.id()).stream()
            .map(Order::amount)
            .max(Comparator.naturalOrder())
            .ifPresent(most -> expected.add(new Spender(customer.name(), most)));
      }
      List<Spender> seen =
          desk.session()
              .query(
                  SPENDERS,
                  row -> new Spender(row.getString("name"), row.getBigDecimal("most")),
                  range.first(),
                  range.last());
      desk.ledger().check("dearest orders by customer", expected, seen);
    }
  }

  static void expensive(Desk desk) throws SQLException {
    Optional<Order> drawn = desk.ledger().anyOrder(desk.random());
    if (drawn.isPresent()) {
      BigDecimal limit = drawn.get().amount();
      long customer = drawn.get().customerId();
      List<Price> expected =
          desk.ledger().ordersOf(customer).stream()
              .filter(order -> order.amount().compareTo(limit) >= 0)
              .map(order -> new Price(order.id(), order.amount()))
              .sorted(Comparator.comparing(Price::amount).reversed().thenComparing(Price::id))
              .toList();
      List<Price> seen =
          desk.session()
              .query(
                  EXPENSIVE,
                  row -> new Price(row.getLong(1), row.getBigDecimal(2)),
                  customer,
                  limit);
      desk.ledger().check("orders from an amount on", expected, seen);
    }
  }

  static void allOfOrders(Desk desk) throws SQLException {
    Optional<Order> drawn = desk.ledger().anyOrder(desk.random());
    if (drawn.isPresent()) {
      long customer = drawn.get().customerId();
      List<Order> seen =
          desk.session()
              .query(
                  ALL_OF_ORDERS,
                  row -> {
                    desk.ledger()
                        .check("columns of orders.*", Rows.ORDER_COLUMNS, Rows.labels(row));
                    return Rows.order(row);
                  },
                  customer);
      desk.ledger().check("orders.* of a customer", desk.ledger().ordersOf(customer), seen);
    }
  }

  static void allOfCustomers(Desk desk) throws SQLException {
    Optional<Customer> drawn = desk.ledger().anyCustomer(desk.random());
    if (drawn.isPresent()) {
      List<Customer> seen =
          desk.session()
              .query(
                  ALL_OF_CUSTOMERS,
                  row -> {
                    desk.ledger()
                        .check("columns of customers.*", Rows.CUSTOMER_COLUMNS, Rows.labels(row));
                    return Rows.customer(row);
                  },
                  drawn.get().id(),
                  drawn.get().name());
      desk.ledger().check("customers.* by key and name", List.of(drawn.get()), seen);
    }
  }

  static void till(Desk desk) throws SQLException {
    List<BigDecimal> sum =
        desk.session().query(TILL, row -> row.getBigDecimal(1), desk.till().owner().id());
    desk.till().checkSum(sum.get(0));
  }

  /** Customers of this worker with neighbouring keys: nobody else's lie between them. */
  private record Range(long first, long last, List<Customer> customers) {

    static Range from(Customer customer, Desk desk) {
      long first = customer.id();
      long last = desk.lastOwnKey(first, WIDTH);
      return new Range(first, last, desk.ledger().customers(first, last));
    }
  }
}
