package dev.segue.migrator.flag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.driver.control.Direction;
import dev.segue.flags.FlagKind;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.OperatorBench;
import dev.segue.migrator.check.SchemaCheck;
import dev.segue.migrator.check.Subject;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.rules.migration.Migration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Foreign keys of a table that is copied, or decomposed, to tables that are not. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class OwnReferenceHandoverTest {

  private static final String RULES =
      """
      segue: 1
      migrations:
        orders-wide:
          table: public.orders
          copy: { to: public.orders_wide }
          rename: { town: city }
          columns:
            - old: { customer: integer }
              new: { customer_id: bigint }
              up: { customer_id: "customer::bigint" }
              down: { customer: "customer_id::integer" }
              monotonic: true
            - old: { code: text }
              new: { code_upper: text }
              up: { code_upper: "upper(code)" }
              down: { code: "lower(code_upper)" }
        lines-parts:
          table: public.lines
          decompose:
            - to: public.line_core
            - { to: public.line_notes, columns: [note, customer] }
      """;

  private static final String TABLES =
      """
      DROP SCHEMA IF EXISTS segue CASCADE;
      DROP SCHEMA public CASCADE;
      CREATE SCHEMA public;
      CREATE TABLE customers (id int PRIMARY KEY, code text UNIQUE);
      INSERT INTO customers SELECT i, 'c' || i FROM generate_series(1, 20) i;
      CREATE TABLE towns (name text PRIMARY KEY);
      INSERT INTO towns VALUES ('Oslo'), ('Porto');
      CREATE TABLE orders (
        id int PRIMARY KEY,
        customer int NOT NULL CONSTRAINT "Order of" REFERENCES customers DEFERRABLE,
        town text CONSTRAINT orders_town REFERENCES towns ON DELETE SET NULL,
        code text);
      INSERT INTO orders SELECT i, i % 20 + 1, 'Oslo', 'c1' FROM generate_series(1, 100) i;
      CREATE TABLE lines (
        id int PRIMARY KEY, note text,
        customer int CONSTRAINT lines_of REFERENCES customers ON DELETE RESTRICT);
      INSERT INTO lines SELECT i, 'n', i % 20 + 1 FROM generate_series(1, 100) i""";

  private static final String REFERENCES =
      """
      SELECT conrelid::regclass::text, conname::text, pg_get_constraintdef(oid)
      FROM pg_constraint WHERE contype = 'f' ORDER BY 1, 2""";

  private static final List<Object> TOWN_OF_OLD =
      List.of(
          "orders", "orders_town", "FOREIGN KEY (town) REFERENCES towns(name) ON DELETE SET NULL");
  private static final List<Object> TOWN_OF_NEW =
      List.of(
          "orders_wide",
          "orders_town",
          "FOREIGN KEY (city) REFERENCES towns(name) ON DELETE SET NULL");
  private static final List<Object> CUSTOMER_OF_OLD =
      List.of("orders", "Order of", "FOREIGN KEY (customer) REFERENCES customers(id) DEFERRABLE");
  private static final List<Object> CUSTOMER_OF_NEW =
      List.of(
          "orders_wide",
          "Order of",
          "FOREIGN KEY (customer_id) REFERENCES customers(id) DEFERRABLE");
  private static final List<Object> LINE_OF_OLD =
      List.of(
          "lines",
          "lines_of",
          "FOREIGN KEY (customer) REFERENCES customers(id) ON DELETE RESTRICT");
  private static final List<Object> LINE_OF_NEW =
      List.of(
          "line_notes",
          "lines_of",
          "FOREIGN KEY (customer) REFERENCES customers(id) ON DELETE RESTRICT");

  private final TestDatabase database;
  private final Path rules;
  private OperatorBench bench;
  private Migration orders;
  private Migration lines;

  OwnReferenceHandoverTest(TestDatabase database, @TempDir Path directory) throws IOException {
    this.database = database;
    this.rules = Files.writeString(directory.resolve("segue.yaml"), RULES);
  }

  @BeforeEach
  void open() {
    bench = new OperatorBench(database, TABLES, RULES) {};
    bench.ageControlTables();
    orders = bench.context.rules().migrations().get(0);
    lines = bench.context.rules().migrations().get(1);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private void writeBoth(Migration migration) {
    bench.expansion().run(migration, bench);
    bench.flag(migration, FlagKind.WRITE_NEW, 100);
    bench.backfill(migration, Direction.UP);
  }

  private void readNew(Migration migration) {
    writeBoth(migration);
    assertThat(bench.verify(migration, Direction.UP).clean()).isTrue();
    bench.flag(migration, FlagKind.READ_NEW, 100);
  }

  private Connection application() throws SQLException {
    String url = database.segueUrl();
    return DriverManager.getConnection(
        url + (url.contains("?") ? "&" : "?") + "segue.config=" + rules);
  }

  @Test
  void whileTheOldTableIsWrittenTheNewOneHasThoseThatWriteRowsAlone() {
    writeBoth(orders);

    assertThat(database.rows(REFERENCES))
        .containsExactlyInAnyOrder(CUSTOMER_OF_OLD, TOWN_OF_OLD, TOWN_OF_NEW, LINE_OF_OLD);
  }

  /** A batch of the backfill may leave such a row behind, which is swept only at its end. */
  @Test
  void aRowThatIsLeftOverInTheNewTableHoldsNothing() throws SQLException {
    writeBoth(orders);
    writeBoth(lines);
    bench.execute("DELETE FROM orders WHERE customer = 7; DELETE FROM lines WHERE customer = 7");

    try (Connection connection = application();
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate("DELETE FROM customers WHERE id = 7")).isOne();
    }
  }

  @Test
  void retiringMovesThemAndWhatIsLeftInTheOldTableHoldsNothing() throws SQLException {
    readNew(orders);
    readNew(lines);

    bench.flag(orders, FlagKind.RETIRE_OLD, 100);
    bench.flag(lines, FlagKind.RETIRE_OLD, 100);

    assertThat(database.rows(REFERENCES))
        .containsExactlyInAnyOrder(CUSTOMER_OF_NEW, TOWN_OF_OLD, TOWN_OF_NEW, LINE_OF_NEW);
    assertThat(new SchemaCheck(bench.context).run(lines))
        .filteredOn(finding -> finding.subject() == Subject.FOREIGN_KEY)
        .isEmpty();
    assertThat(bench.said)
        .contains("constraint Order of on table orders is on table public.orders_wide now");
    try (Connection connection = application();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM customers WHERE id = 7"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).startsWith("23"));
      assertThatThrownBy(
              () -> statement.executeUpdate("INSERT INTO orders VALUES (101, 99, 'Oslo', 'x')"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23503"));
      statement.executeUpdate("DELETE FROM orders WHERE customer = 7");
      statement.executeUpdate("DELETE FROM lines WHERE customer = 7");
      assertThat(database.rows("SELECT count(*) FROM orders WHERE customer = 7"))
          .as("not written any more")
          .containsExactly(List.of(5L));
      assertThat(statement.executeUpdate("DELETE FROM customers WHERE id = 7")).isOne();
    }
    assertThat(bench.contract(orders)).containsExactly("public.orders");
  }

  @Test
  void theyGoBackWhenTheNewTableIsLeft() throws SQLException {
    readNew(orders);
    bench.flag(orders, FlagKind.RETIRE_OLD, 100);
    try (Connection connection = application();
        Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM lines WHERE customer = 7");
      statement.execute("DELETE FROM orders WHERE customer = 7");
      statement.execute("DELETE FROM customers WHERE id = 7");
    }
    bench.flag(orders, FlagKind.RETIRE_OLD, 0);
    bench.backfill(orders, Direction.DOWN);
    assertThat(bench.verify(orders, Direction.DOWN).clean()).isTrue();
    bench.flag(orders, FlagKind.READ_NEW, 0);
    assertThat(database.rows(REFERENCES)).as("both are written").contains(CUSTOMER_OF_NEW);

    bench.flag(orders, FlagKind.WRITE_NEW, 0);

    assertThat(database.rows(REFERENCES))
        .containsExactlyInAnyOrder(CUSTOMER_OF_OLD, TOWN_OF_OLD, TOWN_OF_NEW, LINE_OF_OLD);
    bench.execute(
        "DELETE FROM orders WHERE customer = 8; DELETE FROM lines; DELETE FROM customers WHERE id = 8");
  }

  @Test
  void oneOfTheNewTableAloneStaysWhereItIsWhenNothingWasHandedOver() {
    writeBoth(orders);
    bench.execute("ALTER TABLE orders_wide ADD CONSTRAINT own FOREIGN KEY (id) REFERENCES lines");

    bench.flag(orders, FlagKind.WRITE_NEW, 0);

    assertThat(database.rows(REFERENCES))
        .contains(List.of("orders_wide", "own", "FOREIGN KEY (id) REFERENCES lines(id)"))
        .hasSize(5);
  }

  @Test
  void whatABrokenOffHandoverLeftUnprovenIsProven() {
    readNew(orders);
    bench.execute(
        """
        ALTER TABLE orders_wide ADD CONSTRAINT "Order of"
          FOREIGN KEY (customer_id) REFERENCES customers DEFERRABLE NOT VALID""");

    bench.flag(orders, FlagKind.RETIRE_OLD, 100);

    assertThat(database.rows(REFERENCES))
        .containsExactlyInAnyOrder(CUSTOMER_OF_NEW, TOWN_OF_OLD, TOWN_OF_NEW, LINE_OF_OLD);
  }

  @Test
  void rowsThatReferToNothingStopItAndLeaveNothingBehind() {
    readNew(orders);
    List<List<Object>> before = database.rows(REFERENCES);
    bench.execute("UPDATE orders_wide SET customer_id = 99 WHERE id = 5");

    assertThatThrownBy(() -> bench.flag(orders, FlagKind.RETIRE_OLD, 100))
        .isInstanceOf(MigratorException.class)
        .hasMessageContaining("refer to rows that public.customers does not have")
        .hasMessageContaining("segue verify orders-wide");

    assertThat(database.rows(REFERENCES)).isEqualTo(before);
    assertThat(bench.context.flagsOf(orders).retireOld()).isFalse();
  }

  @Test
  void oneWhoseColumnHasOtherValuesStandsInTheWay() {
    bench.execute(
        "ALTER TABLE orders ADD CONSTRAINT by_code FOREIGN KEY (code) REFERENCES customers (code)");
    readNew(orders);

    assertThatThrownBy(() -> bench.flag(orders, FlagKind.RETIRE_OLD, 100))
        .isInstanceOf(MigratorException.class)
        .hasMessageContaining("1 thing on table public.orders would be left behind")
        .hasMessageContaining("by_code FOREIGN KEY (code) REFERENCES customers(code)");
  }
}
