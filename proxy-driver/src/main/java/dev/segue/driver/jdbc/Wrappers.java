package dev.segue.driver.jdbc;

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
 * wrapping is a comparison and a {@code new}. A factory is immutable and knows its class, so that
 * threads which share a connection may race to replace it.
 */
final class Wrappers {

  private final SegueConnection connection;
  private SegueStatement.Factory statements;
  private SeguePreparedStatement.Factory preparedStatements;
  private SegueCallableStatement.Factory callableStatements;
  private SegueResultSet.Factory resultSets;

  Wrappers(SegueConnection connection) {
    this.connection = connection;
  }

  /** Wraps a connection of any driver. */
  static SegueConnection connection(Connection delegate, Routing routing) {
    return WrapperKind.CONNECTION.of(delegate.getClass()).wrap(delegate, routing);
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
    var factory = statements;
    if (!WrapperFactory.fits(factory, delegate)) {
      factory = WrapperKind.STATEMENT.of(delegate.getClass());
      statements = factory;
    }
    return factory.wrap(delegate, connection);
  }

  SeguePreparedStatement preparedStatement(PreparedStatement delegate) {
    var factory = preparedStatements;
    if (!WrapperFactory.fits(factory, delegate)) {
      factory = WrapperKind.PREPARED_STATEMENT.of(delegate.getClass());
      preparedStatements = factory;
    }
    return factory.wrap(delegate, connection);
  }

  /** Prepares a text that concerns a migration: as its likely plan at first. */
  PreparedStatement routed(String sql, KeysRequest keys, ResultSetForm form) throws SQLException {
    RoutedText text = connection.route(sql, keys);
    Connection physical = connection.delegate();
    StatementPlan plan = text.likely().orElseGet(() -> StatementPlan.unchanged(sql));
    PreparedStatement delegate = KeysRequests.prepare(physical, plan, keys, form);
    return WrapperKind.ROUTED_PREPARED_STATEMENT
        .of(delegate.getClass())
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
    var factory = callableStatements;
    if (!WrapperFactory.fits(factory, delegate)) {
      factory = WrapperKind.CALLABLE_STATEMENT.of(delegate.getClass());
      callableStatements = factory;
    }
    return factory.wrap(delegate, connection);
  }

  /**
   * Wraps a result set.
   *
   * @param statement the wrapper of the statement that it came from, or {@code null} where that is
   *     only found when somebody asks
   */
  SegueResultSet resultSet(ResultSet delegate, SegueStatement statement) {
    return resultSetsLike(delegate).wrap(delegate, statement, connection);
  }

  /** The factory for result sets of this one's class. */
  SegueResultSet.Factory resultSetsLike(ResultSet delegate) {
    var factory = resultSets;
    if (!WrapperFactory.fits(factory, delegate)) {
      factory = WrapperKind.RESULT_SET.of(delegate.getClass());
      resultSets = factory;
    }
    return factory;
  }

  /** The factory for result sets of the class that was met last, or {@code null} at first. */
  SegueResultSet.Factory lastResultSets() {
    return resultSets;
  }

  SegueDatabaseMetaData metaData(DatabaseMetaData delegate) {
    return WrapperKind.DATABASE_META_DATA.of(delegate.getClass()).wrap(delegate, connection);
  }
}
