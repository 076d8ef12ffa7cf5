package dev.segue.driver.flips;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.driver.control.Direction;
import dev.segue.driver.control.MigrationStates;
import dev.segue.driver.control.RunningTransactions;
import dev.segue.driver.control.Verifications;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.MigrationId;
import dev.segue.route.Route;
import dev.segue.route.Shape;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Walks one migration through all its stages and back, again and again, as an operator does with
 * {@code flag}, {@code backfill} and {@code verify}: each flag, the wait for the fleet, the wait
 * for the transactions that ran before, the rows filled one by one, the verification.
 *
 * <p>While the whole fleet is known to be on some routes it notes the interval, for the {@link
 * Audit}, and looks for torn pairs where both shapes are current.
 */
final class Operator {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int OLD = 1 << Route.OLD.ordinal();
  private static final int READ_OLD = 1 << Route.BOTH_READ_OLD.ordinal();
  private static final int READ_NEW = 1 << Route.BOTH_READ_NEW.ordinal();
  private static final int LEAD_NEW = 1 << Route.BOTH_LEAD_NEW.ordinal();
  private static final int NEW = 1 << Route.NEW.ordinal();

  /** A time in which every row that is written has these shapes. */
  record Interval(String migration, String shapes, Object from, Object to) {}

  private final TestDatabase database;
  private final MigrationId migration;
  private final String table;
  private final String oldColumn;
  private final String newColumn;
  private final String up;
  private final String down;
  private final Random random;
  private final List<Interval> intervals = new ArrayList<>();
  private int walks;
  private int flips;

  private Operator(
      TestDatabase database, String migration, String table, String[] columns, long seed) {
    this.database = database;
    this.migration = new MigrationId(migration);
    this.table = table;
    this.oldColumn = columns[0];
    this.newColumn = columns[1];
    this.up = columns[2];
    this.down = columns[3];
    this.random = new Random(seed);
  }

  static Operator ofCustomers(TestDatabase database, long seed) {
    String[] columns = {"name", "full_name", "name", "full_name"};
    return new Operator(database, Shop.CUSTOMERS, "customers", columns, seed);
  }

  static Operator ofOrders(TestDatabase database, long seed) {
    String[] columns = {
      "amount", "amount_cents", "(amount * 100)::bigint", "(amount_cents / 100.0)::numeric(12,2)"
    };
    return new Operator(database, Shop.ORDERS, "orders", columns, seed);
  }

  List<Interval> intervals() {
    return intervals;
  }

  int walks() {
    return walks;
  }

  int flips() {
    return flips;
  }

  /** From {@code OLD} to {@code NEW} and back. */
  void walk() throws SQLException, InterruptedException {
    forth();
    step("retire-old", 100, NEW, "new", false);
    step("retire-old", 0, LEAD_NEW, "oldnew", false);
    fill(Direction.DOWN);
    step("read-new", 35, READ_OLD | READ_NEW, "oldnew", true);
    step("read-new", 0, READ_OLD, "oldnew", true);
    step("write-new", 0, OLD, "old", false);
    walks++;
  }

  /** From {@code OLD} to where both shapes are written and the new one is read. */
  void forth() throws SQLException, InterruptedException {
    step("write-new", 100, READ_OLD, "oldnew", false);
    fill(Direction.UP);
    step("read-new", 1, READ_OLD | READ_NEW, "oldnew", true);
    step("read-new", 50, READ_OLD | READ_NEW, "oldnew", true);
    step("read-new", 0, READ_OLD, "oldnew", true);
    step("read-new", 100, READ_NEW, "oldnew", true);
  }

  /** The old shape is left for good, as far as this test goes. */
  void retire() throws SQLException, InterruptedException {
    step("retire-old", 100, NEW, "new", false);
  }

  private void step(String flag, int percentage, int routes, String shapes, boolean bothCurrent)
      throws SQLException, InterruptedException {
    database.execute(
        """
        INSERT INTO segue.flag (feature_name, feature_enabled, strategy_id, strategy_params)
        VALUES ('%1$s.%2$s', %3$d, %4$s, %5$s)
        ON CONFLICT (feature_name) DO UPDATE SET feature_enabled = excluded.feature_enabled,
          strategy_id = excluded.strategy_id, strategy_params = excluded.strategy_params
        """
            .formatted(
                migration,
                flag,
                percentage == 0 ? 0 : 1,
                flag.equals("read-new") ? "'segue-percentage'" : "NULL",
                flag.equals("read-new") ? "'percentage=" + percentage + "'" : "NULL"));
    flips++;
    try (Connection connection = database.connect()) {
      awaitFleet(connection, routes);
      Object from = now(connection);
      Thread.sleep(random.nextInt(200)); // the load goes on for a while before the next flip
      if (bothCurrent) {
        assertThat(differing(connection)).as("torn pairs of %s", migration).isEmpty();
      }
      intervals.add(new Interval(migration.value(), shapes, from, now(connection)));
    }
  }

  private static Object now(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT clock_timestamp()::text")) {
      result.next();
      return result.getString(1);
    }
  }

  private void awaitFleet(Connection connection, int routes)
      throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String behind =
        """
        SELECT id, i.epoch, routes::text FROM segue.instance i, segue.epoch e
        WHERE i.lease_until > clock_timestamp()
          AND (i.epoch < e.epoch OR (i.routes ->> '%s')::int <> %d)
        """
            .formatted(migration, routes);
    try (PreparedStatement statement = connection.prepareStatement(behind)) {
      while (true) {
        try (ResultSet result = statement.executeQuery()) {
          if (!result.next()) {
            break;
          }
          assertThat(System.nanoTime())
              .as("%s waits for %d of %s", migration, routes, result.getString(3))
              .isLessThan(deadline);
        }
        Thread.sleep(20);
      }
    }
    RunningTransactions running = RunningTransactions.now(connection);
    while (!running.ended()) {
      assertThat(System.nanoTime()).as(running.example()).isLessThan(deadline);
      Thread.sleep(5);
      running = running.still(connection);
    }
  }

  /** What {@code backfill} and {@code verify} do, or with {@code --reverse}. */
  private void fill(Direction direction) throws SQLException {
    String target = direction == Direction.UP ? newColumn : oldColumn;
    String value = direction == Direction.UP ? up : down;
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET segue.filling = 'on'");
      MigrationStates states = new MigrationStates(connection);
      long left = states.keep(migration, direction.computed());
      String update =
          "UPDATE %1$s SET %2$s = %3$s WHERE id = ? AND %2$s IS DISTINCT FROM %3$s"
              .formatted(table, target, value);
      try (PreparedStatement row = connection.prepareStatement(update)) {
        for (long id : differing(connection)) {
          row.setLong(1, id);
          row.executeUpdate();
        }
      }
      assertThat(differing(connection)).as("rows of %s after filling", migration).isEmpty();
      connection.setAutoCommit(false);
      assertThat(states.keptSince(migration, direction.computed(), left)).isTrue();
      new Verifications(connection).record(migration, direction, 0, 0, true);
      if (direction.computed() == Shape.OLD) {
        states.oldShapeIsCurrent(migration);
      }
      statement.execute("SELECT segue.next_epoch()");
      connection.commit();
    }
  }

  private List<Long> differing(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT id FROM %s WHERE %s IS DISTINCT FROM %s OR %s IS DISTINCT FROM %s"
                    .formatted(table, newColumn, up, oldColumn, down))) {
      List<Long> ids = new ArrayList<>();
      while (result.next()) {
        ids.add(result.getLong(1));
      }
      return ids;
    }
  }
}
