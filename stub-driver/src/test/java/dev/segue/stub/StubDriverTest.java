package dev.segue.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class StubDriverTest {

  @Test
  void aKeptConnectionHandsOutTheSameObjectsAgain() throws SQLException {
    try (Connection connection = DriverManager.getConnection(StubDriver.KEPT_URL)) {
      var statement = connection.prepareStatement("SELECT ?");

      assertThat(connection.prepareStatement("SELECT ?")).isSameAs(statement);
      assertThat(statement.executeQuery()).isSameAs(statement.executeQuery());
    }
  }

  @Test
  void aFreshConnectionMakesNewObjectsEachTime() throws SQLException {
    try (Connection connection = DriverManager.getConnection(StubDriver.FRESH_URL)) {
      var statement = connection.prepareStatement("SELECT ?");

      assertThat(connection.prepareStatement("SELECT ?")).isNotSameAs(statement);
      assertThat(statement.executeQuery()).isNotSameAs(statement.executeQuery());
    }
  }

  @Test
  void everyExecutionAnswersExactlyOneRow() throws SQLException {
    try (Connection connection = DriverManager.getConnection(StubDriver.KEPT_URL)) {
      var statement = connection.prepareStatement("SELECT ?");
      for (int execution = 0; execution < 2; execution++) {
        var rows = statement.executeQuery();
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt(1)).isEqualTo(1);
        assertThat(rows.next()).isFalse();
      }
    }
  }

  @Test
  void methodsThatNobodyWroteAnswerNullZeroOrFalse() throws SQLException {
    try (Connection connection = DriverManager.getConnection(StubDriver.KEPT_URL)) {
      assertThat(connection.getMetaData().getURL()).isNull();
      assertThat(connection.prepareCall("{call f()}").execute()).isFalse();
      assertThat(connection.createStatement().getMaxRows()).isZero();
      assertThat(connection.getCatalog()).isNull();
    }
  }

  @Test
  void aClosedConnectionSaysSo() throws SQLException {
    Connection connection = DriverManager.getConnection(StubDriver.KEPT_URL);
    connection.close();

    assertThat(connection.isClosed()).isTrue();
    assertThat(connection.isValid(1)).isFalse();
  }
}
