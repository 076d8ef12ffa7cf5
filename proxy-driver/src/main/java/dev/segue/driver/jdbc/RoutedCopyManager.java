package dev.segue.driver.jdbc;

import dev.segue.rules.plan.KeysRequest;
import dev.segue.rules.plan.StatementPlan;
import java.sql.SQLException;
import org.postgresql.copy.CopyDual;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOperation;
import org.postgresql.copy.CopyOut;
import org.postgresql.core.BaseConnection;

/**
 * pgjdbc's copy API over a connection with rules: it would write past every rewrite, so that each
 * text is routed first. The transaction is left when the copy is over, which may be long after it
 * began. All other methods of the API come down to the three below.
 */
final class RoutedCopyManager extends CopyManager {

  private final SegueConnection connection;

  RoutedCopyManager(SegueConnection connection, BaseConnection physical) throws SQLException {
    super(physical);
    this.connection = connection;
  }

  @Override
  public CopyIn copyIn(String sql) throws SQLException {
    return connection.passes(sql)
        ? super.copyIn(sql)
        : routed(sql, super::copyIn, RoutedCopy.In::new);
  }

  @Override
  public CopyOut copyOut(String sql) throws SQLException {
    return connection.passes(sql)
        ? super.copyOut(sql)
        : routed(sql, super::copyOut, RoutedCopy.Out::new);
  }

  /** Replication alone copies in both directions; no statement of a migration does. */
  @Override
  public CopyDual copyDual(String sql) throws SQLException {
    return connection.passes(sql)
        ? super.copyDual(sql)
        : RoutedCall.run(
            connection.route(sql, KeysRequest.NONE), plan -> super.copyDual(plan.sql()));
  }

  /** Begins a copy by its physical text. */
  @FunctionalInterface
  private interface Start<T> {
    T of(String physical) throws SQLException;
  }

  /** Wraps a copy that has begun. */
  @FunctionalInterface
  private interface Wrap<T> {
    T of(T copy, RoutedText text);
  }

  private <T extends CopyOperation> T routed(String sql, Start<T> start, Wrap<T> wrap)
      throws SQLException {
    RoutedText text = connection.route(sql, KeysRequest.NONE);
    StatementPlan plan = text.enter();
    try {
      return wrap.of(start.of(plan.sql()), text);
    } catch (SQLException e) {
      text.leave(e);
      throw e;
    } catch (RuntimeException | Error e) {
      text.leave(new SQLException(e));
      throw e;
    }
  }
}
