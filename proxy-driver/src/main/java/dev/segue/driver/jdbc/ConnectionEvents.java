package dev.segue.driver.jdbc;

import java.sql.SQLException;

/**
 * Is told what the application does to a connection's transaction and session, around the call of
 * the wrapped driver. It belongs to one connection and is called by whichever thread uses that.
 *
 * <p>What is announced beforehand ({@code …ing}) may be refused by an exception, and then does not
 * happen. What is reported afterwards has happened, and cannot be refused any more.
 */
public interface ConnectionEvents {

  /** Nobody wants to know. */
  ConnectionEvents NONE = new ConnectionEvents() {};

  /** The transaction is about to be committed by {@code commit()}. */
  default void committing() throws SQLException {}

  /**
   * A {@code commit()} or a whole {@code rollback()} was tried.
   *
   * @param committed whether the server confirmed a commit
   */
  default void transactionEnded(boolean committed) throws SQLException {}

  /** The transaction was rolled back to a savepoint and goes on. */
  default void savepointRolledBack() {}

  /** Autocommit is about to be switched, which commits a transaction that is under way. */
  default void autoCommitChanging(boolean autoCommit) throws SQLException {}

  /** Autocommit was switched. */
  default void autoCommitChanged(boolean autoCommit) throws SQLException {}

  /** The session was made read-only or writable. */
  default void readOnlyChanged(boolean readOnly) {}

  /** The session's schema was set, and unqualified names mean something else from here on. */
  default void schemaChanged(String schema) {}

  /**
   * The client info {@code segue.key} was set.
   *
   * @param key the key that percentages are sticky by, or {@code null} where it was cleared
   */
  default void routingKeyChanged(String key) {}

  /** The connection was closed or aborted. May be reported more than once. */
  default void closed() {}
}
