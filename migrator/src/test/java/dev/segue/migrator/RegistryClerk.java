package dev.segue.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.route.Shape;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An application that works on the {@link Registry} through Segue in one of its shapes, on rows of
 * its own, and knows what each of them must hold. Not thread-safe.
 */
final class RegistryClerk implements Runnable {

  /** A table as a shape has it: the columns that the clerk writes and reads, the key first. */
  private record Form(String table, List<String> columns) {

    String insert() {
      return "INSERT INTO %s (%s) VALUES (%s)"
          .formatted(
              table,
              String.join(", ", columns),
              String.join(", ", columns.stream().map(c -> "?").toList()));
    }

    /** An application of the new shape keeps the total itself. */
    boolean keepsTotal() {
      return columns.contains("total");
    }

    String update(int column) {
      return "UPDATE %s SET %s = ?%s WHERE id = ?"
          .formatted(table, columns.get(column), keepsTotal() ? ", total = ?" : "");
    }

    String select() {
      return "SELECT %s FROM %s WHERE id = ?".formatted(String.join(", ", columns), table);
    }
  }

  private static final List<Form> OLD =
      List.of(
          new Form("people", List.of("id", "name", "street", "house")),
          new Form("items", List.of("id", "price", "quantity", "legacy")),
          new Form("invoices", List.of("id", "amount", "rate")));
  private static final List<Form> NEW =
      List.of(
          new Form("people", List.of("id", "first_name", "last_name", "address")),
          new Form("items", List.of("id", "price", "quantity", "total")),
          new Form("invoices", List.of("id", "rate", "amount_eur")));

  private final String url;
  private final Shape speaks;
  private final AtomicBoolean over;
  private final AtomicInteger written = new AtomicInteger();
  private final Random random = new Random(7);
  private final Map<String, Map<Integer, List<Object>>> model = new TreeMap<>();
  private final Set<String> tables;
  private int lastId;

  /**
   * @param url through Segue, speaking {@code speaks}
   * @param firstId the clerk's own rows have this key and later ones
   */
  RegistryClerk(String url, Shape speaks, int firstId, AtomicBoolean over) {
    this(url, speaks, firstId, over, Set.of("people", "items", "invoices"));
  }

  /** One that works on some of the tables. */
  RegistryClerk(String url, Shape speaks, int firstId, AtomicBoolean over, Set<String> tables) {
    this.url = url;
    this.tables = tables;
    this.speaks = speaks;
    this.over = over;
    this.lastId = firstId;
  }

  /** How many statements have written so far. */
  int written() {
    return written.get();
  }

  @Override
  public void run() {
    try (Connection connection = DriverManager.getConnection(url)) {
      while (!over.get()) {
        for (Form form : forms()) {
          work(connection, form);
        }
      }
      for (Form form : forms()) {
        for (int id : rows(form).keySet()) {
          look(connection, form, id);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(speaks + ": " + e.getMessage(), e);
    }
  }

  private List<Form> forms() {
    return (speaks == Shape.OLD ? OLD : NEW)
        .stream().filter(form -> tables.contains(form.table())).toList();
  }

  private Map<Integer, List<Object>> rows(Form form) {
    return model.computeIfAbsent(form.table(), table -> new TreeMap<>());
  }

  private void work(Connection connection, Form form) throws SQLException {
    Map<Integer, List<Object>> rows = rows(form);
    if (rows.size() < 20) {
      List<Object> row = new ArrayList<>(List.of(++lastId));
      form.columns().stream().skip(1).forEach(column -> row.add(invent(column)));
      settle(form, row);
      execute(connection, form.insert(), row.toArray());
      rows.put(lastId, row);
      return;
    }
    List<Integer> ids = new ArrayList<>(rows.keySet());
    int id = ids.get(random.nextInt(ids.size()));
    if (random.nextInt(20) == 0) {
      execute(connection, "DELETE FROM %s WHERE id = ?".formatted(form.table()), id);
      rows.remove(id);
      return;
    }
    List<Object> row = rows.get(id);
    int column = 1 + random.nextInt(form.columns().size() - 1);
    if (form.columns().get(column).equals("total")) {
      return;
    }
    row.set(column, invent(form.columns().get(column)));
    settle(form, row);
    if (form.keepsTotal()) {
      execute(connection, form.update(column), row.get(column), row.get(3), id);
    } else {
      execute(connection, form.update(column), row.get(column), id);
    }
    look(connection, form, id);
  }

  private static void settle(Form form, List<Object> row) {
    if (form.keepsTotal()) {
      row.set(3, ((BigDecimal) row.get(1)).multiply(BigDecimal.valueOf((int) row.get(2))));
    }
  }

  private Object invent(String column) {
    int number = random.nextInt(1000);
    return switch (column) {
      case "name" -> number % 3 == 0 ? "One" + number : "First Last" + number;
      case "street" -> "Street" + number;
      case "house" -> String.valueOf(number);
      case "first_name", "last_name" -> "Name" + number;
      case "address" -> "Road" + number + ", " + number;
      case "quantity" -> number % 10;
      case "price", "amount" -> BigDecimal.valueOf(number, 2);
      case "amount_eur" -> BigDecimal.valueOf(number).setScale(6);
      case "rate" -> BigDecimal.valueOf(100 << (number % 3), 2);
      case "total" -> BigDecimal.ZERO;
      default -> "legacy " + number;
    };
  }

  private void execute(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      assertThat(statement.executeUpdate()).as(sql).isEqualTo(1);
    }
    written.incrementAndGet();
  }

  /** A row must hold what was written to it; a dropped column that, or what {@code down} says. */
  private void look(Connection connection, Form form, int id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(form.select())) {
      statement.setInt(1, id);
      try (ResultSet result = statement.executeQuery()) {
        assertThat(result.next()).as("%s %d is there", form.table(), id).isTrue();
        List<Object> row = rows(form).get(id);
        for (int i = 0; i < row.size(); i++) {
          Object value = result.getObject(i + 1);
          String what = "%s of %s %d".formatted(form.columns().get(i), form.table(), id);
          if (form.columns().get(i).equals("legacy")) {
            assertThat(value).as(what).isIn(Arrays.asList(row.get(i), "x"));
          } else if (value instanceof BigDecimal number) {
            assertThat(number).as(what).isEqualByComparingTo((BigDecimal) row.get(i));
          } else {
            assertThat(value).as(what).isEqualTo(row.get(i));
          }
        }
      }
    }
  }
}
