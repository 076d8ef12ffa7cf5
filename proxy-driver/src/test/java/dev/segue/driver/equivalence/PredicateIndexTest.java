package dev.segue.driver.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.equivalence.RouteSteering;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Route;
import dev.segue.route.Shape;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What PostgreSQL makes of conditions on a column that is read from another one, in a table of
 * 100,000 rows: it uses the index on that one, and expects about as many rows as there are.
 */
@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class PredicateIndexTest {

  private static final String RULES =
      """
      segue: 1
      migrations:
        payments-values:
          table: payments
          columns:
            - old: { amount: "numeric(12,2)" }
              new: { amount_cents: bigint }
              up: { amount_cents: "(amount * 100)::bigint" }
              down: { amount: "amount_cents / 100.0" }
              monotonic: true
            - old: { payer: integer }
              new: { payer_no: bigint }
              up: { payer_no: payer }
              down: { payer: payer_no }
              one-to-one: true
            - old: { total: "numeric(19,4)" }
              new: { total_units: "numeric(19,0)" }
              up: { total_units: "total * 10000" }
              down: { total: "total_units / 10000" }
              monotonic: true
            - old: { code: "varchar(12)" }
              new: { code_text: text }
              up: { code_text: code }
              down: { code: code_text }
              monotonic: true
            - old: { token: text }
              new: { token_id: uuid }
              up: { token_id: "token::uuid" }
              down: { token: "token_id::text" }
              one-to-one: true
        refunds-payer:
          table: refunds
          columns:
            - old: { payer: integer }
              new: { payer_no: bigint }
              up: { payer_no: "payer::bigint" }
              down: { payer: "payer_no::integer" }
              monotonic: true
      """;

  private static final List<String> MIGRATIONS = List.of("payments-values", "refunds-payer");

  private static final Pattern ROWS =
      Pattern.compile("rows=(\\d+) width=\\d+\\) \\(actual .*?rows=(\\d+)");

  private static final BigDecimal AMOUNT = new BigDecimal("77.77");

  private TestDatabase database;
  private RouteSteering steering;
  private String url;
  private Connection speakingOld;
  private Connection speakingNew;

  /** A condition and the index that is to serve it. */
  record Served(String index, String sql, Object... parameters) {
    @Override
    public String toString() {
      return sql;
    }
  }

  @BeforeAll
  void payments(TestDatabase shared, @TempDir Path directory) throws SQLException, IOException {
    database = shared.server().createDatabase();
    database.execute(
        """
        CREATE TABLE payments (id int PRIMARY KEY, amount numeric(12,2), payer integer,
          total numeric(19,4), code varchar(12), token text, amount_cents bigint, payer_no bigint,
          total_units numeric(19,0), code_text text COLLATE "C", token_id uuid);
        INSERT INTO payments
          SELECT n, n / 100.0, n, n / 10000.0, 'c' || n, md5(n::text)::uuid::text, n, n, n, 'c' || n,
            md5(n::text)::uuid
          FROM generate_series(1, 100000) n;
        CREATE TABLE refunds (id int PRIMARY KEY, payer integer, payer_no bigint);
        INSERT INTO refunds SELECT id, payer, payer_no FROM payments;
        CREATE INDEX refunds_old ON refunds (payer);
        CREATE INDEX refunds_new ON refunds (payer_no);
        CREATE TABLE visits (id int PRIMARY KEY, visitor integer);
        INSERT INTO visits SELECT n, n FROM generate_series(1, 100) n;
        UPDATE payments SET amount = NULL, amount_cents = NULL WHERE id % 5000 = 0;
        ALTER TABLE payments ALTER code TYPE varchar(12) COLLATE "C";
        CREATE INDEX amount_old ON payments (amount);
        CREATE INDEX amount_new ON payments (amount_cents);
        CREATE INDEX payer_old ON payments (payer);
        CREATE INDEX payer_new ON payments (payer_no);
        CREATE INDEX total_old ON payments (total);
        CREATE INDEX total_new ON payments (total_units);
        CREATE INDEX code_old ON payments (code);
        CREATE INDEX code_new ON payments (code_text);
        CREATE INDEX token_old ON payments (token);
        CREATE INDEX token_new ON payments (token_id);
        ANALYZE payments, refunds, visits
        """);
    ControlTables.ensure(database);
    steering = new RouteSteering(database);
    Path rules = Files.writeString(directory.resolve("segue.yaml"), RULES);
    url =
        database.segueUrl()
            + (database.segueUrl().contains("?") ? "&" : "?")
            + "segue.config="
            + rules;
    speakingOld = DriverManager.getConnection(url);
    speakingNew = DriverManager.getConnection(url + "&segue.speaks=new");
  }

  @AfterAll
  void close() throws SQLException {
    speakingOld.close();
    speakingNew.close();
    database.close();
  }

  static List<Served> spokenOld() {
    return List.of(
        new Served("amount_new", "amount = 77.77"),
        new Served("amount_new", "amount = ?", AMOUNT),
        new Served("amount_new", "? = amount", 77.77),
        new Served("amount_new", "amount > 999.5"),
        new Served("amount_new", "amount >= ?", new BigDecimal("999.5")),
        new Served("amount_new", "amount < ?", 1L),
        new Served("amount_new", "amount <= ?", 0.505),
        new Served("amount_new", "amount > ? AND amount <= ?", 99, new BigDecimal("99.505")),
        new Served("amount_new", "amount BETWEEN ? AND ?", 99, 99.5),
        new Served("amount_new", "amount BETWEEN SYMMETRIC ? AND ?", 100, 99.5),
        new Served("amount_new", "amount IN (1.01, 2.02, 3.035, 1e30)"),
        new Served("amount_new", "amount IN (?, ?)", AMOUNT, 5),
        new Served(
            "amount_new",
            "amount IN (1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,?)",
            new BigDecimal("20.01")),
        new Served("amount_new", "amount = ANY (ARRAY[1.01, 2.02])"),
        new Served("amount_new", "amount = ANY (?)", (Object) new BigDecimal[] {AMOUNT}),
        new Served("amount_new", "amount IS NULL"),
        new Served("amount_new", "(amount, id) > (?, ?)", new BigDecimal("999.5"), 5),
        new Served("amount_new", "amount = 77.77 OR amount > 999.9"),
        new Served("amount_new", "id < 0 OR amount = ?", AMOUNT),
        new Served("payer_new", "payer = ?", 77),
        new Served("payer_new", "payer IN (?, ?, 5)", 77, 78),
        new Served("payer_new", "payer = ANY (?)", (Object) new Integer[] {7, 8}),
        new Served("total_new", "total = ?", new BigDecimal("1.2345")),
        new Served("total_new", "total BETWEEN ? AND ?", 1, new BigDecimal("1.01")),
        new Served("total_new", "total IN (1.0001, ?)", new BigDecimal("1.2345")),
        new Served("code_new", "code = ?", "c77"),
        new Served("code_new", "code IN (?, 'c78')", "c77"),
        new Served("code_new", "code >= 'c99998'"),
        new Served("code_new", "code LIKE 'c7777%'"),
        new Served("token_new", "token = ?", "28dd2c79-55ce-9264-5624-0b2ff0100501"),
        new Served("token_new", "token IN ('28dd2c79-55ce-9264-5624-0b2ff0100501', 'nothing')"));
  }

  static List<Served> spokenNew() {
    return List.of(
        new Served("amount_old", "amount_cents = ?", 7777L),
        new Served("amount_old", "amount_cents > ?", 99_950),
        new Served("amount_old", "amount_cents <= ?", new BigDecimal("50.5")),
        new Served("amount_old", "amount_cents BETWEEN 100 AND ?", 200),
        new Served("amount_old", "amount_cents IN (?, 8)", 7777L),
        new Served("amount_old", "amount_cents = ANY (?)", (Object) new Long[] {7L}),
        new Served("amount_old", "amount_cents IS NULL"),
        new Served("payer_old", "payer_no = ?", 77L),
        new Served("total_old", "total_units = ?", new BigDecimal("12345")),
        new Served("code_old", "code_text = ?", "c77"),
        new Served("token_old", "token_id = ?", new UUID(7, 8)));
  }

  /** What reads the other shape than its application speaks, on each route. */
  @ParameterizedTest
  @EnumSource(Route.class)
  void anIndexOfTheShapeThatIsReadServes(Route route) throws Exception {
    steering.steer(MIGRATIONS, route);
    boolean readsNew = route.reads() == Shape.NEW;
    Connection connection = readsNew ? speakingOld : speakingNew;
    String amount = readsNew ? "amount" : "amount_cents";
    String index = readsNew ? "amount_new" : "amount_old";
    SoftAssertions all = new SoftAssertions();
    for (Served served : readsNew ? spokenOld() : spokenNew()) {
      String plan = plan(connection, "SELECT id FROM payments WHERE " + served.sql, served);
      all.assertThat(plan).as(served.sql).contains(served.index).doesNotContain("Seq Scan");
    }
    for (String sql :
        List.of(
            "SELECT id FROM payments ORDER BY %s LIMIT 10",
            "SELECT id, %s FROM payments ORDER BY %1$s DESC NULLS FIRST LIMIT 10",
            "SELECT id, %s FROM payments ORDER BY 2 DESC LIMIT 10",
            "SELECT * FROM payments WHERE %s > 5 ORDER BY %1$s LIMIT 10",
            "SELECT min(%s) FROM payments",
            "SELECT max(%s) FROM payments",
            "SELECT b.id FROM payments a JOIN payments b ON a.%s = b.%1$s WHERE a.id = 5",
            "UPDATE payments SET id = id WHERE %s = 77",
            "DELETE FROM payments WHERE %s <= 1.0")) {
      all.assertThat(plan(connection, sql.formatted(amount), new Served(index, sql)))
          .as(sql)
          .contains(index)
          .doesNotContain("Seq Scan")
          .doesNotContain("Sort");
    }
    String payer = readsNew ? "payer" : "payer_no";
    String payerIndex = readsNew ? "payer_new" : "payer_old";
    String refunds = readsNew ? "refunds_new" : "refunds_old";
    for (String sql :
        List.of(
            "SELECT p.id FROM visits v JOIN payments p ON p.%s = v.visitor WHERE v.id = 5",
            "SELECT p.id FROM visits v LEFT JOIN payments p ON v.visitor = p.%s WHERE v.id < 5",
            "SELECT p.id FROM payments p WHERE p.%s IN (SELECT visitor FROM visits WHERE id < 5)",
            "SELECT p.id FROM payments p WHERE p.%s = (SELECT visitor FROM visits WHERE id = 5)",
            "SELECT p.id FROM payments p JOIN refunds r ON r.%s = p.%1$s WHERE r.id = 5",
            "UPDATE payments p SET id = p.id FROM visits v WHERE v.visitor = p.%s AND v.id = 5",
            "DELETE FROM payments p USING refunds r WHERE r.%s = p.%1$s AND r.id = 5")) {
      all.assertThat(plan(connection, sql.formatted(payer), new Served(payerIndex, sql)))
          .as(sql)
          .contains(payerIndex)
          .doesNotContain("Seq Scan on payments");
    }
    String sql = "SELECT r.id FROM payments p JOIN refunds r ON r.%s = p.%1$s WHERE p.id = 5";
    all.assertThat(plan(connection, sql.formatted(payer), new Served(refunds, sql)))
        .as(sql)
        .contains(refunds)
        .doesNotContain("Seq Scan");
    all.assertAll();
  }

  @Test
  void asManyRowsAreExpectedAsThereAre() throws Exception {
    steering.steer(MIGRATIONS, Route.BOTH_READ_NEW);
    for (Served served :
        List.of(
            new Served("", "amount >= ?", new BigDecimal("500.005")),
            new Served("", "amount < 250"),
            new Served("", "amount BETWEEN ? AND 200", 99.995),
            new Served("", "amount > 1e30"),
            new Served("", "total > ?", 5),
            new Served("", "payer IN (1, 2, ?)", 3))) {
      String plan = plan(speakingOld, "SELECT id FROM payments WHERE " + served.sql, served);
      Matcher rows = ROWS.matcher(plan);
      assertThat(rows.find()).isTrue();
      double expected = Double.parseDouble(rows.group(1));
      double found = Double.parseDouble(rows.group(2));
      assertThat(expected).as(plan).isBetween(found / 1.2 - 5, found * 1.2 + 5);
    }
  }

  private static String plan(Connection connection, String sql, Served served) throws SQLException {
    StringBuilder plan = new StringBuilder();
    connection.setAutoCommit(false);
    try (PreparedStatement explain = connection.prepareStatement("EXPLAIN ANALYZE " + sql)) {
      for (int i = 0; i < served.parameters.length; i++) {
        set(explain, i + 1, served.parameters[i]);
      }
      try (ResultSet lines = explain.executeQuery()) {
        while (lines.next()) {
          plan.append(lines.getString(1)).append('\n');
        }
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    return plan.toString();
  }

  private static void set(PreparedStatement statement, int at, Object value) throws SQLException {
    if (value instanceof BigDecimal[] numbers) {
      statement.setArray(at, statement.getConnection().createArrayOf("numeric", numbers));
    } else if (value instanceof Integer[] numbers) {
      statement.setArray(at, statement.getConnection().createArrayOf("int4", numbers));
    } else if (value instanceof Long[] numbers) {
      statement.setArray(at, statement.getConnection().createArrayOf("int8", numbers));
    } else {
      statement.setObject(at, value);
    }
  }
}
