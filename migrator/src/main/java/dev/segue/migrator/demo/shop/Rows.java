package dev.segue.migrator.demo.shop;

import dev.segue.migrator.demo.ledger.Card;
import dev.segue.migrator.demo.ledger.Customer;
import dev.segue.migrator.demo.ledger.Order;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** Reads the shop's rows out of result sets, by the column labels of the old shape. */
final class Rows {

  /** The columns of {@code customers}, as {@code SELECT *} must show them. */
  static final List<String> CUSTOMER_COLUMNS = List.of("id", "name", "email", "city");

  /** The columns of {@code orders}, as {@code SELECT *} must show them. */
  static final List<String> ORDER_COLUMNS =
      List.of("id", "customer_id", "amount", "status", "placed_at");

  private Rows() {}

  /** Reads the current row of a result set. */
  @FunctionalInterface
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  static Customer customer(ResultSet row) throws SQLException {
    return new Customer(
        row.getLong("id"), row.getString("name"), row.getString("email"), row.getString("city"));
  }

  static Order order(ResultSet row) throws SQLException {
    return new Order(
        row.getLong("id"),
        row.getLong("customer_id"),
        row.getBigDecimal("amount"),
        row.getString("status"),
        row.getObject("placed_at", LocalDateTime.class));
  }

  static Card card(ResultSet row) throws SQLException {
    return new Card(row.getLong("customer_id"), row.getString("number"));
  }

  /** The column labels, in order. */
  static List<String> labels(ResultSet result) throws SQLException {
    ResultSetMetaData data = result.getMetaData();
    List<String> labels = new ArrayList<>();
    for (int i = 1; i <= data.getColumnCount(); i++) {
      labels.add(data.getColumnLabel(i));
    }
    return labels;
  }
}
