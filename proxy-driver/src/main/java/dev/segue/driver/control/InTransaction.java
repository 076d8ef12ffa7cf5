package dev.segue.driver.control;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Runs several statements as one transaction, within the one that is open if autocommit is off.
 * Several threads may use it, each with a connection of its own.
 */
public final class InTransaction {

  /** What is run. */
  @FunctionalInterface
  public interface Work {
    void run() throws SQLException;
  }

  private InTransaction() {}

  /**
   * Runs {@code work} and commits, or rolls back if it fails. Where autocommit is off, commit and
   * rollback stay with the caller.
   */
  public static void run(Connection connection, Work work) throws SQLException {
    if (!connection.getAutoCommit()) {
      work.run();
      return;
    }
    connection.setAutoCommit(false);
    try {
      work.run();
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      try {
        connection.rollback();
      } catch (SQLException broken) {
        e.addSuppressed(broken);
      }
      throw e;
    } finally {
      if (!connection.isClosed()) {
        connection.setAutoCommit(true);
      }
    }
  }
}
