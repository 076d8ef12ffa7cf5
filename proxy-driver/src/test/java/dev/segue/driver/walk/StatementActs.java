package dev.segue.driver.walk;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What {@link Statement} and {@link PreparedStatement} offer. */
final class StatementActs {

  private static final String INSERT = "INSERT INTO items (name, price) VALUES ('new', 7.25)";
  private static final String SELECT = "SELECT id, name, price FROM items ORDER BY id";

  private StatementActs() {}

  static List<Act> all() {
    return List.of(
        Act.of("several results", StatementActs::severalResults),
        Act.of("close on completion", StatementActs::closeOnCompletion),
        Act.of("generated keys, every form", StatementActs::generatedKeys),
        Act.of("prepared with generated keys, every form", StatementActs::preparedKeys),
        Act.of("batches", StatementActs::batches),
        Act.of("rewritten batches", StatementActs::rewrittenBatches),
        Act.of("large counts", StatementActs::largeCounts),
        Act.of("settings", StatementActs::settings),
        Act.of("settings that bound what comes back", StatementActs::bounds),
        Act.of("warnings", StatementActs::warnings),
        Act.of("quoting", StatementActs::quoting),
        Act.of("used anew", StatementActs::usedAnew));
  }

  private static void severalResults(Way way) throws SQLException {
    Statement statement = way.open().createStatement();
    way.see(
        "execute",
        () -> statement.execute(SELECT + "; UPDATE items SET name = 'x' WHERE id < 3; " + SELECT));
    ResultSet first = statement.getResultSet();
    way.see("same result", () -> statement.getResultSet().equals(first));
    way.see("keep", () -> statement.getMoreResults(Statement.KEEP_CURRENT_RESULT));
    way.see("count", statement::getUpdateCount);
    way.see("first is open", first::isClosed);
    way.see("more", () -> statement.getMoreResults(Statement.CLOSE_ALL_RESULTS));
    way.see("first is closed", first::isClosed);
    way.rows("second", statement.getResultSet());
    way.see("no more", statement::getMoreResults);
    way.see("count at the end", statement::getUpdateCount);
    way.see("result at the end", statement::getResultSet);
  }

  private static void closeOnCompletion(Way way) throws SQLException {
    Connection connection = way.open();
    Statement plain = connection.createStatement();
    PreparedStatement prepared = connection.prepareStatement(SELECT);
    for (Statement statement : List.of(plain, prepared)) {
      way.see("before", statement::isCloseOnCompletion);
      statement.closeOnCompletion();
      way.see("after", statement::isCloseOnCompletion);
      ResultSet rows =
          statement == plain ? statement.executeQuery(SELECT) : prepared.executeQuery();
      way.see("open", statement::isClosed);
      rows.close();
      way.see("closed", statement::isClosed);
      way.see("used", statement::getResultSet);
    }
  }

  private static void generatedKeys(Way way) throws SQLException {
    Statement statement = way.open().createStatement();
    way.see("flag", () -> statement.executeUpdate(INSERT, Statement.RETURN_GENERATED_KEYS));
    way.rows("keys", statement.getGeneratedKeys());
    way.see("no keys", () -> statement.executeUpdate(INSERT, Statement.NO_GENERATED_KEYS));
    way.rows("keys", statement.getGeneratedKeys());
    way.see("wrong flag", () -> statement.executeUpdate(INSERT, 17));
    way.see("wrong flag", () -> statement.execute(INSERT, 17));
    way.see("wrong flag", () -> statement.executeLargeUpdate(INSERT, 17));
    way.see("names", () -> statement.executeUpdate(INSERT, new String[] {"price", "id", "name"}));
    way.rows("keys", statement.getGeneratedKeys());
    way.see("wrong name", () -> statement.executeUpdate(INSERT, new String[] {"nobody"}));
    way.see("no names", () -> statement.executeUpdate(INSERT, new String[0]));
    way.rows("keys", statement.getGeneratedKeys());
    way.see("null names", () -> statement.executeUpdate(INSERT, (String[]) null));
    way.rows("keys", statement.getGeneratedKeys());
    way.see("indexes", () -> statement.executeUpdate(INSERT, new int[] {1}));
    way.see("no indexes", () -> statement.executeUpdate(INSERT, new int[0]));
    way.see("null indexes", () -> statement.executeUpdate(INSERT, (int[]) null));
    way.see("execute", () -> statement.execute(INSERT, new String[] {"name"}));
    way.rows("keys", statement.getGeneratedKeys());
    way.see("large", () -> statement.executeLargeUpdate(INSERT, new String[] {"name"}));
    way.rows("keys", statement.getGeneratedKeys());
    way.see(
        "update",
        () ->
            statement.executeUpdate(
                "UPDATE items SET price = price + 1 WHERE id < 3",
                Statement.RETURN_GENERATED_KEYS));
    way.rows("keys", statement.getGeneratedKeys());
    way.see("query", () -> statement.execute(SELECT, Statement.RETURN_GENERATED_KEYS));
    way.rows("rows", statement.getResultSet());
  }

