package dev.segue.migrator.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.driver.control.Direction;
import dev.segue.flags.Flag;
import dev.segue.flags.FlagKind;
import dev.segue.flags.Percentage;
import dev.segue.flags.stage.Stage;
import dev.segue.flags.store.FlagWriter;
import dev.segue.migrator.OperatorBench;
import dev.segue.migrator.backfill.Backfill;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Route;
import dev.segue.rules.migration.Migration;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/**
 * A table that is copied into a partitioned one of a wider key by triggers, while an application
 * writes it through Segue and a client without Segue does too.
 */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class FollowingTablesTest {

  private static final String OWN =
      "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'zzz_segue%'";

  private final TestDatabase database;
  private final Path rules;
  private OperatorBench bench;
  private Migration migration;

  FollowingTablesTest(TestDatabase database, @TempDir Path directory) throws IOException {
    this.database = database;
    this.rules = Files.writeString(directory.resolve("segue.yaml"), OrdersBench.RULES);
  }

  @BeforeEach
  void expand() {
    bench = new OrdersBench(database);
    bench.ageControlTables();
    migration = bench.context.rules().migrations().get(0);
    bench.expansion().run(migration, bench);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private Connection application(String more) throws SQLException {
    String url = database.segueUrl();
    return DriverManager.getConnection(
        url + (url.contains("?") ? "&" : "?") + "segue.config=" + rules + more);
  }

  private void writeBoth() {
    bench.flag(migration, FlagKind.WRITE_NEW, 100);
    bench.backfill(migration, Direction.UP);
  }

  private void readNew() {
    writeBoth();
    assertThat(bench.verify(migration, Direction.UP).clean()).isTrue();
    bench.flag(migration, FlagKind.READ_NEW, 100);
  }

  private void assertEqual() {
    assertThat(bench.value(OrdersBench.DIFFERENCES)).as("rows that differ").isEqualTo(0L);
  }

  /** Everything that writes the table of the old shape, one after the other. */
  private void writeOld(Connection connection, boolean merges) throws SQLException {
    List<String> writes =
        new ArrayList<>(
            List.of(
                "INSERT INTO orders (customer, note, amount) VALUES (1, 'one', 1.5), (2, NULL, NULL)",
                "INSERT INTO orders (id, note, amount) SELECT 10000 + i, 'many', i FROM generate_series(1, 50) i",
                "INSERT INTO orders (id, note) VALUES (10001, 'two'), (20001, 'three') ON CONFLICT (id)"
                    + " DO UPDATE SET note = orders.note || excluded.note",
                "INSERT INTO orders (id, note) VALUES (10001, 'x') ON CONFLICT DO NOTHING",
                "UPDATE orders SET id = id + 1 WHERE id BETWEEN 10000 AND 10050 AND id % 50 = 0",
                "UPDATE orders SET id = id + 1000 WHERE id BETWEEN 10000 AND 10060",
                "UPDATE orders SET placed = placed + 40 WHERE id % 3 = 0 AND placed < '2026-11-01'",
                "UPDATE orders SET amount = amount * 2, customer = 7 WHERE id % 5 = 0",
                "WITH w AS (DELETE FROM orders WHERE id = 11007 RETURNING id, customer)"
                    + " INSERT INTO orders (id, note) SELECT id, 'again' FROM w WHERE false",
                "WITH a AS (UPDATE orders SET note = 'cte' WHERE id = 11008), b AS (DELETE FROM orders WHERE id = 11009)"
                    + " INSERT INTO orders (id, note) VALUES (30001, 'cte')",
                "INSERT INTO orders (id, note, amount) SELECT 60000 - i, 'shifted', i FROM generate_series(1, 30) i",
                "UPDATE orders SET id = id + 1, amount = amount + 0.01 WHERE note = 'shifted'",
                "UPDATE orders SET id = id + 0 WHERE note = 'shifted'",
                "DELETE FROM orders WHERE id % 11 = 0"));
    if (merges) {
      writes.add(
          "MERGE INTO orders o USING (VALUES (11001), (11002), (11003), (40001)) v (id) ON o.id = v.id"
              + " WHEN MATCHED AND v.id = 11001 THEN DELETE"
              + " WHEN MATCHED THEN UPDATE SET note = 'merged', placed = '2026-05-05'"
              + " WHEN NOT MATCHED THEN INSERT (id, note) VALUES (v.id, 'merged')");
      // A key that is deleted and made anew, and one that is left and taken again.
      writes.add(
          "MERGE INTO orders o USING (VALUES (11004, 1), (11004, 2), (11005, 3), (11005, 2)) v (id, what)"
              + " ON o.id = v.id AND v.what <> 2 WHEN MATCHED AND v.what = 1 THEN DELETE"
              + " WHEN MATCHED THEN UPDATE SET id = 41005"
              + " WHEN NOT MATCHED THEN INSERT (id, note) VALUES (v.id, 'anew')");
    }
    try (Statement statement = connection.createStatement()) {
      for (String write : writes) {
        statement.execute(write);
        assertThat(bench.value(OrdersBench.DIFFERENCES)).as(write).isEqualTo(0L);
      }
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(
              "COPY orders (id, note, amount) FROM STDIN",
              new StringReader("50001\tcopied\t1.25\n50002\t\\N\t\\N\n"));
      assertEqual();
      statement.execute("DELETE FROM orders WHERE id > 10000");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    assertEqual();
  }

  @Test
  void whateverIsWrittenIsFollowedWithSegueAndWithout() throws SQLException {
    boolean merges =
        database.rows("SELECT 1 WHERE current_setting('server_version_num')::int >= 150000").size()
            > 0;
    try (Connection application = application("");
        Connection plain = database.connect()) {
      plain.createStatement().execute("INSERT INTO orders (note) VALUES ('before write-new')");
      assertThat(bench.value("SELECT count(*) FROM archive.orders")).isEqualTo(0L);
      writeBoth();
      writeOld(plain, merges);
      writeOld(application, merges);
      assertThat(bench.verify(migration, Direction.UP).clean()).isTrue();
      bench.flag(migration, FlagKind.READ_NEW, 50);
      writeOld(plain, merges);
      writeOld(application, merges);
      bench.flag(migration, FlagKind.READ_NEW, 100);
      writeOld(application, merges);
      writeOld(plain, merges);
      assertThat(bench.verify(migration, Direction.UP).clean()).isTrue();
    }
  }

  @Test
  void allFlagsForthAndBack() throws SQLException {
    try (Connection application = application("");
        Connection fresh = application("&segue.speaks=new");
        Connection plain = database.connect();
        Statement old = application.createStatement();
        Statement next = fresh.createStatement();
        Statement past = plain.createStatement()) {
      readNew();
      next.execute(
          "INSERT INTO archive.orders (text, cents, placed) VALUES ('n', 150, '2026-03-03')");
      past.execute(
          "INSERT INTO archive.orders (text, cents, placed) VALUES ('p', 250, '2026-03-03')");
      assertEqual();
      past.execute(
          "UPDATE archive.orders SET id = id + 100000, cents = cents + 1 WHERE id % 2 = 0");
      past.execute("DELETE FROM archive.orders WHERE id % 7 = 0");
      assertEqual();

      bench.flag(migration, FlagKind.RETIRE_OLD, 100);
      Object before = bench.value("SELECT count(*) FROM orders");
      old.execute("INSERT INTO orders (note, amount) VALUES ('new alone', 2)");
      next.execute(
          "INSERT INTO archive.orders (id, text, placed) VALUES (3000000000, 'too wide', '2026-03-03')");
      next.execute("DELETE FROM archive.orders WHERE id = 3000000000");
      next.execute("UPDATE archive.orders SET text = 'late' WHERE id % 5 = 0");
      assertThat(bench.value("SELECT count(*) FROM orders")).isEqualTo(before);
      past.execute("UPDATE orders SET note = 'stale' WHERE id % 5 = 0");
      assertThat(bench.value("SELECT count(*) FROM archive.orders WHERE text = 'stale'"))
          .isEqualTo(0L);

      bench.flag(migration, FlagKind.RETIRE_OLD, 0);
      old.execute("INSERT INTO orders (note, amount) VALUES ('both again', 3)");
      past.execute("INSERT INTO archive.orders (text, placed) VALUES ('both again', '2026-03-03')");
      past.execute(
          "UPDATE archive.orders SET text = 'led' WHERE id % 10 = 5 AND text <> 'both again'");
      assertThat(bench.value("SELECT count(*) FROM orders WHERE note IN ('both again')"))
          .isEqualTo(2L);
      past.execute("UPDATE orders SET note = 'stale still' WHERE id % 10 = 0");
      assertThat(bench.value("SELECT count(*) FROM archive.orders WHERE text = 'stale still'"))
          .isEqualTo(0L);
      bench.backfill(migration, Direction.DOWN);
      assertEqual();
      assertThat(bench.verify(migration, Direction.DOWN).clean()).isTrue();
      past.execute("UPDATE orders SET note = 'covered' WHERE id % 10 = 0");
      past.execute("UPDATE archive.orders SET text = 'covered too' WHERE id % 10 = 1");
      old.execute("UPDATE orders SET note = 'routed' WHERE id % 10 = 2");
      assertEqual();
      assertThat(bench.value("SELECT count(*) FROM orders WHERE note LIKE 'covered%'"))
          .isNotEqualTo(0L);

      bench.flag(migration, FlagKind.READ_NEW, 0);
      past.execute("DELETE FROM orders WHERE id % 10 = 3");
      assertEqual();
      bench.flag(migration, FlagKind.WRITE_NEW, 0);
      old.execute("UPDATE orders SET note = 'old alone'");
      past.execute("UPDATE orders SET amount = 1 WHERE id % 2 = 0");
      assertThat(bench.value("SELECT count(*) FROM archive.orders WHERE text = 'old alone'"))
          .isEqualTo(0L);
    }
  }

  @Test
  void cascadesAreFollowed() throws SQLException {
    writeBoth();
    try (Connection plain = database.connect();
        Statement statement = plain.createStatement()) {
      // By a foreign key of each table, and by one of the old table alone.
      statement.execute("DELETE FROM customers WHERE id = 1");
      statement.execute("UPDATE customers SET id = 102 WHERE id = 2");
      assertEqual();
      statement.execute("ALTER TABLE archive.orders DROP CONSTRAINT orders_customer_fkey");
      statement.execute("DELETE FROM customers WHERE id = 3");
      statement.execute("UPDATE customers SET id = 104 WHERE id = 4");
    }
    assertThat(bench.value("SELECT count(*) FROM archive.orders WHERE customer = 3")).isEqualTo(0L);
    assertThat(bench.value("SELECT count(*) FROM archive.orders WHERE customer = 104"))
        .isEqualTo(15L);
    assertEqual();
  }

  @Test
  void truncateIsFollowedAndComesBackWhenItIsRolledBack() throws SQLException {
    readNew();
    for (boolean through : new boolean[] {true, false}) {
      try (Connection connection = through ? application("") : database.connect();
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        statement.execute("TRUNCATE orders");
        connection.rollback();
        assertThat(bench.value("SELECT count(*) FROM archive.orders")).isEqualTo(300L);
        assertEqual();
      }
    }
    try (Connection connection = application("");
        Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE orders");
      assertThat(bench.value("SELECT count(*) FROM archive.orders")).isEqualTo(0L);
    }
    bench.execute("INSERT INTO orders (note) VALUES ('anew')");
    bench.execute("TRUNCATE archive.orders");
    assertThat(bench.value("SELECT count(*) FROM orders")).isEqualTo(0L);
  }

  @Test
  void anErrorOfTheOtherTableIsTheStatementsOwn() throws SQLException {
    writeBoth();
    try (Connection plain = database.connect();
        Statement statement = plain.createStatement()) {
      plain.setAutoCommit(false);
      Savepoint before = plain.setSavepoint();
      assertThatThrownBy(
              () -> statement.execute("INSERT INTO orders (placed) VALUES ('2030-01-01')"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23514"));
      plain.rollback(before);
      statement.execute("INSERT INTO orders (note) VALUES ('after the error')");
      plain.commit();
    }
    assertThat(bench.value("SELECT count(*) FROM archive.orders WHERE text = 'after the error'"))
        .isEqualTo(1L);
    assertEqual();
  }

  @Test
  void triggersOfTheApplicationsOwnAreFollowed() {
    bench.execute(
        """
        CREATE FUNCTION tidy() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN NEW.note := upper(NEW.note); RETURN NEW; END $$;
        CREATE TRIGGER tidy BEFORE INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION tidy();
        CREATE FUNCTION add_up() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          UPDATE orders SET amount = coalesce(amount, 0) + 1 WHERE id = NEW.id;
          DELETE FROM orders WHERE id = NEW.id AND note = 'GO';
          RETURN NULL;
        END $$;
        CREATE TRIGGER add_up AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION add_up();
        CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO orders (id, placed, note) VALUES (OLD.id, OLD.placed, 'kept');
          RETURN NULL;
        END $$;
        CREATE TRIGGER keep AFTER DELETE ON orders FOR EACH ROW WHEN (OLD.customer = 9)
          EXECUTE FUNCTION keep()""");
    writeBoth();
    bench.execute("INSERT INTO orders (note) VALUES ('small'), ('go'), (NULL)");
    assertThat(
            bench.value("SELECT count(*) FROM archive.orders WHERE text = 'SMALL' AND cents = 100"))
        .isEqualTo(1L);
    assertEqual();
    bench.execute("DELETE FROM orders WHERE customer IN (9, 10)");
    assertThat(bench.value("SELECT count(*) FROM archive.orders WHERE text = 'KEPT'"))
        .isEqualTo(15L);
    assertEqual();
  }

  /** A role that may write the old table, and nothing else in the database. */
  @Test
  void whoMayWriteTheTableNeedNothingElse() throws SQLException {
    bench.execute(
        """
        DROP ROLE IF EXISTS scribe;
        CREATE ROLE scribe;
        GRANT USAGE ON SCHEMA public TO scribe;
        GRANT USAGE ON SEQUENCE orders_id_seq TO scribe;
        GRANT INSERT, UPDATE, SELECT ON orders TO scribe""");
    writeBoth();
    try (Connection plain = database.connect();
        Statement statement = plain.createStatement()) {
      statement.execute("SET ROLE scribe");
      statement.execute("SET search_path = ''");
      statement.execute("INSERT INTO public.orders (note) VALUES ('scribe')");
      statement.execute(
          "UPDATE public.orders SET id = id + 5000, note = 'wrote' WHERE note = 'scribe'");
      assertThatThrownBy(() -> statement.execute("SELECT segue.follow_orders_by_month_new()"))
          .isInstanceOf(SQLException.class);
    }
    assertThat(bench.value("SELECT count(*) FROM archive.orders WHERE text = 'wrote'"))
        .isEqualTo(1L);
    assertEqual();
    bench.execute("DROP OWNED BY scribe; DROP ROLE scribe");
  }

  @Test
  void aKeyDoesNotMoveWhereThatWouldBeADeletion() throws SQLException {
    readNew();
    bench.execute(
        """
        CREATE TABLE lines (
          id bigint, placed date,
          CONSTRAINT lines_of FOREIGN KEY (id, placed) REFERENCES archive.orders ON DELETE CASCADE);
        INSERT INTO lines SELECT id, placed FROM orders WHERE id <= 20""");
    try (Connection plain = database.connect();
        Statement statement = plain.createStatement()) {
      assertThatThrownBy(() -> statement.execute("UPDATE orders SET id = 9999 WHERE id = 5"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("0A000"))
          .hasMessageContaining(
              "the key of public.orders is changed, and archive.orders cannot follow");
      statement.execute("UPDATE orders SET note = 'kept' WHERE id = 5");
      statement.execute("DELETE FROM orders WHERE id = 6");
    }
    assertThat(bench.value("SELECT count(*) FROM lines")).isEqualTo(19L);
    assertEqual();
  }

  @Test
  void aBackfillWritesOneTableAlone() {
    readNew();
    bench.execute(
        """
        BEGIN;
        SET LOCAL segue.following_orders_by_month = 'on';
        UPDATE archive.orders SET cents = cents + 1 WHERE id % 2 = 0;
        DELETE FROM archive.orders WHERE id % 5 = 0;
        INSERT INTO archive.orders (text) VALUES ('left over');
        COMMIT""");
    assertThat(bench.value(OrdersBench.DIFFERENCES)).isEqualTo(181L);
    Object written = bench.value("SELECT max(xmin::text::bigint) FROM orders");
    Backfill.Outcome outcome = bench.backfill(migration, Direction.UP);
    assertThat(outcome.swept()).isEqualTo(1L);
    assertThat(bench.value("SELECT max(xmin::text::bigint) FROM orders")).isEqualTo(written);
    assertEqual();
  }

  /** A transaction on a neighbouring route takes the locks in the same order. */
  @Test
  void whereTheNewTableLeadsTheOldRowIsLockedFirst() throws Exception {
    readNew();
    bench.flag(migration, FlagKind.RETIRE_OLD, 100);
    bench.flag(migration, FlagKind.RETIRE_OLD, 0);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (Connection application = application("");
        Connection plain = database.connect();
        Statement leading = application.createStatement();
        Statement holding = plain.createStatement()) {
      plain.setAutoCommit(false);
      holding.execute("SELECT FROM orders WHERE id = 5 FOR UPDATE");
      Future<Integer> update =
          threads.submit(() -> leading.executeUpdate("UPDATE orders SET note = 'x' WHERE id = 5"));
      String waiting =
          "SELECT count(*) FROM pg_stat_activity"
              + " WHERE datname = current_database() AND wait_event_type = 'Lock'";
      long deadline = System.nanoTime() + 20_000_000_000L;
      while (!bench.value(waiting).equals(1L)) {
        assertThat(System.nanoTime()).isLessThan(deadline);
        Thread.sleep(10);
      }
      bench.execute("SELECT FROM archive.orders WHERE id = 5 FOR UPDATE NOWAIT");
      plain.rollback();
      assertThat(update.get()).isEqualTo(1);
      assertThat(bench.value("SELECT note FROM orders WHERE id = 5")).isEqualTo("x");
    } finally {
      threads.shutdownNow();
    }
  }

  /** To triggers PostgreSQL shows other rows than those that it has written. */
  @Test
  void aMergeOfAPartitionedTableThatTriggersDoNotSeeIsRefused() throws SQLException {
    readNew();
    bench.flag(migration, FlagKind.RETIRE_OLD, 100);
    bench.flag(migration, FlagKind.RETIRE_OLD, 0);
    String merge =
        "MERGE INTO orders o USING (VALUES (1), (2)) v (id) ON o.id = v.id WHEN MATCHED THEN UPDATE SET ";
    try (Connection application = application("");
        Statement statement = application.createStatement()) {
      for (String update :
          List.of(
              "placed = '2026-05-05'",
              "note = 'x' WHEN NOT MATCHED THEN INSERT (id) VALUES (v.id)")) {
        assertThatThrownBy(() -> statement.execute(merge + update))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("0A000"))
            .hasMessageContaining("a MERGE updates rows of orders, which is partitioned");
      }
      assertThat(statement.executeUpdate(merge + "note = 'merged', amount = 3")).isEqualTo(2);
      assertEqual();
      statement.execute("UPDATE orders SET placed = '2026-05-05' WHERE id < 3");
      assertEqual();
    }
  }

  /** What a console says without the command: the triggers that it needs are not enabled. */
  @Test
  void aFlagTakesEffectOnlyWithItsTriggers() {
    String flag =
        "INSERT INTO segue.flag (feature_name, feature_enabled) VALUES ('orders-by-month.%s', 1)"
            + " ON CONFLICT (feature_name) DO UPDATE SET feature_enabled = 1";
    bench.execute(flag.formatted("write-new"));
    assertThat(bench.context.stageOf(migration).isPlainOld()).isTrue();
    FlagWriter console = new FlagWriter(bench.context.flags(), bench.context.registry());
    assertThatThrownBy(
            () -> console.set(new Flag(migration.id(), FlagKind.WRITE_NEW), Percentage.HUNDRED))
        .hasMessageContaining("The triggers that write the new shape are not enabled");

    readNew();
    assertThat(bench.context.stageOf(migration))
        .isEqualTo(Stage.only(migration.id(), Route.BOTH_READ_NEW));
    bench.execute("ALTER TABLE archive.orders DISABLE TRIGGER zzz_segue_orders_by_month_delete");
    bench.execute(flag.formatted("retire-old"));
    assertThat(bench.context.stageOf(migration))
        .isEqualTo(Stage.only(migration.id(), Route.BOTH_READ_NEW));
    bench.execute("ALTER TABLE orders DISABLE TRIGGER zzz_segue_orders_by_month_update");
    assertThat(bench.context.stageOf(migration).isPlainOld()).isTrue();
  }

  @Test
  void aRuleThatNoLongerSaysSoTakesThemAway() {
    assertThat(bench.value(OWN)).isEqualTo(8L);
    try (OperatorBench other =
        new OperatorBench(
            database,
            "SELECT 1",
            OrdersBench.RULES.replace("write-mode: trigger", "sticky: key")) {}) {
      other.expansion().run(other.context.rules().migrations().get(0), other);
      assertThat(other.said).contains("triggers that wrote the second shape are gone");
    }
    assertThat(bench.value(OWN)).isEqualTo(0L);
    bench.expansion().run(migration, bench);
    assertThat(bench.value(OWN)).isEqualTo(8L);
  }

  @Test
  void contractTakesThemAway() {
    readNew();
    bench.flag(migration, FlagKind.RETIRE_OLD, 100);
    assertThat(bench.contract(migration)).containsExactly("public.orders");
    assertThat(bench.value(OWN)).isEqualTo(0L);
    assertThat(bench.value("SELECT count(*) FROM pg_proc WHERE proname LIKE 'follow%'"))
        .isEqualTo(0L);
    bench.execute("INSERT INTO archive.orders (placed) VALUES ('2026-02-02')");
  }
}
