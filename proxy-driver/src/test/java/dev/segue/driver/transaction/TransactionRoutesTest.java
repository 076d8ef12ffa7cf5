package dev.segue.driver.transaction;

import static dev.segue.driver.transaction.Fixture.execute;
import static dev.segue.driver.transaction.Fixture.insert;
import static dev.segue.driver.transaction.Fixture.strings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.driver.RoutingKey;
import dev.segue.driver.SegueDriver;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.togglz.core.manager.FeatureManager;

/** A route is drawn once per transaction and held to its end, however that is begun and ended. */
@ExtendWith(PostgresExtension.class)
class TransactionRoutesTest {

  @TempDir Path directory;
  private TestDatabase database;
  private Fixture shop;

  @BeforeEach
  void fixture(TestDatabase database) throws SQLException, IOException {
    this.database = database;
    shop = new Fixture(database, directory, "key");
  }

  @AfterEach
  void closeFixture() throws SQLException {
    shop.close();
  }

  /** Flips from OLD to dual writes while {@code held} has a transaction open. */
  private void flipUnder(Connection held) throws Exception {
    insert(held, "before");
    shop.flip(Route.BOTH_READ_OLD);
    shop.awaitDualWrites();
  }

  @Test
  void aTransactionHoldsItsRouteOverAFlipAndTheNextTakesTheNewOne() throws Exception {
    try (Connection held = shop.connect();
        Connection other = shop.connect()) {
      held.setAutoCommit(false);
      flipUnder(held);
      insert(held, "held");
      insert(other, "other");
      held.commit();
      insert(held, "after");
      held.commit();
    }
    assertThat(shop.shapesOf("held")).isEqualTo("old");
    assertThat(shop.shapesOf("other")).isEqualTo("oldnew");
    assertThat(shop.shapesOf("after")).isEqualTo("oldnew");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SAVEPOINT s", "ROLLBACK TO SAVEPOINT s", "RELEASE SAVEPOINT s"})
  void whatDoesNotEndATransactionDoesNotEndItsRoute(String command) throws Exception {
    try (Connection held = shop.connect()) {
      execute(held, "BEGIN");
      execute(held, "SAVEPOINT s");
      flipUnder(held);
      execute(held, command);
      insert(held, "held");
      assertThatThrownBy(held::commit).isInstanceOf(SQLException.class); // in autocommit mode
      insert(held, "held-too");
      held.setAutoCommit(false); // commits nothing
      insert(held, "held-still");
      held.commit();
    }
    assertThat(shop.shapesOf("held")).isEqualTo("old");
    assertThat(shop.shapesOf("held-too")).isEqualTo("old");
    assertThat(shop.shapesOf("held-still")).isEqualTo("old");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COMMIT",
        "/* done */ commit work",
        "END",
        "ROLLBACK",
        "COMMIT AND CHAIN",
        "ROLLBACK AND CHAIN",
        "COMMIT; BEGIN"
      })
  void aCommandThatEndsTheTransactionEndsItsRoute(String command) throws Exception {
    try (Connection held = shop.connect()) {
      execute(held, "BEGIN");
      flipUnder(held);
      execute(held, command);
      insert(held, "after");
      execute(held, "COMMIT");
    }
    assertThat(shop.shapesOf("after")).isEqualTo("oldnew");
  }

  @Test
  void aRollbackToAJdbcSavepointKeepsTheRoute() throws Exception {
    try (Connection held = shop.connect()) {
      held.setAutoCommit(false);
      Savepoint savepoint = held.setSavepoint();
      flipUnder(held);
      held.rollback(savepoint);
      insert(held, "held");
      held.setAutoCommit(true);
      insert(held, "after");
    }
    assertThat(shop.shapesOf("before")).isEmpty();
    assertThat(shop.shapesOf("held")).isEqualTo("old");
    assertThat(shop.shapesOf("after")).isEqualTo("oldnew");
  }

