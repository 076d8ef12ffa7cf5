package dev.segue.migrator.demo.shop;

import dev.segue.migrator.demo.ledger.Card;
import dev.segue.migrator.demo.ledger.Customer;
import dev.segue.migrator.demo.ledger.Order;
import dev.segue.migrator.demo.ledger.ShopRows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Queries that answer with every row of the shop's tables, by the column labels that the shop
 * knows. Immutable.
 *
 * @param cards not there where the shop has no such table
 */
public record ShopQueries(String customers, String orders, Optional<String> cards) {

  private static final int FETCH_SIZE = 10_000;

  /** Reads all of it. */
  public ShopRows read(Connection connection) throws SQLException {
    List<Customer> allCustomers = all(connection, customers, Rows::customer);
    List<Order> allOrders = all(connection, orders, Rows::order);
    List<Card> allCards = cards.isPresent() ? all(connection, cards.get(), Rows::card) : List.of();
    return new ShopRows(allCustomers, allOrders, allCards);
  }

  private static <T> List<T> all(Connection connection, String query, Rows.Reader<T> reader)
      throws SQLException {
    connection.setAutoCommit(false); // only then the driver reads with a cursor
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCH_SIZE);
      List<T> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery(query)) {
        while (result.next()) {
          rows.add(reader.read(result));
        }
      }
      return rows;
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }
}
