package dev.segue.migrator.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.driver.control.Direction;
import dev.segue.migrator.Warehouse;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The planner knows what a backfill has filled, when the backfill is over. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class PlannerStatisticsTest {

  /** A query that joins by the key read each table whole where nothing was known of it. */
  private static final String KNOWN =
      """
      SELECT DISTINCT tablename::text, inherited FROM pg_stats
      WHERE tablename IN ('customers_wide', 'orders_by_month') ORDER BY 1, 2""";

  private final TestDatabase database;
  private Warehouse warehouse;

  PlannerStatisticsTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void writeBoth() {
    warehouse = new Warehouse(database);
    warehouse.writeBoth();
  }

  @AfterEach
  void close() {
    warehouse.close();
  }

  @Test
  void ofATableAndOfAPartitionedOne() {
    database.execute("DELETE FROM pg_statistic WHERE starelid = 'customers_wide'::regclass");

    warehouse.backfill(warehouse.customers, Direction.UP);
    warehouse.backfill(warehouse.orders, Direction.UP);

    assertThat(database.rows(KNOWN))
        .containsExactly(List.of("customers_wide", false), List.of("orders_by_month", true));
  }

  @Test
  void aTableThatIsKeptFromItIsSaid() throws Exception {
    try (Connection other = database.connect();
        Statement statement = other.createStatement();
        Connection connection = database.connect()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE customers_wide IN SHARE UPDATE EXCLUSIVE MODE");
      renew(connection);
    }
    assertThat(warehouse.said)
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("no statistics of \"public\".\"customers_wide\" were gathered")
                    .contains("lock timeout")
                    .endsWith("run ANALYZE \"public\".\"customers_wide\" before read-new"));
  }

  @Test
  void soIsOneThatTheRoleMayNotAnalyze() throws Exception {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      database.execute("DROP ROLE IF EXISTS filler; CREATE ROLE filler");
      statement.execute("SET ROLE filler");
      renew(connection);
    } finally {
      database.execute("DROP ROLE filler");
    }
    assertThat(warehouse.said)
        .anySatisfy(
            line ->
                assertThat(line)
                    // Until PostgreSQL 16 it is: only table or database owner can analyze it.
                    .startsWith("no statistics of \"public\".\"customers_wide\" were gathered")
                    .containsAnyOf("permission denied to analyze", "owner can analyze it"));
  }

  private void renew(Connection connection) throws SQLException {
    PlannerStatistics.renew(
        warehouse.context, connection, warehouse.customers, Direction.UP.computed(), warehouse);
  }
}