  private static void preparedKeys(Way way) throws SQLException {
    Connection connection = way.open();
    String sql = "INSERT INTO items (name, price) VALUES (?, ?)";
    keys(way, "flag", () -> connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS));
    keys(way, "no keys", () -> connection.prepareStatement(sql, Statement.NO_GENERATED_KEYS));
    keys(way, "wrong flag", () -> connection.prepareStatement(sql, 17));
    keys(way, "names", () -> connection.prepareStatement(sql, new String[] {"name", "price"}));
    keys(way, "no names", () -> connection.prepareStatement(sql, new String[0]));
    keys(way, "null names", () -> connection.prepareStatement(sql, (String[]) null));
    keys(way, "indexes", () -> connection.prepareStatement(sql, new int[] {1, 2}));
    keys(way, "no indexes", () -> connection.prepareStatement(sql, new int[0]));
    keys(way, "null indexes", () -> connection.prepareStatement(sql, (int[]) null));
  }

  private interface Preparing {
    PreparedStatement prepare() throws SQLException;
  }

  private static void keys(Way way, String form, Preparing preparing) {
    way.run(
        form,
        () -> {
          try (PreparedStatement statement = preparing.prepare()) {
            statement.setString(1, "key");
            statement.setBigDecimal(2, java.math.BigDecimal.ONE);
            way.see("count", statement::executeUpdate);
            way.rows("keys", statement.getGeneratedKeys());
            statement.addBatch();
            statement.setString(1, "key 2");
            statement.addBatch();
            way.see("batch", statement::executeBatch);
            way.rows("keys of the batch", statement.getGeneratedKeys());
          }
        });
  }

  private static void batches(Way way) throws SQLException {
    Connection connection = way.open();
    Statement statement = connection.createStatement();
    statement.addBatch(INSERT);
    statement.addBatch("UPDATE items SET price = 0 WHERE id < 3");
    way.see("plain", statement::executeBatch);
    way.see("empty", statement::executeBatch);
    statement.addBatch(INSERT);
    statement.clearBatch();
    way.see("cleared", statement::executeBatch);
    statement.addBatch(INSERT);
    way.see("large", statement::executeLargeBatch);
    statement.addBatch(INSERT);
    statement.addBatch(SELECT);
    way.see("with a query", statement::executeBatch);
    PreparedStatement prepared =
        connection.prepareStatement("UPDATE items SET name = ? WHERE id = ?");
    for (int id = 1; id < 4; id++) {
      prepared.setString(1, "n" + id);
      prepared.setInt(2, id);
      prepared.addBatch();
    }
    way.see("prepared", prepared::executeLargeBatch);
    way.see("a text", () -> prepared.executeUpdate(INSERT));
    way.run("a text in the batch", () -> prepared.addBatch(INSERT));
    way.rows("left", statement.executeQuery(SELECT));
  }

  private static void rewrittenBatches(Way way) throws SQLException {
    Connection connection = way.open("&reWriteBatchedInserts=true");
    PreparedStatement prepared =
        connection.prepareStatement("INSERT INTO items (name, price) VALUES (?, ?)");
    for (int row = 0; row < 7; row++) {
      prepared.setString(1, "row " + row);
      prepared.setInt(2, row);
      prepared.addBatch();
    }
    way.see("counts", prepared::executeBatch);
    way.rows("left", connection.createStatement().executeQuery(SELECT));
  }

  private static void largeCounts(Way way) throws SQLException {
    Connection connection = way.open();
    Statement statement = connection.createStatement();
    way.see("large", () -> statement.executeLargeUpdate("UPDATE items SET name = 'l'"));
    way.see("count", statement::getLargeUpdateCount);
    PreparedStatement prepared = connection.prepareStatement("UPDATE items SET name = ?");
    prepared.setString(1, "m");
    way.see("prepared", prepared::executeLargeUpdate);
    way.see("count", prepared::getLargeUpdateCount);
    way.run("large rows", () -> prepared.setLargeMaxRows(2));
    way.see("large rows", prepared::getLargeMaxRows);
  }

  private static void settings(Way way) throws SQLException {
    Connection connection = way.open();
    for (Statement statement :
        List.of(connection.createStatement(), connection.prepareStatement(SELECT))) {
      way.see("poolable", statement::isPoolable);
      way.run("poolable", () -> statement.setPoolable(true));
      way.see("poolable", statement::isPoolable);
      way.run("direction", () -> statement.setFetchDirection(ResultSet.FETCH_REVERSE));
      way.see("direction", statement::getFetchDirection);
      way.run("wrong direction", () -> statement.setFetchDirection(4711));
      way.run("wrong size", () -> statement.setFetchSize(-1));
      way.run("wrong timeout", () -> statement.setQueryTimeout(-1));
      way.run("timeout", () -> statement.setQueryTimeout(60));
      way.see("timeout", statement::getQueryTimeout);
      way.run("cursor", () -> statement.setCursorName("c"));
      way.see("concurrency", statement::getResultSetConcurrency);
      way.see("type", statement::getResultSetType);
      way.see("holdability", statement::getResultSetHoldability);
      way.run("escapes", () -> statement.setEscapeProcessing(false));
    }
    Statement plain = connection.createStatement();
    way.see("escape", () -> plain.execute("SELECT {fn ucase(name)} FROM items WHERE id = 1"));
    way.rows("escaped", plain.getResultSet());
    plain.setEscapeProcessing(false);
    way.see("no escape", () -> plain.execute("SELECT {fn ucase(name)} FROM items WHERE id = 1"));
    way.see("native", () -> connection.nativeSQL("SELECT {fn ucase(name)}, {d '2020-01-02'}"));
  }

  private static void bounds(Way way) throws SQLException {
    Connection connection = way.open();
    PreparedStatement prepared = connection.prepareStatement(SELECT);
    for (Statement statement : List.of(connection.createStatement(), prepared)) {
      statement.setMaxRows(2);
      way.see("rows", statement::getMaxRows);
      way.rows("few", query(statement, prepared));
      statement.setMaxRows(0);
      statement.setMaxFieldSize(2);
      way.see("size", statement::getMaxFieldSize);
      way.rows("short", query(statement, prepared));
    }
  }

  private static ResultSet query(Statement statement, PreparedStatement prepared)
      throws SQLException {
    return statement == prepared ? prepared.executeQuery() : statement.executeQuery(SELECT);
  }

  private static void warnings(Way way) throws SQLException {
    Connection connection = way.open();
    String sql = "SELECT name, warned('w' || id) FROM items ORDER BY id LIMIT 2";
    PreparedStatement prepared = connection.prepareStatement(sql);
    for (Statement statement : List.of(connection.createStatement(), prepared)) {
      way.see("none", statement::getWarnings);
      ResultSet rows =
          statement == prepared ? prepared.executeQuery() : statement.executeQuery(sql);
      way.see("first", () -> statement.getWarnings().getMessage());
      way.see("state", () -> statement.getWarnings().getSQLState());
      way.see("second", () -> statement.getWarnings().getNextWarning().getMessage());
      way.see("of the rows", rows::getWarnings);
      statement.clearWarnings();
      way.see("cleared", statement::getWarnings);
    }
    way.see("of the connection", connection::getWarnings);
    connection.clearWarnings();
  }

  private static void quoting(Way way) throws SQLException {
    Statement statement = way.open().createStatement();
    way.see("literal", () -> statement.enquoteLiteral("it's"));
    way.see("identifier", () -> statement.enquoteIdentifier("na me", false));
    way.see("always", () -> statement.enquoteIdentifier("name", true));
    way.see("national", () -> statement.enquoteNCharLiteral("n"));
    way.see("simple", () -> statement.isSimpleIdentifier("name"));
  }

  private static void usedAnew(Way way) throws SQLException {
    Connection connection = way.open();
    PreparedStatement prepared =
        connection.prepareStatement("SELECT name FROM items WHERE id = ? AND price > ?");
    way.see("unbound", prepared::executeQuery);
    prepared.setLong(1, 1);
    way.see("half bound", prepared::executeQuery);
    prepared.setInt(2, 0);
    ResultSet first = prepared.executeQuery();
    ResultSet second = prepared.executeQuery();
    way.see("first is closed", first::isClosed);
    way.rows("second", second);
    way.see("as an update", prepared::executeUpdate);
    way.see("as a text", () -> prepared.executeQuery(SELECT));
    prepared.clearParameters();
    way.see("cleared", prepared::executeQuery);
    way.run("beyond", () -> prepared.setInt(3, 1));
    way.run("before", () -> prepared.setInt(0, 1));
    PreparedStatement update = connection.prepareStatement("UPDATE items SET name = 'u'");
    way.see("an update as a query", update::executeQuery);
    way.see("a query as an update", () -> connection.createStatement().executeUpdate(SELECT));
  }
}
