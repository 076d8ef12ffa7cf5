package dev.segue.driver.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** One object has one wrapper, and no wrapper leads past another. */
class IdentityTest {

  private final Recorded<ResultSet> rawRows = Recorded.of(ResultSet.class);
  private final Recorded<PreparedStatement> rawPrepared =
      Recorded.of(PreparedStatement.class)
          .answering("executeQuery", rawRows.object())
          .answering("getResultSet", rawRows.object())
          .answering("getGeneratedKeys", rawRows.object());
  private final Recorded<Connection> rawConnection =
      Recorded.of(Connection.class).answering("prepareStatement", rawPrepared.object());
  private final SegueConnection connection =
      SegueConnection.wrap(rawConnection.object(), Connections.passThrough());

  @Test
  void aStatementLeadsBackToItsConnection() throws SQLException {
    assertThat(connection.createStatement().getConnection()).isSameAs(connection);
    assertThat(connection.prepareStatement("SELECT 1").getConnection()).isSameAs(connection);
    assertThat(connection.prepareCall("{call f()}").getConnection()).isSameAs(connection);
  }

  @Test
  void aResultSetLeadsBackToItsStatement() throws SQLException {
    PreparedStatement statement = connection.prepareStatement("SELECT 1");

    assertThat(statement.executeQuery().getStatement()).isSameAs(statement);
    assertThat(statement.getResultSet().getStatement()).isSameAs(statement);
    assertThat(statement.getGeneratedKeys().getStatement()).isSameAs(statement);
  }

  @Test
  void theSameResultSetComesInTheSameWrapper() throws SQLException {
    Recorded<Statement> raw =
        Recorded.of(Statement.class)
            .answering("executeQuery", rawRows.object())
            .answering("getResultSet", rawRows.object())
            .answering("getGeneratedKeys", rawRows.object());
    rawConnection.answering("createStatement", raw.object());
    Statement statement = connection.createStatement();

    assertThat(statement.executeQuery("SELECT 1")).isSameAs(statement.getResultSet());
    assertThat(statement.getResultSet()).isSameAs(statement.getResultSet());
    assertThat(statement.getGeneratedKeys()).isSameAs(statement.getGeneratedKeys());
  }

  @Test
  void theResultSetOfAPreparedQueryEqualsTheStatementsCurrentOne() throws SQLException {
    PreparedStatement statement = connection.prepareStatement("SELECT 1");
    ResultSet rows = statement.executeQuery();

    assertThat(statement.getResultSet()).isEqualTo(rows).hasSameHashCodeAs(rows);
    assertThat(statement.getResultSet()).isSameAs(statement.getResultSet());
  }

  @Test
  void aNewResultSetComesInANewWrapper() throws SQLException {
    PreparedStatement statement = connection.prepareStatement("SELECT 1");
    ResultSet first = statement.getResultSet();
    rawPrepared.answering("getResultSet", Recorded.of(ResultSet.class).object());

    assertThat(statement.getResultSet()).isNotSameAs(first).isNotEqualTo(first);
  }

  @Test
  void noResultSetStaysNone() throws SQLException {
    rawPrepared.answering("getResultSet", null).answering("getGeneratedKeys", null);
    PreparedStatement statement = connection.prepareStatement("UPDATE t SET a = 1");

    assertThat(statement.getResultSet()).isNull();
    assertThat(statement.getGeneratedKeys()).isNull();
  }

  @Test
  void metadataIsOneAndLeadsBackToItsConnection() throws SQLException {
    rawConnection.answering("getMetaData", Recorded.of(DatabaseMetaData.class).object());
    DatabaseMetaData metaData = connection.getMetaData();

    assertThat(connection.getMetaData()).isSameAs(metaData);
    assertThat(metaData.getConnection()).isSameAs(connection);
  }

  @Test
  void theStatementBehindMetadatasResultSetIsWrapped() throws SQLException {
    Recorded<ResultSet> tables =
        Recorded.of(ResultSet.class).answering("getStatement", rawPrepared.object());
    rawConnection.answering(
        "getMetaData",
        Recorded.of(DatabaseMetaData.class).answering("getTables", tables.object()).object());
    ResultSet rows = connection.getMetaData().getTables(null, null, "%", null);

    assertThat(rows.getStatement())
        .isInstanceOf(SeguePreparedStatement.class)
        .isSameAs(rows.getStatement());
    assertThat(rows.getStatement().getConnection()).isSameAs(connection);
  }

  @Test
  void aCursorInsideAColumnOrAParameterIsWrapped() throws SQLException {
    rawRows.answering("getObject", Recorded.of(ResultSet.class).object());
    rawConnection.answering(
        "prepareCall",
        Recorded.of(CallableStatement.class)
            .answering("getObject", Recorded.of(ResultSet.class).object())
            .object());

    assertThat(connection.prepareStatement("SELECT f()").executeQuery().getObject(1))
        .isInstanceOf(SegueResultSet.class);
    assertThat(connection.prepareCall("{? = call f()}").getObject(1))
        .isInstanceOf(SegueResultSet.class);
  }

  @Test
  void aClosedStatementFailsAsTheWrappedOneDoes() throws SQLException {
    SQLException closed = new SQLException("this statement has been closed", "55000");
    rawPrepared.answering("getConnection", closed);
    rawRows.answering("getStatement", closed);
    PreparedStatement statement = connection.prepareStatement("SELECT 1");

    assertThatThrownBy(statement::getConnection).isSameAs(closed);
    assertThatThrownBy(statement.executeQuery()::getStatement).isSameAs(closed);
  }

  @Test
  void aWrapperLooksLikeWhatItWrapsAndIsNotEqualToIt() {
    assertThat(connection).hasToString(rawConnection.object().toString());
    assertThat(connection).isNotEqualTo(rawConnection.object()).isEqualTo(connection);
  }
}
