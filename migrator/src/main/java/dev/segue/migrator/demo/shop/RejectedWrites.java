package dev.segue.migrator.demo.shop;

import dev.segue.migrator.demo.ledger.Customer;
import dev.segue.migrator.demo.ledger.Order;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Optional;

/**
 * Writes that the database must refuse, each with its SQLSTATE (manual, appendix A). That they fail
 * is right; that one succeeds, or fails with another state, is not.
 */
final class RejectedWrites {

  private static final String NOT_NULL_VIOLATION = "23502";
  private static final String FOREIGN_KEY_VIOLATION = "23503";
  private static final String UNIQUE_VIOLATION = "23505";
  private static final String OUT_OF_RANGE = "22003";
  private static final BigDecimal TOO_LARGE = new BigDecimal("99999999999.00");

  private static final String INSERT_CUSTOMER =
      "INSERT INTO customers (name, email, city) VALUES (?, ?, ?)";
  private static final String INSERT_ORDER =
      "INSERT INTO orders (customer_id, amount, status, placed_at) VALUES (?, ?, ?, ?)";
  private static final String SET_AMOUNT = "UPDATE orders SET amount = ? WHERE id = ?";

  private RejectedWrites() {}

  static void nameless(Desk desk) throws SQLException {
    desk.mustFail(
        NOT_NULL_VIOLATION,
        "insert a customer without a name",
        () -> desk.session().update(INSERT_CUSTOMER, null, desk.newEmail(), desk.invent().city()));
  }

  static void knownEmail(Desk desk) throws SQLException {
    Optional<Customer> known = desk.ledger().anyCustomer(desk.random());
    if (known.isPresent()) {
      desk.mustFail(
          UNIQUE_VIOLATION,
          "insert a customer twice",
          () ->
              desk.session()
                  .update(INSERT_CUSTOMER, desk.invent().name(), known.get().email(), null));
    }
  }

  /** Refused within a transaction, which goes on from a savepoint. */
  static void noCustomer(Desk desk) throws SQLException {
    Optional<Order> known = desk.ledger().anyOrder(desk.random());
    if (known.isEmpty()) {
      return;
    }
    desk.transaction(
        () -> {
          Savepoint savepoint = desk.session().savepoint();
          desk.mustFail(
              FOREIGN_KEY_VIOLATION,
              "insert an order of nobody",
              () ->
                  desk.session()
                      .update(
                          INSERT_ORDER,
                          -1L,
                          desk.invent().amount(),
                          desk.invent().status(),
                          desk.invent().time()));
          desk.session().rollbackTo(savepoint);
          Order changed = known.get().withAmount(desk.invent().amount());
          desk.checkCount(
              "set an amount after a savepoint",
              1,
              desk.session().update(SET_AMOUNT, changed.amount(), changed.id()));
          desk.ledger().put(changed);
        });
  }

  static void tooLarge(Desk desk) throws SQLException {
    Optional<Order> known = desk.ledger().anyOrder(desk.random());
    if (known.isPresent()) {
      desk.mustFail(
          OUT_OF_RANGE,
          "set an amount that does not fit",
          () -> desk.session().update(SET_AMOUNT, TOO_LARGE, known.get().id()));
    }
  }
}
