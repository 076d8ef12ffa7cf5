package dev.segue.driver.datasource;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * The driver as a {@link DataSource} that opens a connection each time it is asked for one; give it
 * to a pool. Safe for use by several threads once it is configured.
 */
public final class SegueDataSource extends SegueConnectionSettings implements DataSource {

  /** A data source that has yet to be given its URL. */
  public SegueDataSource() {}

  @Override
  public Connection getConnection() throws SQLException {
    return open();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return open(user, password);
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new SQLException("a data source of Segue wraps no " + type.getName(), "22023");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
