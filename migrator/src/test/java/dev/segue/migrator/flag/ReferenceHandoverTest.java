package dev.segue.migrator.flag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.driver.control.Direction;
import dev.segue.flags.Flag;
import dev.segue.flags.FlagKind;
import dev.segue.flags.Percentage;
import dev.segue.flags.store.FlagWriter;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.OperatorBench;
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

/** Foreign keys of other tables that point at a table which is copied to one of a wider key. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class ReferenceHandoverTest {

  private static final String RULES =
      """
      segue: 1
      migrations:
        customers-bigint:
          table: public.customers
          copy: { to: public.customers_wide }
          rename: { code: tag }
          columns:
            - old: { id: integer }
              new: { id: bigint }
              up: { id: "id::bigint" }
              down: { id: "id::integer" }
              monotonic: true
            - old: { cents: bigint }
              new: { amount: numeric }
              up: { amount: "cents / 100.0" }
              down: { cents: "(amount * 100)::bigint" }
              one-to-one: true
      """;

  private static final String TABLES =
      """
      DROP SCHEMA IF EXISTS segue CASCADE;
      DROP SCHEMA public CASCADE;
      CREATE SCHEMA public;
      CREATE TABLE customers (
        id int PRIMARY KEY, code text NOT NULL UNIQUE, cents bigint NOT NULL UNIQUE);
      INSERT INTO customers SELECT i, 'c' || i, i * 100 FROM generate_series(1, 50) i;
      CREATE TABLE visits (
        id serial PRIMARY KEY, customer int,
        CONSTRAINT visits_of FOREIGN KEY (customer) REFERENCES customers
          ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED);
      INSERT INTO visits (customer) SELECT i % 50 + 1 FROM generate_series(1, 200) i;
      CREATE TABLE badges (code text CONSTRAINT "Badge of" REFERENCES customers (code));
      INSERT INTO badges VALUES ('c7'), (NULL);
      CREATE TABLE calls (customer int, day int) PARTITION BY LIST (day);
      CREATE TABLE calls_1 PARTITION OF calls FOR VALUES IN (1);
      ALTER TABLE calls ADD CONSTRAINT calls_of FOREIGN KEY (customer) REFERENCES customers;
      INSERT INTO calls VALUES (3, 1);
      CREATE TABLE strays (customer int);
      INSERT INTO strays VALUES (99);
      ALTER TABLE strays ADD CONSTRAINT strays_of FOREIGN KEY (customer) REFERENCES customers NOT VALID""";

  private static final String REFERENCES =
      """
      SELECT conrelid::regclass::text, conname::text, pg_get_constraintdef(oid), convalidated
      FROM pg_constraint WHERE contype = 'f' AND conparentid = 0 ORDER BY 1, 2""";

  private static final List<List<Object>> OLD =
      List.of(
          List.of("badges", "Badge of", "FOREIGN KEY (code) REFERENCES customers(code)", true),
          List.of("calls", "calls_of", "FOREIGN KEY (customer) REFERENCES customers(id)", true),
          List.of(
              "strays",
              "strays_of",
              "FOREIGN KEY (customer) REFERENCES customers(id) NOT VALID",
              false),
          List.of(
              "visits",
              "visits_of",
              "FOREIGN KEY (customer) REFERENCES customers(id)"
                  + " ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED",
              true));

  private final TestDatabase database;
  private final Path rules;
  private OperatorBench bench;
  private Migration migration;

  ReferenceHandoverTest(TestDatabase database, @TempDir Path directory) throws IOException {
    this.database = database;
    this.rules = Files.writeString(directory.resolve("segue.yaml"), RULES);
  }

  @BeforeEach
  void writeBoth() {
    bench = new OperatorBench(database, TABLES, RULES) {};
    bench.ageControlTables();
    migration = bench.context.rules().migrations().get(0);
    bench.expansion().run(migration, bench);
    bench.flag(migration, FlagKind.WRITE_NEW, 100);
    bench.backfill(migration, Direction.UP);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private void verify(Direction direction) {
    assertThat(bench.verify(migration, direction).clean()).isTrue();
  }

  private void readNew() {
    verify(Direction.UP);
    bench.flag(migration, FlagKind.READ_NEW, 100);
  }

  private Connection application() throws SQLException {
    String url = database.segueUrl();
    return DriverManager.getConnection(
        url + (url.contains("?") ? "&" : "?") + "segue.config=" + rules);
  }

  private static List<List<Object>> pointingAtNew() {
    return OLD.stream()
        .map(
            row ->
                List.of(
                    row.get(0),
                    row.get(1),
                    ((String) row.get(2))
                        .replace("customers(code)", "customers_wide(tag)")
                        .replace("customers(id)", "customers_wide(id)"),
                    row.get(3)))
        .toList();
  }

  @Test
  void retiringLetsThemPointAtTheNewTableAndItAloneIsWritten() throws SQLException {
    readNew();
    assertThat(database.rows(REFERENCES)).isEqualTo(OLD);

    bench.flag(migration, FlagKind.RETIRE_OLD, 100);

    assertThat(database.rows(REFERENCES)).isEqualTo(pointingAtNew());
    assertThat(bench.said)
        .contains("constraint visits_of on table visits points at public.customers_wide now");
    try (Connection connection = application();
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO customers VALUES (51, 'c51', 5100)");
      statement.execute("INSERT INTO visits (customer) VALUES (51)");
      statement.execute("UPDATE customers SET id = 52 WHERE id = 51");
      assertThat(database.rows("SELECT customer FROM visits WHERE customer > 50"))
          .containsExactly(List.of(52));
      statement.execute("DELETE FROM customers WHERE id = 52");
      assertThat(database.rows("SELECT customer FROM visits WHERE customer > 50")).isEmpty();
    }
    assertThat(bench.contract(migration)).containsExactly("public.customers");
    assertThat(database.rows(REFERENCES)).isEqualTo(pointingAtNew());
  }

  @Test
  void theyGoBackWhenTheNewTableIsLeft() throws SQLException {
    readNew();
    bench.flag(migration, FlagKind.RETIRE_OLD, 100);
    try (Connection connection = application();
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO customers VALUES (60, 'c60', 6000)");
      statement.execute("INSERT INTO visits (customer) VALUES (60)");
      assertThat(database.rows("SELECT count(*) FROM customers")).containsExactly(List.of(50L));
    }
    bench.flag(migration, FlagKind.RETIRE_OLD, 0);
    bench.backfill(migration, Direction.DOWN);
    verify(Direction.DOWN);
    assertThat(database.rows(REFERENCES)).as("both are written").isEqualTo(pointingAtNew());
    bench.flag(migration, FlagKind.READ_NEW, 0);

    bench.flag(migration, FlagKind.WRITE_NEW, 0);

    assertThat(database.rows(REFERENCES)).isEqualTo(OLD);
    assertThat(bench.context.stageOf(migration).isPlainOld()).isTrue();
  }

  @Test
  void oneWhoseColumnHasOtherValuesStandsInTheWay() {
    bench.execute(
        "CREATE TABLE bills (cents bigint CONSTRAINT bills_of REFERENCES customers (cents))");
    readNew();
    List<List<Object>> before = database.rows(REFERENCES);

    assertThatThrownBy(() -> bench.flag(migration, FlagKind.RETIRE_OLD, 100, true))
        .isInstanceOf(MigratorException.class)
        .hasMessageContaining("constraint bills_of on table bills")
        .hasMessageContaining("ALTER TABLE bills DROP CONSTRAINT");

    assertThat(database.rows(REFERENCES)).isEqualTo(before);
  }

  @Test
  void rowsThatReferToNothingThereStopItAndLeaveNothingBehind() {
    readNew();
    bench.execute("DELETE FROM customers_wide WHERE id = 7");

    assertThatThrownBy(() -> bench.flag(migration, FlagKind.RETIRE_OLD, 100))
        .isInstanceOf(MigratorException.class)
        .hasMessageContaining(
            "rows of badges refer to rows that public.customers_wide does not have")
        .hasMessageContaining("segue verify customers-bigint");

    assertThat(database.rows(REFERENCES)).isEqualTo(OLD);
    assertThat(bench.context.flagsOf(migration).retireOld()).isFalse();
  }

  @Test
  void whatABrokenOffHandoverLeftIsTakenAway() {
    readNew();
    bench.execute(
        """
        ALTER TABLE visits ADD CONSTRAINT segue_reference_1
          FOREIGN KEY (customer) REFERENCES customers_wide NOT VALID""");

    bench.flag(migration, FlagKind.RETIRE_OLD, 100);

    assertThat(database.rows(REFERENCES)).isEqualTo(pointingAtNew());
  }

  @Test
  void anotherConsoleCannotSetTheFlagWhileTheyPointAtTheOldTable() {
    readNew();
    FlagWriter console = new FlagWriter(bench.context.flags(), bench.context.registry());

    assertThatThrownBy(
            () -> console.set(new Flag(migration.id(), FlagKind.RETIRE_OLD), Percentage.HUNDRED))
        .hasMessageContaining("foreign keys point at its table");
  }

  /** The row of the old table would be deleted and made anew, and its visits with it. */
  @Test
  void aKeyThatMovesTakesNothingAlong() throws SQLException {
    try (Connection connection = application();
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate("UPDATE customers SET id = 70 WHERE id = 10")).isOne();
      assertThat(database.rows("SELECT count(*) FROM visits WHERE customer = 70"))
          .containsExactly(List.of(4L));
      bench.execute(
          """
          ALTER TABLE visits DROP CONSTRAINT visits_of, ADD CONSTRAINT visits_of
            FOREIGN KEY (customer) REFERENCES customers_wide ON DELETE CASCADE""");
      awaitRefusal(statement, "UPDATE customers SET id = 71 WHERE id = 70");
      assertThat(database.rows("SELECT count(*) FROM visits WHERE customer = 70"))
          .containsExactly(List.of(4L));
    }
  }

  /** An instance sees within a second that a table has changed. */
  private static void awaitRefusal(Statement statement, String sql) throws SQLException {
    long deadline = System.nanoTime() + 20_000_000_000L;
    statement.getConnection().setAutoCommit(false);
    while (true) {
      try {
        statement.executeUpdate(sql);
      } catch (SQLException e) {
        assertThat(e.getMessage()).contains("a foreign key of public.visits (customer)");
        assertThat(e.getSQLState()).isEqualTo("0A000");
        return;
      } finally {
        statement.getConnection().rollback();
      }
      assertThat(System.nanoTime()).isLessThan(deadline);
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
