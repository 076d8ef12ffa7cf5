package dev.segue.driver.jdbc;

import java.sql.CallableStatement;
import java.sql.SQLException;
import java.util.Map;

/**
 * The wrapper of a callable statement: a cursor that a function returns comes out wrapped.
 * Everything else is generated.
 */
public abstract class SegueCallableStatement extends SeguePreparedStatement
    implements CallableStatement {

  /** Makes the wrappers of one wrapped class; generated. */
  abstract static class Factory extends WrapperFactory {
    abstract SegueCallableStatement wrap(CallableStatement delegate, SegueConnection connection);
  }

  SegueCallableStatement(CallableStatement delegate, SegueConnection connection) {
    super(delegate, connection);
  }

  @Override
  protected CallableStatement delegate() {
    return (CallableStatement) delegate;
  }

  @Override
  public Object getObject(int parameterIndex) throws SQLException {
    return connection.wrapCursor(delegate().getObject(parameterIndex));
  }

  @Override
  public Object getObject(String parameterName) throws SQLException {
    return connection.wrapCursor(delegate().getObject(parameterName));
  }

  @Override
  public Object getObject(int parameterIndex, Map<String, Class<?>> map) throws SQLException {
    return connection.wrapCursor(delegate().getObject(parameterIndex, map));
  }

  @Override
  public Object getObject(String parameterName, Map<String, Class<?>> map) throws SQLException {
    return connection.wrapCursor(delegate().getObject(parameterName, map));
  }
}
