package dev.segue.driver.jdbc;

import dev.segue.rules.plan.StatementPlan;
import java.sql.SQLException;

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
}
