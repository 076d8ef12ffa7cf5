package dev.segue.driver.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The wrapper of a connection's metadata: it leads back to the wrapper of the connection, and its
 * result sets come out wrapped. Everything else is generated, so that URL and product names are the
 * wrapped driver's, by which frameworks recognise the database.
 */
public abstract class SegueDatabaseMetaData extends JdbcWrapper implements DatabaseMetaData {

  /** Makes the wrappers of one wrapped class; generated. */
  abstract static class Factory extends WrapperFactory {
    abstract SegueDatabaseMetaData wrap(DatabaseMetaData delegate, SegueConnection connection);
  }

  private final SegueConnection connection;

  SegueDatabaseMetaData(DatabaseMetaData delegate, SegueConnection connection) {
    super(delegate);
    this.connection = connection;
  }

  /** The wrapped metadata. */
  protected final DatabaseMetaData delegate() {
    return (DatabaseMetaData) delegate;
  }

  /** The wrapper of the connection. The wrapped driver is asked too, for its errors. */
  @Override
  public final Connection getConnection() throws SQLException {
    return delegate().getConnection() == null ? null : connection;
  }

  /** What generated methods do with a result set that the wrapped object returns. */
  final ResultSet adopt(ResultSet physical) {
    return connection.adopt(physical);
  }
}
