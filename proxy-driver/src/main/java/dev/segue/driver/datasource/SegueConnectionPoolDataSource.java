package dev.segue.driver.datasource;

import java.sql.SQLException;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.PooledConnection;
import org.postgresql.ds.PGPooledConnection;

/**
 * The driver as a {@link ConnectionPoolDataSource}, for pools that take physical connections
 * through it (JDBC 4.3, chapter 11). The handles and their events are the wrapped driver's own,
 * over a connection of Segue. Safe for use by several threads once it is configured.
 */
public final class SegueConnectionPoolDataSource extends SegueConnectionSettings
    implements ConnectionPoolDataSource {

  private boolean defaultAutoCommit = true;

  /** A data source that has yet to be given its URL. */
  public SegueConnectionPoolDataSource() {}

  /** Whether a handle begins in autocommit mode. */
  public boolean isDefaultAutoCommit() {
    return defaultAutoCommit;
  }

  /** Sets whether a handle begins in autocommit mode; it does unless this says otherwise. */
  public void setDefaultAutoCommit(boolean defaultAutoCommit) {
    this.defaultAutoCommit = defaultAutoCommit;
  }

  @Override
  public PooledConnection getPooledConnection() throws SQLException {
    return new PGPooledConnection(open(), defaultAutoCommit);
  }

  @Override
  public PooledConnection getPooledConnection(String user, String password) throws SQLException {
    return new PGPooledConnection(open(user, password), defaultAutoCommit);
  }
}
