package dev.segue.migrator.demo;

import dev.segue.migrator.demo.ledger.Comparison;
import dev.segue.migrator.demo.ledger.Ledger;
import dev.segue.migrator.demo.scenario.Scenario;
import dev.segue.migrator.demo.shop.ShopQueries;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Compares the whole of the tables with the ledger, when the shop is closed. */
final class Reckoning {

  private final Scenario scenario;
  private final Ledger ledger;

  Reckoning(Scenario scenario, Ledger ledger) {
    this.scenario = scenario;
    this.ledger = ledger;
  }

  /** The old shape, as the shop would read it through Segue. */
  Comparison throughTheShop(String url) throws SQLException {
    return compare(scenario.shop().queries(), url);
  }

  /** The new shape, past Segue: what is really there. */
  Comparison asStored(String url) throws SQLException {
    return compare(scenario.stored(), url);
  }

  private Comparison compare(ShopQueries queries, String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      return ledger.compare(queries.read(connection));
    }
  }
}
