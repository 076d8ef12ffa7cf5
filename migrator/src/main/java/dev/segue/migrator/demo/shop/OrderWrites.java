package dev.segue.migrator.demo.shop;

import dev.segue.migrator.demo.ledger.Customer;
import dev.segue.migrator.demo.ledger.Order;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Writes of orders by single statements. */
final class OrderWrites {

  private static final String INSERT =
      "INSERT INTO orders (customer_id, amount, status, placed_at) VALUES (?, ?, ?, ?)";
  private static final String INSERT_WITHOUT_AMOUNT =
      "INSERT INTO orders (customer_id, status, placed_at) VALUES (?, ?, ?) RETURNING id, amount";
  private static final String SET_AMOUNT = "UPDATE orders SET amount = ? WHERE id = ?";
  private static final String ADD =
      "UPDATE orders SET amount = amount + ? WHERE id = ? RETURNING amount";
  private static final String SET_STATUS = "UPDATE orders SET status = ? WHERE id = ?";
  private static final String RAISE =
      """
      UPDATE orders /* ten per cent for all */ SET amount = amount * 1.1, status = ?
      WHERE customer_id = ? AND amount < ?""";
  private static final String UPSERT =
      """
      INSERT INTO orders AS o (id, customer_id, amount, status, placed_at)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET amount = o.amount + EXCLUDED.amount""";
  private static final String DELETE = "DELETE FROM orders WHERE id = ?";
  private static final String DELETE_CHEAP =
      "DELETE FROM orders WHERE customer_id = ? AND amount < ?";
  private static final BigDecimal RAISED_BELOW = new BigDecimal("400.00");
  private static final BigDecimal RAISE_FACTOR = new BigDecimal("1.1");
  private static final BigDecimal CHEAP = new BigDecimal("20.00");

  private OrderWrites() {}

  /** The amount has more digits than the column keeps: it is rounded as it is stored. */
  static void insert(Desk desk) throws SQLException {
    Optional<Customer> customer = desk.ledger().anyCustomer(desk.random());
    if (customer.isPresent()) {
      BigDecimal amount = desk.invent().fineAmount();
      Order order = invented(0, customer.get().id(), desk);
      long id =
          desk.session()
              .insert(INSERT, order.customerId(), amount, order.status(), order.placedAt());
      desk.ledger()
          .put(
              new Order(id, order.customerId(), amount, order.status(), order.placedAt())
                  .withAmount(amount));
    }
  }

  /** The column's default is the amount. */
  static void insertWithoutAmount(Desk desk) throws SQLException {
    Optional<Customer> customer = desk.ledger().anyCustomer(desk.random());
    if (customer.isPresent()) {
      Order wanted = invented(0, customer.get().id(), desk).withAmount(BigDecimal.ZERO);
      List<Order> seen =
          desk.session()
              .query(
                  INSERT_WITHOUT_AMOUNT,
                  row ->
                      new Order(
                          row.getLong("id"),
                          wanted.customerId(),
                          row.getBigDecimal("amount"),
                          wanted.status(),
                          wanted.placedAt()),
                  wanted.customerId(),
                  wanted.status(),
                  wanted.placedAt());
      desk.checkCount("insert an order without amount", 1, seen.size());
      desk.ledger().check("RETURNING amount", wanted.amount(), seen.get(0).amount());
      desk.ledger().put(seen.get(0).withAmount(BigDecimal.ZERO));
    }
  }

  static void setAmount(Desk desk) throws SQLException {
    Optional<Order> drawn = desk.ledger().anyOrder(desk.random());
    if (drawn.isPresent()) {
      BigDecimal amount = desk.invent().amount();
      int count = desk.session().update(SET_AMOUNT, amount, drawn.get().id());
      desk.checkCount("set an amount", 1, count);
      desk.ledger().put(drawn.get().withAmount(amount));
    }
  }

  static void add(Desk desk) throws SQLException {
    Optional<Order> drawn = desk.ledger().anyOrder(desk.random());
    if (drawn.isPresent()) {
      BigDecimal difference = desk.invent().amount();
      Order changed = drawn.get().plus(difference);
      List<BigDecimal> seen =
          desk.session().query(ADD, row -> row.getBigDecimal("amount"), difference, changed.id());
      desk.ledger().check("RETURNING amount", List.of(changed.amount()), seen);
      desk.ledger().put(changed);
    }
  }

  /** Touches no migrated column. */
  static void setStatus(Desk desk) throws SQLException {
    Optional<Order> drawn = desk.ledger().anyOrder(desk.random());
    if (drawn.isPresent()) {
      Order changed = drawn.get().withStatus(desk.invent().status());
      int count = desk.session().update(SET_STATUS, changed.status(), changed.id());
      desk.checkCount("set a status", 1, count);
      desk.ledger().put(changed);
    }
  }

  /** Some orders of a customer by one statement that compares the amount and computes it anew. */
  static void raise(Desk desk) throws SQLException {
    Optional<Order> drawn = desk.ledger().anyOrder(desk.random());
    if (drawn.isPresent()) {
      long customer = drawn.get().customerId();
      String status = desk.invent().status();
      List<Order> raised =
          below(RAISED_BELOW, customer, desk).stream()
              .map(o -> o.withAmount(o.amount().multiply(RAISE_FACTOR)).withStatus(status))
              .toList();
      int count = desk.session().update(RAISE, status, customer, RAISED_BELOW);
      desk.checkCount("raise amounts", raised.size(), count);
      raised.forEach(desk.ledger()::put);
    }
  }

  static void upsert(Desk desk) throws SQLException {
    Optional<Order> drawn = desk.ledger().anyOrder(desk.random());
    if (drawn.isPresent()) {
      Order known = drawn.get();
      Order proposed = known.withAmount(desk.invent().amount());
      desk.checkCount("upsert an order", 1, desk.session().update(UPSERT, values(proposed)));
      desk.ledger().put(known.plus(proposed.amount()));
    }
  }

  static void delete(Desk desk) throws SQLException {
    Optional<Order> drawn = desk.ledger().anyOrder(desk.random());
    if (drawn.isPresent()) {
      int count = desk.session().update(DELETE, drawn.get().id());
      desk.checkCount("delete an order", 1, count);
      desk.ledger().deleteOrder(drawn.get().id());
    }
  }

  static void deleteCheap(Desk desk) throws SQLException {
    Optional<Order> drawn = desk.ledger().anyOrder(desk.random());
    if (drawn.isPresent()) {
      long customer = drawn.get().customerId();
      List<Order> cheap = below(CHEAP, customer, desk);
      int count = desk.session().update(DELETE_CHEAP, customer, CHEAP);
      desk.checkCount("delete cheap orders", cheap.size(), count);
      cheap.forEach(order -> desk.ledger().deleteOrder(order.id()));
    }
  }

  private static List<Order> below(BigDecimal limit, long customer, Desk desk) {
    return desk.ledger().ordersOf(customer).stream()
        .filter(order -> order.amount().compareTo(limit) < 0)
        .toList();
  }

  static Order invented(long id, long customer, Desk desk) {
    return new Order(
        id, customer, desk.invent().amount(), desk.invent().status(), desk.invent().time());
  }

  static Object[] values(Order order) {
    return new Object[] {
      order.id(), order.customerId(), order.amount(), order.status(), order.placedAt()
    };
  }
}
