package dev.segue.driver.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class RunningTransactionsTest {

  private final TestDatabase database;

  RunningTransactionsTest(TestDatabase database) {
    this.database = database;
  }

  private static void query(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static boolean xminHasPassed(Connection connection, long xid) throws SQLException {
    try (var statement = connection.createStatement();
        var result =
            statement.executeQuery(
                "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")) {
      result.next();
      return result.getLong(1) > xid;
    }
  }

  private static long drawXid(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var result = statement.executeQuery("SELECT pg_current_xact_id()::text::bigint")) {
      result.next();
      return result.getLong(1);
    }
  }

  @Test
  void aTransactionThatHasOnlyReadIsWaitedForThoughXminPassesIt() throws SQLException {
    try (Connection observer = database.connect();
        Connection reader = database.connect()) {
      reader.setAutoCommit(false);
      query(reader, "SELECT 1");

      RunningTransactions noted = RunningTransactions.now(observer);
      long xid = drawXid(observer);

      assertThat(xminHasPassed(observer, xid)).isTrue();
      assertThat(noted.count()).isEqualTo(1);
      assertThat(noted.example()).contains("process ").contains("idle in transaction");
      assertThat(noted.still(observer).ended()).isFalse();

      reader.commit();
      assertThat(noted.still(observer).ended()).isTrue();
    }
  }

  @Test
  void onlyThoseOfTheMomentAreWaitedFor() throws SQLException {
    try (Connection observer = database.connect();
        Connection one = database.connect()) {
      one.setAutoCommit(false);
      query(one, "SELECT 1");
      RunningTransactions noted = RunningTransactions.now(observer);

      one.commit();
      query(one, "SELECT 1");

      assertThat(noted.still(observer).ended()).isTrue();
      one.rollback();
    }
  }

  @Test
  void anIdleDatabaseHasNothingToWaitFor() throws SQLException {
    try (Connection observer = database.connect();
        Connection idle = database.connect()) {
      query(idle, "SELECT 1");

      assertThat(RunningTransactions.now(observer).ended()).isTrue();
    }
  }

  @Test
  void transactionsOfOtherDatabasesAreNotWaitedFor() throws SQLException {
    try (TestDatabase elsewhere = database.server().createDatabase();
        Connection observer = database.connect();
        Connection other = elsewhere.connect()) {
      other.setAutoCommit(false);
      query(other, "CREATE TABLE t (id int)");

      assertThat(RunningTransactions.now(observer).ended()).isTrue();
      other.rollback();
    }
  }
}
