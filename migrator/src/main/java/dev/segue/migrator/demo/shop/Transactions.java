package dev.segue.migrator.demo.shop;

import dev.segue.migrator.demo.ledger.Customer;
import dev.segue.migrator.demo.ledger.Order;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Optional;

/** Transactions of several statements that commit, roll back, or roll back in part. */
final class Transactions {

  private static final String INSERT_CUSTOMER =
      "INSERT INTO customers (name, email, city) VALUES (?, ?, ?)";
  private static final String INSERT_ORDER =
      "INSERT INTO orders (customer_id, amount, status, placed_at) VALUES (?, ?, ?, ?)";
  private static final String CUSTOMER_OF_ORDER =
      """
      SELECT c.id, c.name, c.email, c.city, o.amount
      FROM orders o JOIN customers c ON c.id = o.customer_id
      WHERE o.id = ? FOR UPDATE OF o""";
  private static final String SET_AMOUNT = "UPDATE orders SET amount = ? WHERE id = ?";
  private static final String RENAME = "UPDATE customers SET name = ? WHERE id = ?";

  private Transactions() {}

  /** A new customer with their first orders. */
  static void welcome(Desk desk) throws SQLException {
    desk.transaction(() -> insertWithOrders(desk));
  }

  /** The same, taken back: neither the customer nor the orders may ever be seen. */
  static void welcomeRolledBack(Desk desk) throws SQLException {
    desk.rolledBack(() -> insertWithOrders(desk));
  }

  private static void insertWithOrders(Desk desk) throws SQLException {
    Customer customer = CustomerWrites.invented(0, desk);
    long id =
        desk.session().insert(INSERT_CUSTOMER, customer.name(), customer.email(), customer.city());
    desk.ledger().put(new Customer(id, customer.name(), customer.email(), customer.city()));
    insertOrder(id, desk);
    insertOrder(id, desk);
  }

  private static void insertOrder(long customer, Desk desk) throws SQLException {
    Order order = OrderWrites.invented(0, customer, desk);
    long id =
        desk.session()
            .insert(INSERT_ORDER, customer, order.amount(), order.status(), order.placedAt());
    desk.ledger().put(new Order(id, customer, order.amount(), order.status(), order.placedAt()));
  }

  /** Reads, locks, writes both tables and reads what it wrote. */
  static void revise(Desk desk) throws SQLException {
    Optional<Order> drawn = desk.ledger().anyOrder(desk.random());
    if (drawn.isPresent()) {
      desk.transaction(
          () -> {
            readWithCustomer(drawn.get().id(), desk);
            write(drawn.get(), desk);
            readWithCustomer(drawn.get().id(), desk);
          });
    }
  }

  /** A part is taken back to a savepoint, what was done before and after it stays. */
  static void reviseInPart(Desk desk) throws SQLException {
    Optional<Order> kept = desk.ledger().anyOrder(desk.random());
    Optional<Order> dropped = desk.ledger().anyOrder(desk.random());
    if (kept.isEmpty() || dropped.isEmpty()) {
      return;
    }
    desk.transaction(
        () -> {
          write(kept.get(), desk);
          Savepoint savepoint = desk.session().savepoint();
          int mark = desk.ledger().savepoint();
          write(dropped.get(), desk);
          insertOrder(dropped.get().customerId(), desk);
          desk.session().rollbackTo(savepoint);
          desk.ledger().rollbackTo(mark);
          insertOrder(kept.get().customerId(), desk);
          readWithCustomer(dropped.get().id(), desk);
        });
  }

  private static void write(Order order, Desk desk) throws SQLException {
    Order changed = order.withAmount(desk.invent().amount());
    int amounts = desk.session().update(SET_AMOUNT, changed.amount(), changed.id());
    desk.checkCount("set an amount in a transaction", 1, amounts);
    desk.ledger().put(changed);
    Customer customer =
        desk.ledger().customer(order.customerId()).orElseThrow().withName(desk.invent().name());
    int names = desk.session().update(RENAME, customer.name(), customer.id());
    desk.checkCount("rename in a transaction", 1, names);
    desk.ledger().put(customer);
  }

  private static void readWithCustomer(long orderId, Desk desk) throws SQLException {
    Order order = desk.ledger().order(orderId).orElseThrow();
    List<Object> expected =
        List.of(desk.ledger().customer(order.customerId()).orElseThrow(), order.amount());
    List<List<Object>> seen =
        desk.session()
            .query(
                CUSTOMER_OF_ORDER,
                row -> List.of(Rows.customer(row), row.getBigDecimal("amount")),
                orderId);
    desk.ledger().check("order with customer in a transaction", List.of(expected), seen);
  }
}
