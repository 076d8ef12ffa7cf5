package dev.segue.driver.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The wrapper of a prepared statement: its result set comes out wrapped. Its text was looked at
 * when it was prepared, so that executing it asks nobody. Everything else is generated.
 */
public abstract class SeguePreparedStatement extends SegueStatement implements PreparedStatement {

  /** Makes the wrappers of one wrapped class; generated. */
  interface Factory {
    SeguePreparedStatement wrap(PreparedStatement delegate, SegueConnection connection);
  }

  SeguePreparedStatement(PreparedStatement delegate, SegueConnection connection) {
    super(delegate, connection);
  }

  @Override
  protected PreparedStatement delegate() {
    return (PreparedStatement) delegate;
  }

  @Override
  public ResultSet executeQuery() throws SQLException {
    return wrapResult(((PreparedStatement) delegate).executeQuery());
  }
}
