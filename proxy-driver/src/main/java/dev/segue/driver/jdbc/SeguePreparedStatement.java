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
  abstract static class Factory extends WrapperFactory {
    abstract SeguePreparedStatement wrap(PreparedStatement delegate, SegueConnection connection);
  }

  SeguePreparedStatement(PreparedStatement delegate, SegueConnection connection) {
    super(delegate, connection);
  }

  @Override
  protected PreparedStatement delegate() {
    return (PreparedStatement) delegate;
  }

  /** Is not for prepared statements (JDBC 4.3, 14.1.4), as the wrapped one says. */
  @Override
  public final void addBatch(String sql) throws SQLException {
    delegate().addBatch(sql);
  }

  /** Is not for prepared statements either. */
  @Override
  public final int executeUpdate(String sql) throws SQLException {
    return delegate().executeUpdate(sql);
  }

  /**
   * The result set in a wrapper that nobody else holds, so that the compiler need not make it where
   * the application lets go of it; kept wrappers are 24 bytes an execution. A later {@code
   * getResultSet()} gives an equal one.
   */
  @Override
  public ResultSet executeQuery() throws SQLException {
    return adopt(delegate().executeQuery());
  }
}
