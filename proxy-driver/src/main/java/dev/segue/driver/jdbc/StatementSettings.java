package dev.segue.driver.jdbc;

import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGStatement;

/** What an application sets on a statement and expects to stay, whatever its route. */
final class StatementSettings {

  private StatementSettings() {}

  /** Sets on {@code to} whatever {@code from} has set otherwise than it. */
  static void copy(Statement from, Statement to) throws SQLException {
    if (from.getFetchSize() != to.getFetchSize()) {
      to.setFetchSize(from.getFetchSize());
    }
    if (from.getFetchDirection() != to.getFetchDirection()) {
      to.setFetchDirection(from.getFetchDirection());
    }
    if (from.getMaxRows() != to.getMaxRows()) {
      to.setMaxRows(from.getMaxRows());
    }
    if (from.getMaxFieldSize() != to.getMaxFieldSize()) {
      to.setMaxFieldSize(from.getMaxFieldSize());
    }
    if (from.getQueryTimeout() != to.getQueryTimeout()) {
      to.setQueryTimeout(from.getQueryTimeout());
    }
    if (from.isPoolable() != to.isPoolable()) {
      to.setPoolable(from.isPoolable());
    }
    if (from.isCloseOnCompletion()) {
      to.closeOnCompletion();
    }
    if (from instanceof PGStatement before && to instanceof PGStatement after) {
      if (before.getPrepareThreshold() != after.getPrepareThreshold()) {
        after.setPrepareThreshold(before.getPrepareThreshold());
      }
      if (before.getAdaptiveFetch() != after.getAdaptiveFetch()) {
        after.setAdaptiveFetch(before.getAdaptiveFetch());
      }
    }
  }
}
