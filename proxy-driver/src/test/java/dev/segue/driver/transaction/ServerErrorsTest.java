package dev.segue.driver.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Route;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** The server is asked whether a text that cannot be read is an error, in any of pgjdbc's modes. */
@ExtendWith(PostgresExtension.class)
class ServerErrorsTest {

  /** Deeper than Segue's parser goes. */
  private static final String DEEP = "(".repeat(300) + "'deep'" + ")".repeat(300);

  /** What PostgreSQL would execute. */
  private static final List<String> READABLE =
      List.of(
          "INSERT INTO customers (name) VALUES (" + DEEP + ")",
          "WITH w AS (DELETE FROM customers RETURNING id) SELECT id, " + DEEP + " FROM w",
          "SELECT " + DEEP + "; DELETE FROM customers",
          "SELECT " + DEEP + ", E'\\'' || $$'$$ FROM customers; DELETE FROM customers",
          "UPDATE customers SET name = " + DEEP + " RETURNING id",
          "DROP TABLE customers; SELECT " + DEEP,
          "SELECT name, {fn concat('a', " + DEEP + ")} FROM customers");

  private static final List<String> WRONG =
      List.of(
          "SELECT name FROM FROM customers",
          "SELECT name FROM customers; DELETE FORM customers",
          "INSERT INTO customers (name) VALUES ('a'",
          "SELECT name FROM customers WHERE name = 'it''s' AND AND true");

  @TempDir Path directory;
  private TestDatabase database;
  private Fixture shop;

  @BeforeEach
  void fixture(TestDatabase database) throws Exception {
    this.database = database;
    shop = new Fixture(database, directory, "connection");
    shop.steer(Route.BOTH_READ_OLD);
  }

  @AfterEach
  void closeFixture() throws SQLException {
    shop.close();
  }

  private Connection connect(String mode) throws SQLException {
    return DriverManager.getConnection(shop.url() + "&preferQueryMode=" + mode);
  }

  private static TransactionState state(Connection connection) throws SQLException {
    return connection.unwrap(BaseConnection.class).getTransactionState();
  }

  @ParameterizedTest
  @ValueSource(strings = {"simple", "extended", "extendedForPrepared", "extendedCacheEverything"})
  void whatTheServerCouldReadIsRefusedAndNotExecuted(String mode) throws Exception {
    try (Connection connection = connect(mode)) {
      for (boolean autoCommit : new boolean[] {true, false}) {
        connection.setAutoCommit(autoCommit);
        for (String sql : READABLE) {
          assertState("0A000", connection, sql);
          assertThat(state(connection)).isNotEqualTo(TransactionState.FAILED);
        }
        if (!autoCommit) {
          connection.commit();
        }
      }
    }
    assertThat(database.rows("SELECT count(*), count(DISTINCT name) FROM customers"))
        .containsExactly(List.of(5L, 5L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"simple", "extended", "extendedForPrepared", "extendedCacheEverything"})
  void whatTheServerCannotReadIsItsError(String mode) throws Exception {
    try (Connection connection = connect(mode)) {
      for (String sql : WRONG) {
        connection.setAutoCommit(true);
        assertState("42601", connection, sql);
        assertThat(state(connection)).isEqualTo(TransactionState.IDLE);
        connection.setAutoCommit(false);
        assertState("42601", connection, sql);
        assertThat(state(connection)).isEqualTo(TransactionState.FAILED);
        connection.rollback();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"$segue$", "it's", "back\\slash", "{d '1'}", "?"})
  void anErrorOfTheShapeThatIsSpokenMayNameAnything(String alias) throws Exception {
    try (Connection connection = shop.connect()) {
      assertState(
          "42703",
          connection,
          "SELECT \"%1$s\".full_name FROM customers \"%1$s\"".formatted(alias));
    }
  }

  private static void assertState(String state, Connection connection, String sql) {
    assertThatThrownBy(() -> Fixture.execute(connection, sql))
        .as(sql)
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).as(sql).isEqualTo(state));
  }
}
