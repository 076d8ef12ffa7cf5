package dev.segue.driver.transaction;

import dev.segue.rules.catalog.SearchPath;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.core.BaseConnection;

/**
 * The search path of one session. It is the one that every session begins with until a statement
 * may have changed it; then the server is asked, once. What was changed inside a transaction may be
 * taken back at its end, so that the server is asked again after that.
 */
final class SessionSearchPath {

  private static final String QUESTION = "SELECT pg_catalog.current_schemas(true)";

  private final Connection physical;
  private SearchPath path;
  private boolean known = true;
  private boolean changedInTransaction;

  SessionSearchPath(Connection physical, SearchPath initial) {
    this.physical = physical;
    this.path = initial;
  }

  /**
   * The path now. In a failed transaction the server cannot be asked: nothing runs there anyway.
   */
  SearchPath current(boolean failedTransaction) throws SQLException {
    if (!known && !failedTransaction) {
      path = ask();
      known = true;
    }
    return path;
  }

  /** Asked so, the question begins no transaction where none is open. */
  private SearchPath ask() throws SQLException {
    if (physical instanceof BaseConnection postgres) {
      try (ResultSet result = postgres.execSQLQuery(QUESTION)) {
        return answer(result);
      }
    }
    try (Statement statement = physical.createStatement();
        ResultSet result = statement.executeQuery(QUESTION)) {
      return answer(result);
    }
  }

  private static SearchPath answer(ResultSet result) throws SQLException {
    result.next();
    return new SearchPath(List.of((String[]) result.getArray(1).getArray()));
  }

  /** A statement may have changed it. */
  void mayHaveChanged() {
    known = false;
    changedInTransaction = true;
  }

  /** What was changed since a savepoint may have been taken back. */
  void mayHaveBeenTakenBack() {
    if (changedInTransaction) {
      known = false;
    }
  }

  void transactionEnded() {
    if (changedInTransaction) {
      known = false;
      changedInTransaction = false;
    }
  }
}
