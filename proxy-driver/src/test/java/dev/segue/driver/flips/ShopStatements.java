package dev.segue.driver.flips;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.driver.flips.Expectation.Order;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The application's statements over one connection, in the old shape, prepared once and kept. Each
 * says what it expects and changes what is expected afterwards. Every value is a new one.
 */
final class ShopStatements implements AutoCloseable {

  private final Connection connection;
  private final int owner;
  private final Random random;
  private final LongAdder executed;
  private final PreparedStatement insertCustomer;
  private final PreparedStatement rename;
  private final PreparedStatement findByName;
  private final PreparedStatement insertOrder;
  private final PreparedStatement setAmount;
  private final PreparedStatement addAmount;
  private final PreparedStatement readOrder;
  private final PreparedStatement deleteOrder;
  private long number;

  ShopStatements(Connection connection, int owner, Random random, long first, LongAdder executed)
      throws SQLException {
    this.connection = connection;
    this.owner = owner;
    this.random = random;
    this.number = first;
    this.executed = executed;
    insertCustomer =
        connection.prepareStatement(
            "INSERT INTO customers (owner, name, city) VALUES (?, ?, 'Ulm')",
            Statement.RETURN_GENERATED_KEYS);
    rename = connection.prepareStatement("UPDATE customers SET name = ? WHERE id = ?");
    findByName = connection.prepareStatement("SELECT id, name FROM customers WHERE name = ?");
    insertOrder =
        connection.prepareStatement(
            "INSERT INTO orders (owner, customer_id, amount) VALUES (?, ?, ?)",
            new String[] {"id"});
    setAmount = connection.prepareStatement("UPDATE orders SET amount = ? WHERE id = ?");
    addAmount =
        connection.prepareStatement(
            "UPDATE orders SET amount = amount + ? WHERE id = ? RETURNING amount");
    readOrder =
        connection.prepareStatement(
            "SELECT o.*, c.name FROM orders o JOIN customers c ON c.id = o.customer_id"
                + " WHERE o.id = ?");
    deleteOrder = connection.prepareStatement("DELETE FROM orders WHERE id = ? AND amount = ?");
  }

  Connection connection() {
    return connection;
  }

  /** Where the next statements' values go on. */
  long number() {
    return number;
  }

  private String newName() {
    return "c-" + owner + "-" + ++number;
  }

  /**
   * An amount that no order has: a row that is set to what it held writes neither shape, and the
   * audit would take that for another route. The steps are wider than what additions add up to.
   */
  private BigDecimal newAmount() {
    return BigDecimal.valueOf(++number * 100_000L + random.nextInt(100), 2);
  }

  void insertCustomer(Expectation known) throws SQLException {
    String name = newName();
    insertCustomer.setInt(1, owner);
    insertCustomer.setString(2, name);
    assertThat(insertCustomer.executeUpdate()).isEqualTo(1);
    executed.increment();
    try (ResultSet keys = insertCustomer.getGeneratedKeys()) {
      assertThat(keys.next()).isTrue();
      assertThat(keys.getString("name")).isEqualTo(name);
      known.customers().put(keys.getLong("id"), name);
    }
  }

  void insertOrder(Expectation known) throws SQLException {
    long customer = known.anyCustomer(random);
    BigDecimal amount = newAmount();
    insertOrder.setInt(1, owner);
    insertOrder.setLong(2, customer);
    insertOrder.setBigDecimal(3, amount);
    assertThat(insertOrder.executeUpdate()).isEqualTo(1);
    executed.increment();
    try (ResultSet keys = insertOrder.getGeneratedKeys()) {
      assertThat(keys.next()).isTrue();
      known.orders().put(keys.getLong(1), new Order(customer, amount));
    }
  }

  void rename(Expectation known) throws SQLException {
    long id = known.anyCustomer(random);
    String name = newName();
    rename.setString(1, name);
    rename.setLong(2, id);
    assertThat(rename.executeUpdate()).isEqualTo(1);
    executed.increment();
    known.customers().put(id, name);
  }

  /** With constants in the text, as a statement that is not prepared. */
  void renamePlainly(Expectation known) throws SQLException {
    long id = known.anyCustomer(random);
    String name = newName();
    try (Statement statement = connection.createStatement()) {
      assertThat(
              statement.executeUpdate(
                  "UPDATE customers SET name = '%s' WHERE id = %d AND name = '%s'"
                      .formatted(name, id, known.customers().get(id))))
          .isEqualTo(1);
    }
    executed.increment();
    known.customers().put(id, name);
  }

