package dev.segue.driver.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.equivalence.RouteSteering;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Route;
import dev.segue.route.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What PostgreSQL makes of conditions on a column that goes through a lookup table, of which one
 * value is as frequent as it is useless: it uses the index on the column that is read.
 */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class LookupIndexTest {

  private static final Pattern ROWS =
      Pattern.compile("rows=(\\d+) width=\\d+\\) \\(actual .*?rows=(\\d+)");

  private final TestDatabase shared;
  private TestDatabase database;
  private RouteSteering steering;
  private Path rules;

  LookupIndexTest(TestDatabase shared) {
    this.shared = shared;
  }

  @BeforeEach
  void tickets(@TempDir Path directory) throws Exception {
    rules = Files.writeString(directory.resolve("segue.yaml"), Tickets.RULES);
    database = shared.server().createDatabase();
    database.execute(Tickets.inBothShapes());
    ControlTables.ensure(database);
    database.execute(Tickets.objects());
    database.execute(
        """
        ALTER TABLE tickets DISABLE TRIGGER USER;
        INSERT INTO tickets (status, status_id, kind, kind_no)
          SELECT s.status, s.id, 'ask', (SELECT "Kind No" FROM desk.kinds WHERE kind_no = 'ask')
          FROM generate_series(1, 50000) n
          JOIN ticket_statuses s ON s.status = CASE WHEN n % 1000 = 0 THEN 'open' ELSE 'done' END;
        ALTER TABLE tickets ENABLE TRIGGER USER;
        CREATE INDEX old_one ON tickets (status);
        CREATE INDEX new_one ON tickets (status_id);
        ANALYZE tickets, ticket_statuses""");
    steering = new RouteSteering(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Connection speaking(Shape shape) throws SQLException {
    String url = database.segueUrl();
    return DriverManager.getConnection(
        url
            + (url.contains("?") ? "&" : "?")
            + "segue.config=%s&segue.speaks=%s".formatted(rules, shape.word()));
  }

  @Test
  void theIndexOnTheKeysServesWhoKnowsTheValues() throws Exception {
    try (Connection connection = speaking(Shape.OLD)) {
      steering.steer(Tickets.MIGRATIONS, Route.NEW);
      for (String sql :
          List.of(
              "SELECT id FROM tickets WHERE status = ?",
              "SELECT id FROM tickets WHERE status IN (?, 'on hold')",
              "SELECT id FROM tickets WHERE status = ? AND kind = 'ask'",
              "SELECT id FROM tickets WHERE status = ? OR id = 5",
              "SELECT id FROM tickets WHERE status = lower(?)",
              "SELECT id FROM tickets WHERE status LIKE ?",
              "SELECT id FROM tickets WHERE status = ? ORDER BY id FOR UPDATE",
              "UPDATE tickets SET note = 'x' WHERE status = ?",
              "DELETE FROM tickets WHERE status = ?",
              "SELECT b.id FROM tickets a JOIN tickets b ON b.status = a.status WHERE a.id = 1 AND a.status = ?")) {
        assertThat(plan(connection, sql, "open")).as(sql).contains("new_one");
      }
      String plan = plan(connection, "SELECT id FROM tickets WHERE status = ?", "open");
      Matcher rows = ROWS.matcher(plan);
      assertThat(rows.find()).isTrue();
      double expected = Double.parseDouble(rows.group(1));
      double found = Double.parseDouble(rows.group(2));
      assertThat(expected).as(plan).isBetween(found / 3, found * 3);
    }
  }

  @Test
  void theIndexOnTheValuesServesWhoKnowsTheKeys() throws Exception {
    try (Connection connection = speaking(Shape.NEW)) {
      steering.steer(Tickets.MIGRATIONS, Route.OLD);
      for (String sql :
          List.of(
              "SELECT id FROM tickets WHERE status_id = ?",
              "UPDATE tickets SET note = 'x' WHERE status_id = ?")) {
        assertThat(plan(connection, sql, 1L)).as(sql).contains("old_one");
      }
    }
  }

  private static String plan(Connection connection, String sql, Object parameter)
      throws SQLException {
    StringBuilder plan = new StringBuilder();
    connection.setAutoCommit(false);
    try (PreparedStatement explain = connection.prepareStatement("EXPLAIN ANALYZE " + sql)) {
      explain.setObject(1, parameter);
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
}
