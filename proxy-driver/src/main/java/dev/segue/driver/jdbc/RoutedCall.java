package dev.segue.driver.jdbc;

import dev.segue.rules.plan.StatementPlan;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.Statement;

/** Executes on the wrapped driver what a routed text becomes, between entering and leaving. */
final class RoutedCall {

  private RoutedCall() {}

  /** A call of the wrapped driver with the physical text. */
  @FunctionalInterface
  interface Call<T> {
    T on(StatementPlan plan) throws SQLException;
  }

  static <T> T run(RoutedText text, Call<T> call) throws SQLException {
    StatementPlan plan = text.enter();
    T result;
    try {
      result = call.on(plan);
    } catch (SQLException e) {
      text.leave(e);
      throw e;
    } catch (RuntimeException | Error e) {
      text.leave(new SQLException(e));
      throw e;
    }
    text.leave(null);
    return result;
  }

  /**
   * The failure of a batch, as JDBC wants it: what was refused before anything was sent, too, is a
   * {@link BatchUpdateException}, with no count for any of its commands.
   */
  static SQLException batchFailure(SQLException failure) {
    if (failure instanceof BatchUpdateException) {
      return failure;
    }
    var batch =
        new BatchUpdateException(
            failure.getMessage(),
            failure.getSQLState(),
            failure.getErrorCode(),
            new int[0],
            failure);
    batch.setNextException(failure);
    return batch;
  }

  /** Clears the wrapped driver's batch; where that fails, the failure before it is the one told. */
  static void clearBatch(Statement physical, SQLException failure) throws SQLException {
    try {
      physical.clearBatch();
    } catch (SQLException e) {
      if (failure == null) {
        throw e;
      }
      failure.addSuppressed(e);
    }
  }
}
