package dev.segue.migrator.demo.shop;

import dev.segue.migrator.demo.ledger.Customer;
import dev.segue.migrator.demo.ledger.Order;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Writes of customers by single statements. */
final class CustomerWrites {

  private static final String INSERT = "INSERT INTO customers (name, email, city) VALUES (?, ?, ?)";
  private static final String RENAME = "UPDATE customers SET name = ? WHERE id = ?";
  private static final String APPEND =
      "UPDATE customers SET name = left(name, 60) || ? WHERE id = ? RETURNING name";
  private static final String MOVE = "UPDATE customers SET city = ? WHERE id = ?";
  private static final String UPSERT =
      """
      INSERT INTO customers (name, email, city) VALUES (?, ?, ?)
      ON CONFLICT (email) DO UPDATE SET name = EXCLUDED.name, city = EXCLUDED.city""";
  private static final String INSERT_UNLESS_KNOWN =
      "INSERT INTO customers (name, email, city) VALUES (?, ?, ?) ON CONFLICT (email) DO NOTHING";
  private static final String DELETE_ORDERS = "DELETE FROM orders WHERE customer_id = ?";
  private static final String DELETE = "DELETE FROM customers WHERE id = ?";

  private CustomerWrites() {}

  /** Returns the key that the database gave the customer. */
  static long insert(Desk desk) throws SQLException {
    Customer customer = invented(0, desk);
    long id = desk.session().insert(INSERT, values(customer));
    desk.ledger().put(withKey(customer, id));
    return id;
  }

  /** Several customers in one batch that returns their keys. */
  static void insertBatch(Desk desk) throws SQLException {
    List<Customer> customers =
        List.of(invented(0, desk), invented(0, desk), invented(0, desk), invented(0, desk));
    List<Long> keys =
        desk.session().insertBatch(INSERT, customers.stream().map(CustomerWrites::values).toList());
    desk.checkCount("batch of customers", customers.size(), keys.size());
    for (int i = 0; i < keys.size(); i++) {
      desk.ledger().put(withKey(customers.get(i), keys.get(i)));
    }
  }

  static void rename(Desk desk) throws SQLException {
    Optional<Customer> drawn = desk.ledger().anyCustomer(desk.random());
    if (drawn.isPresent()) {
      Customer renamed = drawn.get().withName(desk.invent().name());
      int count = desk.session().update(RENAME, renamed.name(), renamed.id());
      desk.checkCount("rename a customer", 1, count);
      desk.ledger().put(renamed);
    }
  }

  /** A new name that is computed from the stored one, and read back. */
  static void append(Desk desk) throws SQLException {
    Optional<Customer> drawn = desk.ledger().anyCustomer(desk.random());
    if (drawn.isPresent()) {
      Customer customer = drawn.get();
      String kept = customer.name().substring(0, Math.min(60, customer.name().length()));
      Customer renamed = customer.withName(kept + " jr.");
      List<String> seen =
          desk.session().query(APPEND, row -> row.getString("name"), " jr.", customer.id());
      desk.ledger().check("RETURNING name", List.of(renamed.name()), seen);
      desk.ledger().put(renamed);
    }
  }

  /** Touches no migrated column. */
  static void move(Desk desk) throws SQLException {
    Optional<Customer> drawn = desk.ledger().anyCustomer(desk.random());
    if (drawn.isPresent()) {
      Customer moved = drawn.get().withCity(desk.invent().city());
      desk.checkCount("move a customer", 1, desk.session().update(MOVE, moved.city(), moved.id()));
      desk.ledger().put(moved);
    }
  }

  static void upsert(Desk desk) throws SQLException {
    Optional<Customer> drawn = desk.ledger().anyCustomer(desk.random());
    if (drawn.isPresent()) {
      Customer known = drawn.get();
      Customer changed =
          new Customer(known.id(), desk.invent().name(), known.email(), desk.invent().city());
      desk.checkCount("upsert a customer", 1, desk.session().update(UPSERT, values(changed)));
      desk.ledger().put(changed);
    }
  }

  static void insertUnlessKnown(Desk desk) throws SQLException {
    Optional<Customer> drawn = desk.ledger().anyCustomer(desk.random());
    if (drawn.isPresent()) {
      Object[] values = {desk.invent().name(), drawn.get().email(), desk.invent().city()};
      desk.checkCount(
          "insert a known customer", 0, desk.session().update(INSERT_UNLESS_KNOWN, values));
    }
  }

  /** A customer and all of their orders, in one transaction. */
  static void delete(Desk desk) throws SQLException {
    Optional<Customer> drawn = desk.ledger().anyCustomer(desk.random());
    if (drawn.isPresent()) {
      desk.transaction(() -> delete(drawn.get(), desk));
    }
  }

  /** The same, and then all of it is taken back. */
  static void deleteRolledBack(Desk desk) throws SQLException {
    Optional<Customer> drawn = desk.ledger().anyCustomer(desk.random());
    if (drawn.isPresent()) {
      desk.rolledBack(() -> delete(drawn.get(), desk));
    }
  }

  private static void delete(Customer customer, Desk desk) throws SQLException {
    List<Order> orders = desk.ledger().ordersOf(customer.id());
    int ordersDeleted = desk.session().update(DELETE_ORDERS, customer.id());
    desk.checkCount("delete a customer's orders", orders.size(), ordersDeleted);
    orders.forEach(order -> desk.ledger().deleteOrder(order.id()));
    desk.checkCount("delete a customer", 1, desk.session().update(DELETE, customer.id()));
    desk.ledger().deleteCustomer(customer.id());
  }

  static Customer invented(long id, Desk desk) {
    return new Customer(id, desk.invent().name(), desk.newEmail(), desk.invent().city());
  }

  private static Customer withKey(Customer customer, long id) {
    return new Customer(id, customer.name(), customer.email(), customer.city());
  }

  private static Object[] values(Customer customer) {
    return new Object[] {customer.name(), customer.email(), customer.city()};
  }
}
