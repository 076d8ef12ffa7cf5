package dev.segue.migrator.demo.shop;

import dev.segue.migrator.demo.ledger.Customer;
import dev.segue.migrator.demo.ledger.Order;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads of one row by its key, of what must be there and of what must not. */
final class KeyReads {

  private static final String CUSTOMER = "SELECT id, name, email, city FROM customers WHERE id = ?";
  private static final String CUSTOMER_BY_EMAIL =
      "SELECT c.city, c.name, c.id, c.email FROM customers AS c WHERE c.email = ?";
  private static final String ORDER =
      "SELECT id, customer_id, amount, status, placed_at FROM orders WHERE id = ?";

  private KeyReads() {}

  static void customer(Desk desk) throws SQLException {
    Optional<Customer> expected = desk.ledger().anyCustomer(desk.random());
    if (expected.isPresent()) {
      List<Customer> seen = desk.session().query(CUSTOMER, Rows::customer, expected.get().id());
      desk.ledger().check("customer by key", List.of(expected.get()), seen);
    }
  }

  static void customerByEmail(Desk desk) throws SQLException {
    Optional<Customer> expected = desk.ledger().anyCustomer(desk.random());
    if (expected.isPresent()) {
      List<Customer> seen =
          desk.session().query(CUSTOMER_BY_EMAIL, Rows::customer, expected.get().email());
      desk.ledger().check("customer by email", List.of(expected.get()), seen);
    }
  }

  static void order(Desk desk) throws SQLException {
    Optional<Order> expected = desk.ledger().anyOrder(desk.random());
    if (expected.isPresent()) {
      List<Order> seen = desk.session().query(ORDER, Rows::order, expected.get().id());
      desk.ledger().check("order by key", List.of(expected.get()), seen);
    }
  }

  /** A statement with its values in the text, not prepared. */
  static void orderByText(Desk desk) throws SQLException {
    Optional<Order> expected = desk.ledger().anyOrder(desk.random());
    if (expected.isPresent()) {
      String sql =
          "select id, customer_id, amount, status, placed_at from orders where id = "
              + expected.get().id();
      desk.ledger()
          .check(
              "order by key, as text",
              List.of(expected.get()),
              desk.session().queryText(sql, Rows::order));
    }
  }

  /** What was deleted or rolled back must not be seen again. */
  static void gone(Desk desk) throws SQLException {
    Optional<Long> customer = desk.ledger().anyGoneCustomer(desk.random());
    if (customer.isPresent()) {
      desk.ledger()
          .check(
              "customer that is gone",
              List.of(),
              desk.session().query(CUSTOMER, Rows::customer, customer.get()));
    }
    Optional<Long> order = desk.ledger().anyGoneOrder(desk.random());
    if (order.isPresent()) {
      desk.ledger()
          .check(
              "order that is gone",
              List.of(),
              desk.session().query(ORDER, Rows::order, order.get()));
    }
  }
}