  @Test
  void whatTheWrappedDriverTakesForNoBatchIsRefusedWhenItIsAdded() throws Exception {
    try (Connection connection = shop.connect();
        Statement statement = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement("SELECT 1");
        PreparedStatement routed =
            connection.prepareStatement("UPDATE customers SET name = ? WHERE id = 1")) {
      assertThatThrownBy(() -> statement.addBatch("SELECT 1; SELECT 2"))
          .isInstanceOf(SQLException.class);
      for (PreparedStatement each : List.of(prepared, routed)) {
        for (String sql : List.of("SELECT 1", "UPDATE customers SET name = 'x'")) {
          assertThatThrownBy(() -> each.addBatch(sql)).isInstanceOf(SQLException.class);
        }
      }
    }
  }

  @Test
  void theTextsOfABatchAreOneTransactionOnOneRoute() throws Exception {
    try (Connection connection = shop.connect();
        Statement statement = connection.createStatement()) {
      statement.addBatch("INSERT INTO customers (name) VALUES ('batch-1')");
      shop.steer(Route.BOTH_READ_OLD);
      statement.addBatch("SET application_name = 'batch'");
      statement.addBatch("INSERT INTO customers (name) VALUES ('batch-2')");
      assertThat(statement.executeBatch()).containsExactly(1, 0, 1);
      connection.setAutoCommit(false);
      statement.addBatch("INSERT INTO customers (name) VALUES ('batch-3')");
      statement.addBatch("COMMIT");
      statement.addBatch("INSERT INTO customers (name) VALUES ('batch-4')");
      assertThat(statement.executeBatch()).hasSize(3);
      connection.rollback();
    }
    assertThat(shop.shapesOf("batch-1")).isEqualTo("oldnew");
    assertThat(shop.shapesOf("batch-2")).isEqualTo("oldnew");
    assertThat(shop.shapesOf("batch-3")).isEqualTo("oldnew");
    assertThat(shop.shapesOf("batch-4")).as("after COMMIT, as pgjdbc").isEqualTo("oldnew");
  }

  @Test
  void aBatchThatIsRefusedFailsAsABatchAndLeavesNothing() throws Exception {
    shop.steer(Route.BOTH_READ_OLD);
    try (Connection connection = shop.connect();
        Statement statement = connection.createStatement()) {
      statement.addBatch("INSERT INTO customers (name) VALUES ('good')");
      statement.addBatch("INSERT INTO customers (full_name) VALUES ('bad')");
      assertThatThrownBy(statement::executeBatch)
          .isInstanceOf(BatchUpdateException.class)
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("42703");
      assertThat(statement.executeBatch()).isEmpty();
      insert(connection, "next");
    }
    assertThat(shop.shapesOf("good")).isEmpty();
    assertThat(shop.shapesOf("next")).isEqualTo("oldnew");
  }

  @Test
  void aRefusalLeavesTheTransactionUsable() throws Exception {
    shop.steer(Route.BOTH_READ_OLD);
    database.execute(
        """
        CREATE TABLE IF NOT EXISTS reached (n int);
        CREATE OR REPLACE FUNCTION reach() RETURNS event_trigger LANGUAGE plpgsql AS
          'BEGIN INSERT INTO reached VALUES (1); END';
        DROP EVENT TRIGGER IF EXISTS reach;
        CREATE EVENT TRIGGER reach ON ddl_command_start EXECUTE FUNCTION reach()
        """);
    try (Connection connection = shop.connect()) {
      connection.setAutoCommit(false);
      insert(connection, "first");
      assertThatThrownBy(() -> execute(connection, "ALTER TABLE customers RENAME name TO nom"))
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("0A000");
      insert(connection, "second");
      connection.commit();
    } finally {
      database.execute("DROP EVENT TRIGGER reach");
    }
    assertThat(database.rows("SELECT * FROM reached")).as("commands that arrived").isEmpty();
    assertThat(shop.shapesOf("second")).isEqualTo("oldnew");
  }

  @Test
  void anErrorOfTheSpokenShapeFailsTheTransactionAsThePlainDriverWould() throws Exception {
    shop.steer(Route.BOTH_READ_OLD);
    try (Connection connection = shop.connect()) {
      connection.setAutoCommit(false);
      insert(connection, "first");
      assertThatThrownBy(() -> execute(connection, "SELECT full_name FROM customers"))
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("42703");
      assertThatThrownBy(() -> insert(connection, "second"))
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("25P02");
      connection.rollback();
      insert(connection, "third");
      connection.commit();
    }
    assertThat(shop.shapesOf("first")).isEmpty();
    assertThat(shop.shapesOf("third")).isEqualTo("oldnew");
  }

