package dev.segue.driver.jdbc;

import dev.segue.driver.jdbc.WrapperKind.Known;
import dev.segue.rules.plan.KeysRequest;
import dev.segue.rules.plan.StatementPlan;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;

/**
 * Wraps what one connection of the wrapped driver hands out.
 *
 * <p>A driver has one class of each kind, so the connection remembers the last one that it met:
 * wrapping is a comparison and a {@code new}. What is remembered is one immutable object each, so
 * that threads which share a connection may race to replace it.
 */
final class Wrappers {

  private final SegueConnection connection;
  private Known<SegueStatement.Factory> statements = WrapperKind.none();
  private Known<SeguePreparedStatement.Factory> preparedStatements = WrapperKind.none();
  private Known<SegueCallableStatement.Factory> callableStatements = WrapperKind.none();
  private Known<SegueResultSet.Factory> resultSets = WrapperKind.none();

  Wrappers(SegueConnection connection) {
    this.connection = connection;
  }

  /** Wraps a connection of any driver. */
  static SegueConnection connection(Connection delegate, Routing routing) {
    return WrapperKind.CONNECTION.of(delegate.getClass()).factory().wrap(delegate, routing);
  }

  /** Wraps a statement as what it is, prepared or callable where it is that. */
  SegueStatement anyStatement(Statement delegate) {
    if (delegate instanceof CallableStatement callable) {
      return callableStatement(callable);
    }
    return delegate instanceof PreparedStatement prepared
        ? preparedStatement(prepared)
        : statement(delegate);
  }

  SegueStatement statement(Statement delegate) {
    var known = statements;
    if (known.wrapped() != delegate.getClass()) {
      known = WrapperKind.STATEMENT.of(delegate.getClass());
      statements = known;
    }
    return known.factory().wrap(delegate, connection);
  }

  SeguePreparedStatement preparedStatement(PreparedStatement delegate) {
    var known = preparedStatements;
    if (known.wrapped() != delegate.getClass()) {
      known = WrapperKind.PREPARED_STATEMENT.of(delegate.getClass());
      preparedStatements = known;
    }
    return known.factory().wrap(delegate, connection);
  }

  /** Prepares a text that concerns a migration: as its likely plan at first. */
  PreparedStatement routed(String sql, KeysRequest keys, ResultSetForm form) throws SQLException {
    RoutedText text = connection.route(sql, keys);
    Connection physical = connection.delegate();
    StatementPlan plan = text.likely().orElseGet(() -> StatementPlan.unchanged(sql));
    PreparedStatement delegate = KeysRequests.prepare(physical, plan, keys, form);
    return WrapperKind.ROUTED_PREPARED_STATEMENT
        .of(delegate.getClass())
        .factory()
        .wrap(delegate, connection, text, plan, form);
  }

  /**
   * Prepares a call in whose text the name of a table in migration stands. A function hides what it
   * does from the driver, so that only a text that is not changed on its route can be called.
   */
  CallableStatement routedCall(String sql, ResultSetForm form) throws SQLException {
    StatementPlan plan =
        connection.route(sql, KeysRequest.NONE).likely().orElse(StatementPlan.unchanged(""));
    if (!plan.sql().equals(sql)) {
      throw new SQLFeatureNotSupportedException(
          "a callable statement cannot touch a table in migration\n"
              + "  Hint: Use prepareStatement for it.",
          "0A000");
    }
    return callableStatement(form.prepareCall(connection.delegate(), sql));
  }

  SegueCallableStatement callableStatement(CallableStatement delegate) {
    var known = callableStatements;
    if (known.wrapped() != delegate.getClass()) {
      known = WrapperKind.CALLABLE_STATEMENT.of(delegate.getClass());
      callableStatements = known;
    }
    return known.factory().wrap(delegate, connection);
  }

  /**
   * Wraps a result set.
   *
   * @param statement the wrapper of the statement that it came from, or {@code null} where that is
   *     only found when somebody asks
   */
  SegueResultSet resultSet(ResultSet delegate, SegueStatement statement) {
    var known = resultSets;
    if (known.wrapped() != delegate.getClass()) {
      known = WrapperKind.RESULT_SET.of(delegate.getClass());
      resultSets = known;
    }
    return known.factory().wrap(delegate, statement, connection);
  }

  SegueDatabaseMetaData metaData(DatabaseMetaData delegate) {
    return WrapperKind.DATABASE_META_DATA
        .of(delegate.getClass())
        .factory()
        .wrap(delegate, connection);
  }
}
