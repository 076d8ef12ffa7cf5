package dev.segue.migrator.demo;

import dev.segue.migrator.demo.ledger.Comparison;
import dev.segue.migrator.demo.ledger.Ledger;
import dev.segue.migrator.demo.shop.ShopTables;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Compares the whole of both tables with the ledger, when the shop is closed. */
final class Reckoning {

  private static final String STORED_CUSTOMERS =
      "SELECT id, full_name AS name, email, city FROM customers";
  private static final String STORED_ORDERS =
      """
      SELECT id, customer_id, (amount_cents / 100.0)::numeric(12,2) AS amount, status, placed_at
      FROM orders""";

  private final Ledger ledger;

  Reckoning(Ledger ledger) {
    this.ledger = ledger;
  }

  /** The old shape, as the shop would read it through Segue. */
  Comparison throughTheShop(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      return ledger.compare(ShopTables.customers(connection), ShopTables.orders(connection));
    }
  }

  /** The columns of the new shape, past Segue: what is really there. */
  Comparison asStored(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      return ledger.compare(
          ShopTables.customers(connection, STORED_CUSTOMERS),
          ShopTables.orders(connection, STORED_ORDERS));
    }
  }
}
