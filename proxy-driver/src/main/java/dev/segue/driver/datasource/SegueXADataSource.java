package dev.segue.driver.datasource;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import org.postgresql.core.BaseConnection;
import org.postgresql.xa.PGXAConnection;

/**
 * The driver as an {@link XADataSource}: branches of distributed transactions over PostgreSQL's
 * {@code PREPARE TRANSACTION} (manual, 74.2), by the wrapped driver's own {@link PGXAConnection}
 * over a connection of Segue. What a branch writes to both shapes is in the branch, and is
 * prepared, committed and rolled back with it; a branch draws its routes once, with its first
 * statement of a migration. Operators who wait for running transactions wait for prepared branches
 * too. Safe for use by several threads once it is configured.
 */
public final class SegueXADataSource extends SegueConnectionSettings implements XADataSource {

  /** A data source that has yet to be given its URL. */
  public SegueXADataSource() {}

  @Override
  public XAConnection getXAConnection() throws SQLException {
    return branches(open());
  }

  @Override
  public XAConnection getXAConnection(String user, String password) throws SQLException {
    return branches(open(user, password));
  }

  private static XAConnection branches(Connection connection) throws SQLException {
    if (connection instanceof BaseConnection postgres) {
      try {
        return new PGXAConnection(postgres);
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    }
    connection.close();
    throw new SQLException(
        "distributed transactions are for PostgreSQL alone\n"
            + "  Hint: Take the other driver's own XADataSource: nothing of it would be routed.",
        "0A000");
  }
}
