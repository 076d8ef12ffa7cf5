package dev.segue.driver.equivalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.segue.driver.KeepOnRefusal;
import dev.segue.equivalence.RouteSteering;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Route;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * The shortest whole way: an old-shape application on each route, and a statement across a flip.
 */
@ExtendWith(PostgresExtension.class)
class FirstStatementsTest {

  static final String RULES =
      """
      segue: 1
      migrations:
        customers-full-name:
          table: public.customers
          rename: { name: full_name }
        orders-amount-cents:
          table: public.orders
          columns:
            - old: { amount: "numeric(12,2)" }
              new: { amount_cents: bigint }
              up: { amount_cents: "(amount * 100)::bigint" }
              down: { amount: "amount_cents / 100.0" }
              monotonic: true
      """;

  static final List<String> MIGRATIONS = List.of("customers-full-name", "orders-amount-cents");

  @TempDir Path directory;
  private TestDatabase database;
  private RouteSteering steering;
  private String url;

  @BeforeEach
  void shop(TestDatabase database) throws SQLException, IOException {
    this.database = database;
    database.execute(
        """
        DROP SCHEMA IF EXISTS segue CASCADE;
        DROP TABLE IF EXISTS orders, customers;
        CREATE TABLE customers (id bigserial PRIMARY KEY, name varchar(40), city text,
          full_name varchar(40));
        CREATE TABLE orders (id bigserial PRIMARY KEY, customer_id bigint REFERENCES customers,
          amount numeric(12,2), amount_cents bigint);
        INSERT INTO customers (name, city, full_name)
          SELECT 'c' || n, 'Bonn', 'c' || n FROM generate_series(1, 5) n;
        INSERT INTO orders (customer_id, amount, amount_cents)
          SELECT n, n + 0.5, n * 100 + 50 FROM generate_series(1, 5) n
        """);
    ControlTables.ensure(database);
    steering = new RouteSteering(database);
    Path rules = Files.writeString(directory.resolve("segue.yaml"), RULES);
    url =
        database.segueUrl()
            + (database.segueUrl().contains("?") ? "&" : "?")
            + "segue.config="
            + rules;
  }

  @ParameterizedTest
  @EnumSource(Route.class)
  void anOldShapeApplicationReadsWhatItWrote(Route route) throws Exception {
    try (Connection connection = DriverManager.getConnection(url)) {
      steering.steer(MIGRATIONS, route);
      try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO customers (name, city) VALUES (?, ?)", new String[] {"id"});
          PreparedStatement update =
              connection.prepareStatement("UPDATE orders SET amount = amount + ? WHERE id = ?");
          PreparedStatement read =
              connection.prepareStatement(
                  "SELECT c.*, o.amount FROM customers c JOIN orders o ON o.customer_id = c.id"
                      + " WHERE name = ?")) {
        insert.setString(1, "Ada");
        insert.setString(2, "Ulm");
        assertThat(insert.executeUpdate()).isEqualTo(1);
        try (ResultSet keys = insert.getGeneratedKeys()) {
          assertThat(keys.next()).isTrue();
          assertThat(keys.getLong("id")).isEqualTo(6);
        }
        update.setBigDecimal(1, new BigDecimal("1.25"));
        update.setLong(2, 3);
        assertThat(update.executeUpdate()).isEqualTo(1);
        read.setString(1, "c3");
        try (ResultSet row = read.executeQuery()) {
          assertThat(row.next()).isTrue();
          assertThat(labels(row)).containsExactly("id", "name", "city", "amount");
          assertThat(row.getString("name")).isEqualTo("c3");
          assertThat(row.getBigDecimal("amount")).isEqualTo(new BigDecimal("4.75"));
          assertThat(row.getStatement()).isSameAs(read);
        }
      }
    }
    List<List<Object>> written =
        database.rows(
            "SELECT c.name, c.full_name, o.amount, o.amount_cents FROM customers c, orders o"
                + " WHERE c.city = 'Ulm' AND o.id = 3");
    assertThat(written)
        .containsExactly(
            java.util.Arrays.asList(
                route == Route.NEW ? null : "Ada",
                route == Route.OLD ? null : "Ada",
                new BigDecimal(route == Route.NEW ? "3.50" : "4.75"),
                route == Route.OLD ? 350L : 475L));
  }

  @Test
  void aKeptStatementObeysAFlipWithItsParameters() throws Exception {
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO customers (name) VALUES (?)")) {
      insert.setString(1, "kept");
      for (Route route : Route.values()) {
        steering.steer(MIGRATIONS, route);
        insert.executeUpdate();
      }
    }
    assertThat(database.rows("SELECT name, full_name FROM customers WHERE id > 5 ORDER BY id"))
        .containsExactly(
            java.util.Arrays.asList("kept", null),
            List.of("kept", "kept"),
            List.of("kept", "kept"),
            List.of("kept", "kept"),
            java.util.Arrays.asList(null, "kept"));
  }

  @ParameterizedTest
  @EnumSource(Route.class)
  void aBatchOfTextsTakesOneRoute(Route route) throws Exception {
    try (Connection connection = DriverManager.getConnection(url);
        Statement batch = connection.createStatement()) {
      steering.steer(MIGRATIONS, route);
      for (boolean autoCommit : new boolean[] {true, false}) {
        connection.setAutoCommit(autoCommit);
        batch.addBatch("INSERT INTO customers (name) VALUES ('first')");
        batch.addBatch("UPDATE customers SET city = 'Trier' WHERE name = 'first'");
        assertThat(batch.executeBatch()).containsExactly(1, autoCommit ? 1 : 2);
        if (!autoCommit) {
          connection.rollback();
        }
      }
    }
    assertThat(database.rows("SELECT count(*) FROM customers WHERE city = 'Trier'"))
        .containsExactly(List.of(1L));
  }

  @Test
  void theCopyApiDoesNotGoPastTheRules() throws Exception {
    try (Connection connection = DriverManager.getConnection(url)) {
      steering.steer(MIGRATIONS, Route.NEW);
      CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
      StringWriter out = new StringWriter();
      copy.copyOut("COPY (SELECT name FROM customers WHERE id = 1) TO STDOUT CSV HEADER", out);
      assertThat(out).hasToString("name\nc1\n");
      assertThatThrownBy(
              () -> copy.copyIn("COPY orders (amount) FROM STDIN", new StringReader("77.77\n")))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("0A000"));
    }
    assertThat(database.rows("SELECT id FROM orders WHERE amount = 77.77")).isEmpty();
  }

  @Test
  void hikariKeepsAConnectionWhoseStatementWasRefused() throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(1);
    config.setExceptionOverrideClassName(KeepOnRefusal.class.getName());
    try (HikariDataSource pool = new HikariDataSource(config);
        Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      steering.steer(MIGRATIONS, Route.BOTH_READ_OLD);
      connection.setAutoCommit(false);
      statement.executeUpdate("INSERT INTO customers (name) VALUES ('before')");
      assertThatThrownBy(() -> statement.execute("ALTER TABLE customers DROP COLUMN name"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("0A000"));
      statement.executeUpdate("INSERT INTO customers (name) VALUES ('after')");
      connection.commit();
    }
    assertThat(database.rows("SELECT full_name FROM customers WHERE id > 5 ORDER BY id"))
        .containsExactly(List.of("before"), List.of("after"));
  }

  private static List<String> labels(ResultSet row) throws SQLException {
    List<String> labels = new ArrayList<>();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      labels.add(row.getMetaData().getColumnLabel(i));
    }
    return labels;
  }
}
