package dev.segue.driver.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * The wrapper of a result set: it leads back to the wrapper of its statement, a cursor inside a
 * column comes out wrapped, and rows are not written past the rules. Everything else is generated.
 */
public abstract class SegueResultSet extends JdbcWrapper implements ResultSet {

  /** Makes the wrappers of one wrapped class; generated. */
  abstract static class Factory extends WrapperFactory {
    abstract SegueResultSet wrap(
        ResultSet delegate, SegueStatement statement, SegueConnection connection);
  }

  private SegueStatement statement;
  private final SegueConnection connection;

  SegueResultSet(ResultSet delegate, SegueStatement statement, SegueConnection connection) {
    super(delegate);
    this.statement = statement;
    this.connection = connection;
  }

  /** The wrapped result set. */
  protected final ResultSet delegate() {
    return (ResultSet) delegate;
  }

  /**
   * The wrapper of the statement. The wrapped driver is asked too: it fails where this is closed.
   */
  @Override
  public final Statement getStatement() throws SQLException {
    Statement physical = delegate().getStatement();
    if (statement == null && physical != null) {
      statement = connection.wrappers().anyStatement(physical);
    }
    return statement;
  }

  /** As the wrapped driver's: two wrappers of one result set are equal. */
  @Override
  public final boolean equals(Object other) {
    return other instanceof SegueResultSet wrapper && wrapper.delegate == delegate;
  }

  @Override
  public final int hashCode() {
    return System.identityHashCode(delegate);
  }

  @Override
  public final Object getObject(int columnIndex) throws SQLException {
    return connection.wrapCursor(delegate().getObject(columnIndex));
  }

  @Override
  public final Object getObject(String columnLabel) throws SQLException {
    return connection.wrapCursor(delegate().getObject(columnLabel));
  }

  @Override
  public final Object getObject(int columnIndex, Map<String, Class<?>> map) throws SQLException {
    return connection.wrapCursor(delegate().getObject(columnIndex, map));
  }

  @Override
  public final Object getObject(String columnLabel, Map<String, Class<?>> map) throws SQLException {
    return connection.wrapCursor(delegate().getObject(columnLabel, map));
  }

  @Override
  public final void updateRow() throws SQLException {
    RowWrites.run(connection, delegate(), ResultSet::updateRow);
  }

  @Override
  public final void insertRow() throws SQLException {
    RowWrites.run(connection, delegate(), ResultSet::insertRow);
  }
}
