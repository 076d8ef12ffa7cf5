package dev.segue.driver.jdbc;

import dev.segue.rules.plan.KeysRequest;
import java.sql.SQLException;
import org.postgresql.copy.CopyDual;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;
import org.postgresql.core.BaseConnection;

/**
 * pgjdbc's copy API over a connection with rules: it would write past every rewrite, so that each
 * text is routed first. {@code COPY (query) TO} is rewritten; {@code COPY} of a table in migration
 * is refused. All other methods of the API come down to the three below.
 */
final class RoutedCopyManager extends CopyManager {

  private final SegueConnection connection;

  RoutedCopyManager(SegueConnection connection, BaseConnection physical) throws SQLException {
    super(physical);
    this.connection = connection;
  }

  @Override
  public CopyIn copyIn(String sql) throws SQLException {
    return routed(sql, physical -> super.copyIn(physical));
  }

  @Override
  public CopyOut copyOut(String sql) throws SQLException {
    return routed(sql, physical -> super.copyOut(physical));
  }

  @Override
  public CopyDual copyDual(String sql) throws SQLException {
    return routed(sql, physical -> super.copyDual(physical));
  }

  /** Begins a copy by its physical text. */
  @FunctionalInterface
  private interface Start<T> {
    T of(String physical) throws SQLException;
  }

  private <T> T routed(String sql, Start<T> start) throws SQLException {
    return connection.passes(sql)
        ? start.of(sql)
        : RoutedCall.run(connection.route(sql, KeysRequest.NONE), plan -> start.of(plan.sql()));
  }
}
