package dev.segue.migrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.driver.control.Direction;
import dev.segue.flags.FlagKind;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application that names the parts of a table whose rows are split, from the first step to the
 * last one, and on the way back.
 */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class SplitWalkTest {

  private static final String BY_TRIGGERS =
      Areas.RULES.replace(
          "rename: { note: remark }", "rename: { note: remark }\n    write-mode: trigger");

  private static final String DIFFERENCES =
      """
      SELECT count(*) FROM orders o FULL JOIN (
        SELECT *, true AS eu FROM orders_eu UNION ALL SELECT *, false FROM orders_rest) n ON n.id = o.id
      WHERE (o.id, o.region, o.note, o.code, o.customer)
        IS DISTINCT FROM (n.id, n.region, n.remark, n.code, n.customer)
        OR n.eu <> (n.region IN ('DE', 'FR'))""";

  private final TestDatabase database;
  private Areas areas;
  private int rounds;

  SplitWalkTest(TestDatabase database) {
    this.database = database;
  }

  @AfterEach
  void close() {
    areas.close();
  }

  private Connection application(Path folder, String rules, String speaks)
      throws SQLException, IOException {
    Path file = Files.writeString(folder.resolve("segue.yaml"), rules);
    String url = database.segueUrl();
    url += (url.contains("?") ? "&" : "?") + "segue.config=" + file + "&segue.speaks=" + speaks;
    return DriverManager.getConnection(url);
  }

  /** Writes rows of either part, moves some, and looks at all. */
  private void work(Connection application) throws SQLException {
    try (Statement statement = application.createStatement()) {
      long id =
          one(
              statement,
              "INSERT INTO orders_eu (region, remark) VALUES ('DE', 'made %d') RETURNING id"
                  .formatted(++rounds));
      assertThat(statement.executeUpdate("UPDATE orders_rest SET remark = 'x' WHERE id = " + id))
          .isZero();
      assertThat(statement.executeUpdate("UPDATE orders_eu SET region = 'FR' WHERE id = " + id))
          .isEqualTo(1);
      for (String taken :
          List.of(
              "INSERT INTO orders_eu (region) VALUES ('US')",
              "INSERT INTO orders_rest (region) VALUES ('FR')",
              "UPDATE orders_eu SET region = 'JP' WHERE id = " + id)) {
        assertThatThrownBy(() -> statement.execute(taken))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23514"));
      }
      String moved =
          "WITH gone AS (DELETE FROM orders_eu WHERE id = (SELECT min(id) FROM orders_eu) RETURNING *)"
              + " INSERT INTO orders_rest (id, region, remark, code)"
              + " SELECT id, 'US', 'moved ' || id, code FROM gone RETURNING id";
      long first = one(statement, moved);
      assertThat(one(statement, "SELECT count(*) FROM orders_rest WHERE id = " + first))
          .isEqualTo(1);
      assertThat(one(statement, "SELECT count(*) FROM orders_eu")).isEqualTo(500);
      assertThat(one(statement, "SELECT count(*) FROM orders_rest")).isEqualTo(500 + rounds);
      assertThat(one(statement, "SELECT count(*) FROM orders_by_region")).isEqualTo(1000 + rounds);
    }
  }

  private static long one(Statement statement, String sql) throws SQLException {
    try (ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }

  private void assertEqual() {
    assertThat(areas.value(DIFFERENCES)).as("rows that differ").isEqualTo(0L);
  }

  @Test
  void theWholeWayAndBack(@TempDir Path folder) throws Exception {
    areas = new Areas(database);
    try (Connection application = application(folder, Areas.RULES, "new")) {
      assertThatThrownBy(() -> application.createStatement().execute("DELETE FROM orders_eu"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("0A000"))
          .hasMessageContaining("which rows table orders_eu takes is not known");
      areas.expansion().run(areas.orders, areas);
      seen(application);
      work(application);
      areas.flag(areas.orders, FlagKind.WRITE_NEW, 100);
      work(application);
      areas.backfill(areas.orders, Direction.UP);
      assertEqual();
      work(application);
      assertThat(areas.verify(areas.orders, Direction.UP).clean()).isTrue();
      areas.flag(areas.orders, FlagKind.READ_NEW, 100);
      work(application);
      assertEqual();
      areas.flag(areas.orders, FlagKind.RETIRE_OLD, 100, true);
      work(application);

      areas.flag(areas.orders, FlagKind.RETIRE_OLD, 0);
      work(application);
      areas.backfill(areas.orders, Direction.DOWN);
      work(application);
      assertEqual();
      assertThat(areas.verify(areas.orders, Direction.DOWN).clean()).isTrue();
      areas.flag(areas.orders, FlagKind.READ_NEW, 0);
      work(application);
      assertEqual();

      areas.flag(areas.orders, FlagKind.READ_NEW, 100);
      areas.flag(areas.orders, FlagKind.RETIRE_OLD, 100, true);
      assertThat(areas.contract(areas.orders)).containsExactly("public.orders");
      work(application);
    }
  }

  /** The driver looks at the catalog twice a second. */
  private static void seen(Connection application) throws Exception {
    for (int i = 0; i < 100; i++) {
      try (Statement statement = application.createStatement()) {
        statement.execute("SELECT count(*), 2 FROM orders_eu");
        return;
      } catch (SQLException notYet) {
        Thread.sleep(50);
      }
    }
  }

  /** They are the whole's, and a statement that names a part would pass them. */
  @Test
  void whereTriggersWrite(@TempDir Path folder) throws Exception {
    areas = new Areas(database, BY_TRIGGERS);
    areas.expansion().run(areas.orders, areas);
    try (Connection application = application(folder, BY_TRIGGERS, "new")) {
      work(application);
      areas.flag(areas.orders, FlagKind.WRITE_NEW, 100);
      areas.backfill(areas.orders, Direction.UP);
      work(application);
      assertEqual();
      assertThat(areas.verify(areas.orders, Direction.UP).clean()).isTrue();
      areas.flag(areas.orders, FlagKind.READ_NEW, 100);
      work(application);
      assertEqual();
      areas.flag(areas.orders, FlagKind.RETIRE_OLD, 100, true);
      work(application);
      areas.flag(areas.orders, FlagKind.RETIRE_OLD, 0);
      areas.backfill(areas.orders, Direction.DOWN);
      for (String write :
          List.of("DELETE FROM orders_eu", "INSERT INTO orders_eu (region) VALUES ('DE')")) {
        assertThatThrownBy(() -> application.createStatement().execute(write))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("0A000"))
            .hasMessageContaining("the triggers that write the old table are the whole's");
      }
      try (Statement statement = application.createStatement()) {
        statement.execute("DELETE FROM orders_by_region WHERE id = 100");
      }
      assertEqual();
    }
  }
}
