package dev.segue.driver.jdbc;

import dev.segue.rules.plan.StatementPlan;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

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
   * {@link BatchUpdateException}, in which each of its commands has failed.
   *
   * @param size how many commands it has
   */
  static SQLException batchFailure(SQLException failure, int size) {
    if (failure instanceof BatchUpdateException) {
      return failure;
    }
    int[] counts = new int[size];
    Arrays.fill(counts, Statement.EXECUTE_FAILED);
    var batch =
        new BatchUpdateException(
            failure.getMessage(), failure.getSQLState(), failure.getErrorCode(), counts, failure);
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
