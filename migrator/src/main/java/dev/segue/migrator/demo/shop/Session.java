package dev.segue.migrator.demo.shop;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * One worker's way to the database: a connection of the pool and the statements prepared on it. A
 * session that keeps its connection uses its prepared statements for as long as the shop runs; one
 * that does not returns it after each action. Each execution is measured. Not thread-safe.
 */
final class Session implements AutoCloseable {

  private final DataSource pool;
  private final boolean keepsConnection;
  private final StatementObserver observer;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private final Map<String, PreparedStatement> keyStatements = new HashMap<>();
  private Connection connection;

  Session(DataSource pool, boolean keepsConnection, StatementObserver observer) {
    this.pool = pool;
    this.keepsConnection = keepsConnection;
    this.observer = observer;
  }

  /** An execution whose time counts. */
  @FunctionalInterface
  private interface Execution<T> {
    T run() throws SQLException;
  }

  /** The rows of a query. */
  <T> List<T> query(String sql, Rows.Reader<T> reader, Object... parameters) throws SQLException {
    PreparedStatement statement = bound(prepared(sql), parameters);
    return measured(
        () -> {
          try (ResultSet result = statement.executeQuery()) {
            return read(result, reader);
          }
        });
  }

  /** The rows of a query without parameters, through a statement that is not prepared. */
  <T> List<T> queryText(String sql, Rows.Reader<T> reader) throws SQLException {
    try (Statement statement = connection().createStatement()) {
      return measured(
          () -> {
            try (ResultSet result = statement.executeQuery(sql)) {
              return read(result, reader);
            }
          });
    }
  }

  /** The update count of a statement. */
  int update(String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = bound(prepared(sql), parameters);
    return measured(statement::executeUpdate);
  }

  /** The update count of a statement without parameters that is not prepared. */
  int updateText(String sql) throws SQLException {
    try (Statement statement = connection().createStatement()) {
      return measured(() -> statement.executeUpdate(sql));
    }
  }

  /** The key that the database made for the row of an INSERT. */
  long insert(String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = bound(preparedForKeys(sql), parameters);
    return measured(
        () -> {
          statement.executeUpdate();
          return keys(statement).get(0);
        });
  }

  /** The keys that the database made for the rows of a batch of INSERTs, in their order. */
  List<Long> insertBatch(String sql, List<Object[]> rows) throws SQLException {
    PreparedStatement statement = withBatch(preparedForKeys(sql), rows);
    return measured(
        () -> {
          statement.executeBatch();
          return keys(statement);
        });
  }

  /** The update counts of a batch. */
  int[] updateBatch(String sql, List<Object[]> rows) throws SQLException {
    PreparedStatement statement = withBatch(prepared(sql), rows);
    return measured(statement::executeBatch);
  }

  /** The update counts of a batch of texts. */
  int[] updateTexts(List<String> texts) throws SQLException {
    try (Statement statement = connection().createStatement()) {
      for (String text : texts) {
        statement.addBatch(text);
      }
      return measured(statement::executeBatch);
    }
  }

  void begin() throws SQLException {
    connection().setAutoCommit(false);
  }

  void commit() throws SQLException {
    connection().commit();
  }

  void rollback() throws SQLException {
    connection().rollback();
  }

  void end() throws SQLException {
    connection().setAutoCommit(true);
  }

  Savepoint savepoint() throws SQLException {
    return connection().setSavepoint();
  }

  void rollbackTo(Savepoint savepoint) throws SQLException {
    connection().rollback(savepoint);
  }

  /** An action is over. */
  void release() throws SQLException {
    if (!keepsConnection) {
      close();
    }
  }

  /** Gives the connection up after a failure; the pool decides whether it still serves. */
  void abandon() {
    try {
      close();
    } catch (SQLException e) {
      connection = null; // broken: the failure that led here has been reported
    }
  }

  @Override
  public void close() throws SQLException {
    statements.clear();
    keyStatements.clear();
    Connection open = connection;
    connection = null;
    if (open != null) {
      open.close(); // the pool closes the statements that were left open
    }
  }

  private Connection connection() throws SQLException {
    if (connection == null) {
      connection = pool.getConnection();
    }
    return connection;
  }

  private PreparedStatement prepared(String sql) throws SQLException {
    PreparedStatement known = statements.get(sql);
    if (known == null) {
      known = connection().prepareStatement(sql);
      statements.put(sql, known);
    }
    return known;
  }

  private PreparedStatement preparedForKeys(String sql) throws SQLException {
    PreparedStatement known = keyStatements.get(sql);
    if (known == null) {
      known = connection().prepareStatement(sql, new String[] {"id"});
      keyStatements.put(sql, known);
    }
    return known;
  }

  private static PreparedStatement bound(PreparedStatement statement, Object... parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }

  private static PreparedStatement withBatch(PreparedStatement statement, List<Object[]> rows)
      throws SQLException {
    for (Object[] row : rows) {
      bound(statement, row).addBatch();
    }
    return statement;
  }

  private static <T> List<T> read(ResultSet result, Rows.Reader<T> reader) throws SQLException {
    List<T> rows = new ArrayList<>();
    while (result.next()) {
      rows.add(reader.read(result));
    }
    return rows;
  }

  private static List<Long> keys(Statement statement) throws SQLException {
    try (ResultSet result = statement.getGeneratedKeys()) {
      return read(result, row -> row.getLong("id"));
    }
  }

  private <T> T measured(Execution<T> execution) throws SQLException {
    long begin = System.nanoTime();
    T result = execution.run();
    observer.executed(System.nanoTime() - begin);
    return result;
  }
}