  void findByName(Expectation known) throws SQLException {
    long id = known.anyCustomer(random);
    findByName.setString(1, known.customers().get(id));
    try (ResultSet row = findByName.executeQuery()) {
      assertThat(row.next()).as("customer %d", id).isTrue();
      assertThat(row.getLong("id")).isEqualTo(id);
      assertThat(row.getString("name")).isEqualTo(known.customers().get(id));
      assertThat(row.next()).isFalse();
    }
    executed.increment();
  }

  void addAmount(Expectation known) throws SQLException {
    long id = known.anyOrder(random);
    BigDecimal more = BigDecimal.valueOf(1 + random.nextInt(500), 2);
    BigDecimal sum = known.orders().get(id).amount().add(more);
    addAmount.setBigDecimal(1, more);
    addAmount.setLong(2, id);
    try (ResultSet row = addAmount.executeQuery()) {
      assertThat(row.next()).isTrue();
      assertThat(row.getBigDecimal("amount")).isEqualByComparingTo(sum);
    }
    executed.increment();
    put(known, id, sum);
  }

  void setAmounts(Expectation known) throws SQLException {
    int rows = 2 + random.nextInt(4);
    for (int i = 0; i < rows; i++) {
      long id = known.anyOrder(random);
      BigDecimal amount = newAmount();
      setAmount.setBigDecimal(1, amount);
      setAmount.setLong(2, id);
      setAmount.addBatch();
      put(known, id, amount);
    }
    assertThat(setAmount.executeBatch()).hasSize(rows).containsOnly(1);
    executed.add(rows);
  }

  /** Several tables in one batch, one of them in no migration. */
  void batchOfTexts(Expectation known) throws SQLException {
    long customer = known.anyCustomer(random);
    long order = known.anyOrder(random);
    String name = newName();
    BigDecimal amount = newAmount();
    try (Statement statement = connection.createStatement()) {
      statement.addBatch(
          "UPDATE customers SET name = '%s' WHERE id = %d".formatted(name, customer));
      statement.addBatch("INSERT INTO notes VALUES (%d, '%s')".formatted(owner, name));
      statement.addBatch("UPDATE orders SET amount = %s WHERE id = %d".formatted(amount, order));
      assertThat(statement.executeBatch()).containsExactly(1, 1, 1);
    }
    executed.add(3);
    known.customers().put(customer, name);
    put(known, order, amount);
  }

  void readOrder(Expectation known) throws SQLException {
    long id = known.anyOrder(random);
    Order order = known.orders().get(id);
    readOrder.setLong(1, id);
    try (ResultSet row = readOrder.executeQuery()) {
      assertThat(row.next()).as("order %d", id).isTrue();
      assertThat(row.getMetaData().getColumnCount()).isEqualTo(5);
      assertThat(row.getBigDecimal(4)).isEqualByComparingTo(order.amount());
      assertThat(row.getString("name")).isEqualTo(known.customers().get(order.customer()));
    }
    executed.increment();
  }

  void deleteOrder(Expectation known) throws SQLException {
    if (known.orders().size() < 5) {
      insertOrder(known);
    }
    long id = known.anyOrder(random);
    deleteOrder.setLong(1, id);
    deleteOrder.setBigDecimal(2, known.orders().get(id).amount());
    assertThat(deleteOrder.executeUpdate()).isEqualTo(1);
    executed.increment();
    known.orders().remove(id);
  }

  /** Everything that the thread owns, against everything that it expects. */
  void compareAll(Expectation known) throws SQLException {
    TreeMap<Long, String> customers = new TreeMap<>();
    TreeMap<Long, Order> orders = new TreeMap<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row =
          statement.executeQuery("SELECT id, name FROM customers WHERE owner = " + owner)) {
        while (row.next()) {
          customers.put(row.getLong(1), row.getString(2));
        }
      }
      try (ResultSet row = statement.executeQuery("SELECT * FROM orders WHERE owner = " + owner)) {
        while (row.next()) {
          BigDecimal amount = row.getBigDecimal("amount").setScale(2);
          orders.put(row.getLong("id"), new Order(row.getLong("customer_id"), amount));
        }
      }
    }
    executed.add(2);
    assertThat(customers).as("customers of %d", owner).isEqualTo(known.customers());
    assertThat(orders).as("orders of %d", owner).isEqualTo(known.orders());
  }

  private static void put(Expectation known, long id, BigDecimal amount) {
    known.orders().put(id, new Order(known.orders().get(id).customer(), amount));
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement :
        List.of(
            insertCustomer,
            rename,
            findByName,
            insertOrder,
            setAmount,
            addAmount,
            readOrder,
            deleteOrder)) {
      statement.close();
    }
  }
}
