package dev.segue.driver.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Route;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** What is told of a prepared statement that is not executed. */
@ExtendWith(PostgresExtension.class)
class DescriptionTest {

  @TempDir Path directory;
  private Fixture shop;

  @BeforeEach
  void fixture(TestDatabase database) throws Exception {
    shop = new Fixture(database, directory, "connection");
    shop.steer(Route.BOTH_READ_NEW);
  }

  @AfterEach
  void closeFixture() throws SQLException {
    shop.close();
  }

  @Test
  void aStatementIsDescribedInTheShapeThatIsSpoken() throws Exception {
    try (Connection connection = shop.connect();
        PreparedStatement read = connection.prepareStatement("SELECT * FROM customers")) {
      assertThat(read.getMetaData().getColumnCount()).isEqualTo(2);
      assertThat(read.getMetaData().getColumnLabel(2)).isEqualTo("name");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "42703 | SELECT full_name FROM customers WHERE id = ?",
        "42601 | SELECT name FROM FROM customers WHERE id = ?",
        "0A000 | CREATE VIEW names AS SELECT name FROM customers",
      })
  void whatIsWrongOrRefusedIsNotDescribed(String state, String sql) throws Exception {
    try (Connection connection = shop.connect();
        PreparedStatement wrong = connection.prepareStatement(sql)) {
      for (boolean autoCommit : new boolean[] {true, false}) {
        connection.setAutoCommit(autoCommit);
        assertState(state, wrong::getMetaData);
        assertState(state, wrong::getParameterMetaData);
        assertThat(connection.unwrap(BaseConnection.class).getTransactionState())
            .as("no transaction is begun")
            .isEqualTo(TransactionState.IDLE);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "42703 | FAILED | SELECT full_name FROM customers",
        "42601 | FAILED | SELECT name FROM FROM customers",
        "0A000 | OPEN   | CREATE VIEW names AS SELECT name FROM customers",
      })
  void whatIsWrongFailsATransactionThatIsOpen(String state, TransactionState left, String sql)
      throws Exception {
    try (Connection connection = shop.connect();
        PreparedStatement wrong = connection.prepareStatement(sql)) {
      connection.setAutoCommit(false);
      Fixture.execute(connection, "SELECT 1");
      assertState(state, wrong::getMetaData);
      assertThat(connection.unwrap(BaseConnection.class).getTransactionState()).isEqualTo(left);
      connection.rollback();
    }
  }

  @Test
  void whereItIsObservedOnlyTheTextItselfIsDescribed() throws Exception {
    try (Connection connection = DriverManager.getConnection(shop.url() + "&segue.mode=observe");
        PreparedStatement read =
            connection.prepareStatement("SELECT full_name, * FROM customers")) {
      assertThat(read.getMetaData().getColumnCount()).isEqualTo(4);
    }
  }

  private static void assertState(String state, Call call) {
    assertThatThrownBy(call::run)
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo(state);
  }

  private interface Call {
    void run() throws SQLException;
  }
}