  @ParameterizedTest
  @CsvSource({"info", "thread"})
  void aKeyKeepsItsRouteAndAShareOfKeysReadsTheNewShape(String way) throws Exception {
    shop.steer(Route.BOTH_READ_NEW);
    shop.flip(true, "30", false);
    shop.awaitTakenUp(Route.BOTH_READ_OLD, Route.BOTH_READ_NEW);
    // Rows that differ tell which shape was read.
    database.execute("UPDATE customers SET full_name = 'new' WHERE id = 1");
    int read = 0;
    int keys = 400;
    try (Connection one = shop.connect();
        Connection other = shop.connect()) {
      for (int key = 0; key < keys; key++) {
        String first = read(one, way, "tenant-" + key);
        assertThat(read(other, way, "tenant-" + key)).isEqualTo(first);
        read += first.equals("new") ? 1 : 0;
      }
    }
    assertThat(read).isBetween(85, 155); // 120 ± 4 standard deviations
  }

  private static String read(Connection connection, String way, String key) throws Exception {
    String sql = "SELECT name FROM customers WHERE id = 1";
    if (way.equals("thread")) {
      return RoutingKey.call(key, () -> strings(connection, sql).get(0));
    }
    connection.setClientInfo("segue.key", key);
    return strings(connection, sql).get(0);
  }

  @Test
  void withoutAKeyAConnectionKeepsItsRoute() throws Exception {
    shop.steer(Route.BOTH_READ_NEW);
    shop.flip(true, "50", false);
    shop.awaitTakenUp(Route.BOTH_READ_OLD, Route.BOTH_READ_NEW);
    database.execute("UPDATE customers SET full_name = 'new' WHERE id = 1");
    boolean[] seen = new boolean[2];
    for (int i = 0; i < 40; i++) {
      try (Connection connection = shop.connect()) {
        String first = strings(connection, "SELECT name FROM customers WHERE id = 1").get(0);
        assertThat(strings(connection, "SELECT name FROM customers WHERE id = 1"))
            .containsExactly(first);
        seen[first.equals("new") ? 1 : 0] = true;
      }
    }
    assertThat(seen).containsOnly(true);
  }

  @Test
  void anOpenConnectionLeadsToTheFeaturesOfItsInstance() throws Exception {
    shop.steer(Route.BOTH_READ_OLD);
    try (Connection connection = shop.connect()) {
      FeatureManager features = SegueDriver.featureManager(connection);
      assertThat(features.getFeatures())
          .filteredOn(features::isActive)
          .extracting(feature -> feature.name())
          .containsExactly("customers-full-name.write-new");
    }
    try (Connection plain = database.connect()) {
      assertThatThrownBy(() -> SegueDriver.featureManager(plain))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("no flags");
    }
  }

  @Test
  void preparedStatementsKeepTheirParametersAndBatchesOverAFlip() throws Exception {
    try (Connection connection = shop.connect();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO customers (name) VALUES (?)")) {
      insert.setString(1, "row-1");
      insert.addBatch();
      insert.setCharacterStream(1, new java.io.StringReader("row-2"));
      insert.addBatch();
      shop.steer(Route.BOTH_READ_OLD);
      assertThat(insert.executeBatch()).containsExactly(1, 1);
      shop.steer(Route.NEW);
      insert.setString(1, "row-3");
      insert.executeUpdate();
      insert.clearParameters();
      shop.steer(Route.BOTH_READ_NEW);
      assertThatThrownBy(insert::executeUpdate)
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("22023");
      assertThat(insert.getParameterMetaData().getParameterCount()).isEqualTo(1);
    }
    assertThat(shop.shapesOf("row-1")).isEqualTo("oldnew");
    assertThat(shop.shapesOf("row-2")).isEqualTo("oldnew");
    assertThat(shop.shapesOf("row-3")).isEqualTo("new");
  }
}
