package dev.segue.stub;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;

/** A statement that executes nothing and answers every query with its result set of one row. */
abstract class StubStatement implements Statement {

  private final StubConnection connection;
  private final StubResultSet resultSet;

  StubStatement(StubConnection connection) {
    this.connection = connection;
    this.resultSet = StubClasses.resultSet(this);
  }

  final ResultSet oneRow() {
    if (connection.isFresh()) {
      return StubClasses.resultSet(this);
    }
    resultSet.rewind();
    return resultSet;
  }

  @Override
  public ResultSet executeQuery(String sql) {
    return oneRow();
  }

  @Override
  public int executeUpdate(String sql) {
    return 1;
  }

  @Override
  public ResultSet getResultSet() {
    return resultSet;
  }

  @Override
  public Connection getConnection() {
    return connection;
  }
}
