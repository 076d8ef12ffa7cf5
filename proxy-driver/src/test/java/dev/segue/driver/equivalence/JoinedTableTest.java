package dev.segue.driver.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.postgres.TestDatabase;
import dev.segue.route.Route;
import dev.segue.route.Shape;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two tables with other columns that are joined to one. */
@Tag("slow")
class JoinedTableTest extends AccountsInParts {

  private static final String RULES =
      """
      segue: 1
      migrations:
        accounts-apart:
          table: ledger.account_core
          join: { with: [ledger.account_money], to: accounts }
          rename: { full_name: name, due_on: due }
          columns:
            - old: { id: bigint }
              new: { id: integer }
              up: { id: "id::integer" }
              down: { id: "id::bigint" }
              monotonic: true
            - old: { cents: bigint }
              new: { balance: "numeric(12,2)" }
              up: { balance: "cents / 100.0" }
              down: { cents: "(balance * 100)::bigint" }
              monotonic: true
            - old: { region_code: text }
              down: { region_code: "left(region, 2)" }
            - new: { legacy: text }
              up: { legacy: "'x'" }
      """;

  JoinedTableTest() {
    super(Shape.OLD, RULES);
  }

  /** From the first day on the application names the new table alone. */
  @Test
  void theNewTableNeedNotBeThereYet(TestDatabase database) throws SQLException {
    try (TestDatabase before = database.server().createDatabase()) {
      before.execute(
          "CREATE SEQUENCE accounts_id_seq;"
              + TWO
              + """
              INSERT INTO ledger.account_core (full_name, region) VALUES ('Ada', 'north');
              INSERT INTO ledger.account_money (id, cents, region_code) VALUES (1, 150, 'no');""");
      try (Connection connection =
              DriverManager.getConnection(urlOf(before) + "&segue.speaks=new");
          Statement statement = connection.createStatement()) {
        statement.execute(
            "INSERT INTO accounts (name, balance, region) VALUES ('Bob', 2.5, 'south')");
        assertThat(
                statement.executeUpdate(
                    "UPDATE accounts SET balance = balance + 1, region = 'east' WHERE name = 'Ada'"))
            .isEqualTo(1);
        try (ResultSet rows =
            statement.executeQuery("SELECT id, name, balance FROM accounts ORDER BY id")) {
          List<String> found = new ArrayList<>();
          while (rows.next()) {
            found.add(rows.getInt(1) + " " + rows.getString(2) + " " + rows.getString(3));
          }
          assertThat(found).containsExactly("1 Ada 2.50", "2 Bob 2.50");
        }
      }
      assertThat(
              before.rows(
                  """
                  SELECT c.id, c.full_name, c.region, m.cents, m.region_code
                  FROM ledger.account_core c FULL JOIN ledger.account_money m ON m.id = c.id
                  ORDER BY 1"""))
          .containsExactly(
              List.of(1L, "Ada", "east", 250L, "ea"), List.of(2L, "Bob", "south", 250L, "so"));
    }
  }

  /** Whoever names one part locks its row, and then that of the one table. */
  @Test
  void rowsOfAllOldTablesAreLockedBeforeThatOfTheNewOne() throws Exception {
    steer(Route.BOTH_LEAD_NEW);
    reset();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Connection holder = pastSegue();
        Connection writer = connect()) {
      holder.setAutoCommit(false);
      execute(holder, "SELECT 1 FROM ledger.account_money WHERE id = 1 FOR UPDATE");
      Future<?> waiting =
          thread.submit(
              () -> {
                execute(writer, "UPDATE accounts SET name = 'x' WHERE id = 1");
                return null;
              });
      awaitLock(waiting);
      execute(holder, "SELECT 1 FROM accounts WHERE id = 1 FOR UPDATE NOWAIT");
      holder.rollback();
      waiting.get(30, TimeUnit.SECONDS);
    } finally {
      thread.shutdownNow();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
