package dev.segue.migrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.driver.control.Direction;
import dev.segue.flags.FlagKind;
import dev.segue.flags.stage.Stage;
import dev.segue.migrator.check.Finding;
import dev.segue.migrator.check.SchemaCheck;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.rules.migration.Migration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The steps for a table that gets another name, with a renamed column in it. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class RenameWalkTest {

  private static final String RULES =
      """
      segue: 1
      migrations:
        people-persons:
          table: public.people
          rename-table: public.persons
          rename: { name: full_name }
      """;

  private static final String TABLES =
      """
      DROP SCHEMA IF EXISTS segue CASCADE;
      DROP SCHEMA IF EXISTS staff CASCADE;
      DROP SCHEMA public CASCADE;
      CREATE SCHEMA public;
      CREATE TABLE people (
        id int CONSTRAINT people_id PRIMARY KEY, name text NOT NULL, note text);
      """;

  private final TestDatabase database;
  private final Path rules;
  private OperatorBench bench;
  private Migration migration;

  RenameWalkTest(TestDatabase database, @TempDir Path directory) throws IOException {
    this.database = database;
    this.rules = Files.writeString(directory.resolve("segue.yaml"), RULES);
  }

  @BeforeEach
  void expand() {
    bench = new OperatorBench(database, TABLES, RULES) {};
    bench.ageControlTables();
    migration = bench.context.rules().migrations().get(0);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private String url(String speaks) {
    String url = database.segueUrl();
    return url
        + (url.contains("?") ? "&" : "?")
        + "segue.config="
        + rules
        + "&segue.speaks="
        + speaks;
  }

  private void walkToNew() {
    bench.expansion().run(migration, bench);
    bench.flag(migration, FlagKind.WRITE_NEW, 100);
    bench.backfill(migration, Direction.UP);
    assertThat(bench.verify(migration, Direction.UP).clean()).isTrue();
    bench.flag(migration, FlagKind.READ_NEW, 100);
    bench.flag(migration, FlagKind.RETIRE_OLD, 100);
  }

  /** An application that knows nothing of what goes on, and keeps its own account. */
  private final class Clerk implements Callable<Map<Integer, String>> {

    private final String speaks;
    private final String table;
    private final String column;
    private final int first;
    private final AtomicBoolean done;

    Clerk(String speaks, String table, String column, int first, AtomicBoolean done) {
      this.speaks = speaks;
      this.table = table;
      this.column = column;
      this.first = first;
      this.done = done;
    }

    @Override
    public Map<Integer, String> call() throws SQLException {
      Map<Integer, String> account = new TreeMap<>();
      try (Connection connection = DriverManager.getConnection(url(speaks));
          PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO %s (id, %s) VALUES (?, ?)".formatted(table, column));
          PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE %1$s SET %2$s = %1$s.%2$s || ? WHERE %1$s.id = ?"
                      .formatted(table, column));
          PreparedStatement delete =
              connection.prepareStatement("DELETE FROM public.%s WHERE id = ?".formatted(table));
          PreparedStatement select =
              connection.prepareStatement(
                  "SELECT * FROM %1$s WHERE public.%1$s.id = ?".formatted(table))) {
        for (int i = first; !done.get(); i++) {
          insert.setInt(1, i);
          insert.setString(2, "n" + i);
          assertThat(insert.executeUpdate()).isOne();
          update.setString(1, "!");
          update.setInt(2, i);
          assertThat(update.executeUpdate()).isOne();
          select.setInt(1, i);
          try (ResultSet row = select.executeQuery()) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(column)).isEqualTo("n" + i + "!");
            assertThat(row.getMetaData().getColumnCount()).isEqualTo(3);
          }
          if (i % 3 == 0) {
            delete.setInt(1, i);
            assertThat(delete.executeUpdate()).isOne();
          } else {
            account.put(i, "n" + i + "!");
          }
        }
      }
      return account;
    }
  }

  /** Waits until a clerk has written a few rows: it takes a while to start on a busy machine. */
  private void awaitBusy(Future<?> clerk, int first) throws InterruptedException {
    String written = "SELECT count(*) FROM people WHERE id >= %d AND id < %<d + 1000000";
    while (!clerk.isDone() && (Long) bench.value(written.formatted(first)) < 50) {
      Thread.sleep(20);
    }
  }

  @Test
  void applicationsOfBothShapesRunThroughItAndNothingIsLost() throws Exception {
    bench.patient();
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<Map<Integer, String>> old =
          threads.submit(new Clerk("old", "people", "name", 1, done));
      awaitBusy(old, 1);
      bench.expansion().run(migration, bench);
      // One that speaks new asks for every column, and the new one must have its place by then.
      Future<Map<Integer, String>> fresh =
          threads.submit(new Clerk("new", "persons", "full_name", 1_000_000, done));
      awaitBusy(fresh, 1_000_000);

      walkToNew();
      assertThat(bench.contract(migration)).containsExactly("name");
      Thread.sleep(1500);
      done.set(true);

      Map<Integer, String> expected = new TreeMap<>(old.get());
      expected.putAll(fresh.get());
      Map<Integer, String> stored = new TreeMap<>();
      database
          .rows("SELECT id, full_name FROM persons")
          .forEach(row -> stored.put((Integer) row.get(0), (String) row.get(1)));
      assertThat(stored).isEqualTo(expected);
      assertThat(expected).hasSizeGreaterThan(100);
    } finally {
      done.set(true);
      threads.shutdownNow();
    }
  }

  @Test
  void beforeExpandOneThatSpeaksNewMustNameTheColumns() throws Exception {
    bench.execute("INSERT INTO people VALUES (1, 'Ada')");
    try (Connection connection = DriverManager.getConnection(url("new"));
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM persons"))
          .hasMessageContaining("one of them is neither there nor remembered")
          .hasMessageContaining("run expand")
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("0A000"));
      try (ResultSet row = statement.executeQuery("SELECT id, full_name FROM persons")) {
        assertThat(row.next()).isTrue();
        assertThat(row.getString("full_name")).isEqualTo("Ada");
      }
    }
  }

  @Test
  void theOldNameStaysBehindAsAView() {
    bench.execute("INSERT INTO people VALUES (1, 'Ada')");
    walkToNew();

    assertThat(bench.contract(migration)).containsExactly("name");
    assertThat(bench.said)
        .contains(
            "renamed table public.people to public.persons",
            "left a view named public.people: drop it when nothing uses it past the driver");
    bench.execute("INSERT INTO people (id, full_name) VALUES (2, 'Bob')");
    assertThat(bench.value("SELECT count(*) FROM persons")).isEqualTo(2L);
    assertThat(bench.context.stageOf(migration)).isEqualTo(Stage.retired(migration.id()));
    assertThat(bench.contract(migration)).as("once more").isEmpty();
  }

  @Test
  void theDriverGoesByTheTableWhetherTheViewIsThereOrNot() throws Exception {
    bench.execute("INSERT INTO people VALUES (1, 'Ada')");
    walkToNew();
    bench.contract(migration);
    for (String left : new String[] {"a view", "nothing"}) {
      try (Connection connection = DriverManager.getConnection(url("old"));
          Statement statement = connection.createStatement()) {
        // What only a table can.
        assertThat(
                statement.executeUpdate(
                    "INSERT INTO people (id, name) VALUES (1, 'Eve')"
                        + " ON CONFLICT ON CONSTRAINT people_id DO UPDATE SET name = EXCLUDED.name"))
            .as(left)
            .isOne();
        assertThat(
                statement.executeUpdate("UPDATE people SET name = 'Cy' WHERE people.ctid IS NULL"))
            .isZero();
        assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM persons"))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42P01"));
      }
      bench.execute("DROP VIEW IF EXISTS people");
    }
  }

  @Test
  void aTableIsRenamedWithoutAnyColumnAndIntoAnotherSchema() throws Exception {
    bench.close();
    String onlyTheName =
        "{ segue: 1, migrations: { people-staff: { table: people, rename-table: staff.people } } }";
    Files.writeString(rules, onlyTheName);
    bench = new OperatorBench(database, TABLES + "CREATE SCHEMA staff;", onlyTheName) {};
    bench.ageControlTables();
    migration = bench.context.rules().migrations().get(0);
    bench.execute("INSERT INTO people VALUES (1, 'Ada')");

    walkToNew();
    try (Connection old = DriverManager.getConnection(url("old"));
        Connection fresh = DriverManager.getConnection(url("new"))) {
      assertThat(names(old, "people")).isEqualTo(names(fresh, "staff.people")).isEqualTo("Ada");
      assertThat(bench.contract(migration)).isEmpty();
      assertThat(names(old, "people")).isEqualTo(names(fresh, "staff.people")).isEqualTo("Ada");
      bench.execute("DROP VIEW people");
      Thread.sleep(1500);
      assertThat(names(old, "people")).isEqualTo(names(fresh, "staff.people")).isEqualTo("Ada");
    }
  }

  @Test
  void anotherMigrationOfTheTableGoesOnUnderTheNewName() {
    bench.close();
    String two =
        """
        segue: 1
        migrations:
          people-persons: { table: people, rename-table: persons }
          people-full-name: { table: people, rename: { name: full_name } }
        """;
    bench = new OperatorBench(database, TABLES, two) {};
    bench.ageControlTables();
    bench.execute("INSERT INTO people VALUES (1, 'Ada')");
    migration = bench.context.migration("people-persons");
    walkToNew();
    assertThat(bench.contract(migration)).isEmpty();

    migration = bench.context.migration("people-full-name");
    walkToNew();
    assertThatThrownBy(() -> bench.contract(migration)).hasMessageContaining("view people");
    bench.execute("DROP VIEW people");
    assertThat(bench.contract(migration)).containsExactly("name");
    assertThat(database.rows("SELECT id, full_name FROM persons"))
        .containsExactly(List.of(1, "Ada"));
  }

  private static String names(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT name FROM " + table)) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void aNameThatIsTakenIsFoundByCheck() {
    bench.execute("CREATE TABLE persons (id int)");

    assertThat(new SchemaCheck(bench.context).run())
        .extracting(Finding::fact)
        .contains("there is something of the name public.persons already");
  }
}
