package dev.segue.migrator.demo.shop;

import dev.segue.migrator.demo.ledger.Customer;
import dev.segue.migrator.demo.ledger.Order;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes in batches, each in a transaction of its own. */
final class BatchWrites {

  private static final int SIZE = 8;

  private static final String KEYS = "SELECT nextval('orders_id_seq') FROM generate_series(1, ?)";
  private static final String INSERT =
      "INSERT INTO orders (id, customer_id, amount, status, placed_at) VALUES (?, ?, ?, ?, ?)";
  private static final String ADD = "UPDATE orders SET amount = amount + ? WHERE id = ?";

  private BatchWrites() {}

  /** Keys are fetched first, as object-relational mappers do: the driver may join the rows. */
  static void insert(Desk desk) throws SQLException {
    Optional<Customer> customer = desk.ledger().anyCustomer(desk.random());
    if (customer.isPresent()) {
      List<Long> keys = desk.session().query(KEYS, row -> row.getLong(1), SIZE);
      List<Order> orders =
          keys.stream().map(key -> OrderWrites.invented(key, customer.get().id(), desk)).toList();
      desk.transaction(
          () -> {
            List<Object[]> rows = orders.stream().map(OrderWrites::values).toList();
            checkCounts(
                "batch of orders", rows.size(), desk.session().updateBatch(INSERT, rows), desk);
            orders.forEach(desk.ledger()::put);
          });
    }
  }

  static void add(Desk desk) throws SQLException {
    Map<Long, Order> changed = new LinkedHashMap<>();
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      Optional<Order> drawn = desk.ledger().anyOrder(desk.random());
      if (drawn.isPresent()) {
        BigDecimal difference = desk.invent().amount();
        rows.add(new Object[] {difference, drawn.get().id()});
        Order stored = changed.getOrDefault(drawn.get().id(), drawn.get());
        changed.put(stored.id(), stored.plus(difference));
      }
    }
    desk.transaction(
        () -> {
          checkCounts("batch of amounts", rows.size(), desk.session().updateBatch(ADD, rows), desk);
          changed.values().forEach(desk.ledger()::put);
        });
  }

  /** A batch of texts over both tables. */
  static void texts(Desk desk) throws SQLException {
    Optional<Order> drawn = desk.ledger().anyOrder(desk.random());
    if (drawn.isEmpty()) {
      return;
    }
    Order order = drawn.get().withAmount(desk.invent().amount());
    Customer customer =
        desk.ledger()
            .customer(order.customerId())
            .orElseThrow()
            .withName("Who? " + desk.invent().name());
    List<String> texts =
        List.of(
            "UPDATE orders SET amount = %s WHERE id = %d".formatted(order.amount(), order.id()),
            "UPDATE customers SET name = '%s' WHERE id = %d"
                .formatted(customer.name().replace("'", "''"), customer.id()));
    desk.transaction(
        () -> {
          checkCounts("batch of texts", texts.size(), desk.session().updateTexts(texts), desk);
          desk.ledger().put(order);
          desk.ledger().put(customer);
        });
  }

  /** A driver that joins the rows of a batch knows no counts: any negative one stands for that. */
  private static void checkCounts(String batch, int expected, int[] counts, Desk desk) {
    desk.checkCount(batch + ", statements", expected, counts.length);
    for (int count : counts) {
      desk.checkCount(batch, 1, count < 0 ? 1 : count);
    }
  }
}
