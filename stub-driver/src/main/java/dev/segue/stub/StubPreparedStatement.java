package dev.segue.stub;

import java.sql.PreparedStatement;
import java.sql.ResultSet;

/** A prepared statement that keeps one bound number, so that binding is not nothing at all. */
abstract class StubPreparedStatement extends StubStatement implements PreparedStatement {

  private long bound;

  StubPreparedStatement(StubConnection connection) {
    super(connection);
  }

  @Override
  public void setInt(int parameterIndex, int x) {
    bound = x;
  }

  @Override
  public void setLong(int parameterIndex, long x) {
    bound = x;
  }

  @Override
  public ResultSet executeQuery() {
    return oneRow();
  }

  @Override
  public int executeUpdate() {
    return bound == 0 ? 0 : 1;
  }
}
