package dev.segue.driver.jdbc;

import dev.segue.rules.plan.StatementPlan;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.PreferQueryMode;

/**
 * A prepared statement that concerns a migration. It is prepared for the route that is likely, and
 * its parameters go to where that route's plan wants them as they are set. When it is executed the
 * transaction's route decides: where that is another, the statement is prepared anew for it and
 * gets the same parameters and settings. pgjdbc keeps the server's prepared statements by text, so
 * that going back and forth does not cost a parse each time.
 */
public abstract class RoutedPreparedStatement extends BindingPreparedStatement {

  /** Makes the wrappers of one wrapped class; generated. */
  abstract static class Factory extends WrapperFactory {
    abstract RoutedPreparedStatement wrap(
        PreparedStatement delegate,
        SegueConnection connection,
        RoutedText text,
        StatementPlan plan,
        ResultSetForm form);
  }

  private static final int FIRST_PARAMETERS = 8;

  private final RoutedText text;
  private final ResultSetForm form;
  private StatementPlan plan;
  private Binding[] bindings = new Binding[FIRST_PARAMETERS];
  private int bound;
  private final List<Binding[]> rows = new ArrayList<>(0);

  RoutedPreparedStatement(
      PreparedStatement delegate,
      SegueConnection connection,
      RoutedText text,
      StatementPlan plan,
      ResultSetForm form) {
    super(delegate, connection);
    this.text = text;
    this.plan = plan;
    this.form = form;
  }

  @Override
  final void bind(int parameter, Binding value) throws SQLException {
    give(delegate(), parameter, value);
    if (parameter > bindings.length) {
      bindings = Arrays.copyOf(bindings, Math.max(parameter, 2 * bindings.length));
    }
    bindings[parameter - 1] = value;
    bound = Math.max(bound, parameter);
  }

  @Override
  final void bindLargeObject(int parameter, Binding value) throws SQLException {
    if (!plan.keepsPositions() && positions(parameter).length > 1) {
      throw new SQLFeatureNotSupportedException(
          "a large object cannot be written to both shapes of a column\n"
              + "  Hint: Use setBytes or setString for it.",
          "0A000");
    }
    bind(parameter, value);
  }

  private void give(PreparedStatement statement, int parameter, Binding value) throws SQLException {
    if (plan.keepsPositions()) {
      // Positions out of range are the wrapped driver's to refuse.
      value.bind(statement, parameter);
      return;
    }
    for (int position : positions(parameter)) {
      value.bind(statement, position);
    }
  }

  private int[] positions(int parameter) throws SQLException {
    if (parameter < 1 || parameter > plan.parameterCount()) {
      throw new SQLException(
          "the column index is out of range: %d, number of columns: %d"
              .formatted(parameter, plan.parameterCount()),
          "22023");
    }
    return plan.positions(parameter);
  }

  /** Makes the statement what the route wants it to be. */
  private PreparedStatement become(StatementPlan wanted) throws SQLException {
    if (wanted == plan) {
      return delegate();
    }
    if (wanted.sql().equals(plan.sql())) {
      plan = wanted;
      return delegate();
    }
    StatementPlan former = plan;
    PreparedStatement before = delegate();
    PreparedStatement next = KeysRequests.prepare(connection.delegate(), wanted, text.keys(), form);
    plan = wanted;
    try {
      StatementSettings.copy(before, next);
      for (Binding[] row : rows) {
        give(next, row, row.length);
        next.addBatch();
        next.clearParameters();
      }
      give(next, bindings, bound);
    } catch (SQLException | RuntimeException | Error e) {
      plan = former;
      next.close();
      throw e;
    }
    delegate = next;
    before.close();
    return next;
  }

  private void give(PreparedStatement statement, Binding[] values, int count) throws SQLException {
    for (int i = 0; i < count; i++) {
      if (values[i] != null) {
        give(statement, i + 1, values[i]);
      }
    }
  }

  @Override
  public final void clearParameters() throws SQLException {
    Arrays.fill(bindings, null);
    bound = 0;
    delegate().clearParameters();
  }

  @Override
  public final ResultSet executeQuery() throws SQLException {
    return wrapResult(RoutedCall.run(text, wanted -> become(wanted).executeQuery()));
  }

  @Override
  public final boolean execute() throws SQLException {
    return RoutedCall.run(text, wanted -> become(wanted).execute());
  }

  @Override
  public final int executeUpdate() throws SQLException {
    return RoutedCall.run(text, wanted -> become(wanted).executeUpdate());
  }

  @Override
  public final long executeLargeUpdate() throws SQLException {
    return RoutedCall.run(text, wanted -> become(wanted).executeLargeUpdate());
  }

  /** The row's values are kept until the batch is executed: a flip may come in between. */
  @Override
  public final void addBatch() throws SQLException {
    delegate().addBatch();
    rows.add(Arrays.copyOf(bindings, bound));
  }

  @Override
  public final void clearBatch() throws SQLException {
    rows.clear();
    delegate().clearBatch();
  }

  @Override
  public final int[] executeBatch() throws SQLException {
    return rows.isEmpty() ? delegate().executeBatch() : batch(PreparedStatement::executeBatch);
  }

  @Override
  public final long[] executeLargeBatch() throws SQLException {
    return rows.isEmpty()
        ? delegate().executeLargeBatch()
        : batch(PreparedStatement::executeLargeBatch);
  }

  private <T> T batch(PreparedBatchCall<T> call) throws SQLException {
    SQLException failure = null;
    try {
      return RoutedCall.run(text, wanted -> call.on(become(wanted)));
    } catch (SQLException e) {
      failure = RoutedCall.batchFailure(e, rows.size());
      throw failure;
    } finally {
      rows.clear();
      RoutedCall.clearBatch(delegate(), failure);
    }
  }

  /** How a batch is executed. */
  @FunctionalInterface
  private interface PreparedBatchCall<T> {
    T on(PreparedStatement physical) throws SQLException;
  }

  @Override
  public final ParameterMetaData getParameterMetaData() throws SQLException {
    return described(
        (statement, described) ->
            described.keepsPositions()
                ? statement.getParameterMetaData()
                : new RoutedParameterMetaData(statement.getParameterMetaData(), described));
  }

  @Override
  public final ResultSetMetaData getMetaData() throws SQLException {
    return described((statement, described) -> statement.getMetaData());
  }

  /** What is asked of a statement that is not executed. */
  @FunctionalInterface
  private interface Description<T> {
    T of(PreparedStatement statement, StatementPlan described) throws SQLException;
  }

  /**
   * Asks about the text as it would be executed now: after a flip the former text may be one that
   * the server does not know any more. The statement stays what it is, with its open result set.
   */
  private <T> T described(Description<T> description) throws SQLException {
    return executesToDescribe()
        ? RoutedCall.run(text, wanted -> describedAs(wanted, description))
        : describedAs(text.toDescribe(), description);
  }

  /** Whether the wrapped driver sends a text to be executed when it is asked about it. */
  private boolean executesToDescribe() throws SQLException {
    return connection.delegate() instanceof PGConnection postgres
        && postgres.getPreferQueryMode() == PreferQueryMode.SIMPLE;
  }

  private <T> T describedAs(StatementPlan likely, Description<T> description) throws SQLException {
    if (likely.sql().equals(plan.sql())) {
      return description.of(delegate(), plan);
    }
    StatementPlan former = plan;
    try (PreparedStatement other =
        KeysRequests.prepare(connection.delegate(), likely, text.keys(), form)) {
      plan = likely;
      give(other, bindings, bound);
      return description.of(other, likely);
    } finally {
      plan = former;
    }
  }
}
