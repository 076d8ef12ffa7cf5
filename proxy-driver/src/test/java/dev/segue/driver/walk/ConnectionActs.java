package dev.segue.driver.walk;

import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;

/** What {@link Connection} offers, and how what it gives belongs together. */
final class ConnectionActs {

  private static final String SELECT = "SELECT id, name, price FROM items ORDER BY id";
  private static final String SLOW = "SELECT name, pg_sleep(20) FROM items";

  private ConnectionActs() {}

  static List<Act> all() {
    return List.of(
        Act.of("abort", ConnectionActs::abort),
        Act.of("network timeout", ConnectionActs::networkTimeout),
        Act.of("client info", ConnectionActs::clientInfo),
        Act.of("savepoints", ConnectionActs::savepoints),
        Act.of("state of a transaction", ConnectionActs::transactions),
        Act.of("calls", ConnectionActs::calls),
        Act.of("cancel", ConnectionActs::cancel),
        Act.of("timeout of a statement", ConnectionActs::queryTimeout),
        Act.of("who belongs to whom", ConnectionActs::belonging),
        Act.of("closed in any order", ConnectionActs::closing),
        Act.of("what few ask for", ConnectionActs::rare));
  }

  private static void abort(Way way) throws SQLException {
    Connection connection = way.open();
    Statement statement = connection.createStatement();
    ResultSet rows = statement.executeQuery(SELECT);
    way.run("no executor", () -> connection.abort(null));
    way.run("abort", () -> connection.abort(Runnable::run));
    way.see("closed", connection::isClosed);
    way.see("valid", () -> connection.isValid(1));
    way.see("statement", () -> statement.executeQuery(SELECT));
    way.see("fetched before", rows::next);
    way.see("commit", () -> connection.prepareStatement(SELECT));
    way.run("again", () -> connection.abort(Runnable::run));
    way.run("close", connection::close);
  }

  private static void networkTimeout(Way way) throws SQLException {
    Connection connection = way.open();
    way.see("at first", connection::getNetworkTimeout);
    way.run("wrong", () -> connection.setNetworkTimeout(Runnable::run, -1));
    way.run("set", () -> connection.setNetworkTimeout(Runnable::run, 500));
    way.see("then", connection::getNetworkTimeout);
    way.see("slow", () -> connection.createStatement().executeQuery(SLOW));
    way.see("closed", connection::isClosed);
  }

  private static void clientInfo(Way way) throws SQLException {
    Connection connection = way.open("&ApplicationName=walk");
    way.see("all", connection::getClientInfo);
    way.run("set", () -> connection.setClientInfo("ApplicationName", "other"));
    way.see("one", () -> connection.getClientInfo("ApplicationName"));
    way.run("unknown", () -> connection.setClientInfo("nobody", "x"));
    way.see("warned", () -> connection.getWarnings().getSQLState());
    way.see("unknown", () -> connection.getClientInfo("nobody"));
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", "third");
    way.run("several", () -> connection.setClientInfo(properties));
    way.rows("shown", connection.createStatement().executeQuery("SHOW application_name"));
    connection.close();
    way.run("closed", () -> connection.setClientInfo("ApplicationName", "late"));
  }

  private static void savepoints(Way way) throws SQLException {
    Connection connection = way.open();
    way.see("in autocommit", connection::setSavepoint);
    connection.setAutoCommit(false);
    Statement statement = connection.createStatement();
    Savepoint first = connection.setSavepoint();
    way.see("count", () -> statement.executeUpdate("UPDATE items SET name = 'a'"));
    Savepoint named = connection.setSavepoint("named");
    way.see("name", named::getSavepointName);
    way.see("id of a named one", named::getSavepointId);
    way.see("fails", () -> statement.executeUpdate("UPDATE items SET price = 1 / 0"));
    way.see("failed", () -> statement.executeQuery(SELECT));
    way.run("back", () -> connection.rollback(named));
    way.rows("then", statement.executeQuery(SELECT));
    way.run("release", () -> connection.releaseSavepoint(named));
    way.run("gone", () -> connection.rollback(named));
    way.run("to the first", () -> connection.rollback(first));
    way.rows("at the end", statement.executeQuery(SELECT));
    connection.commit();
  }

  private static void transactions(Way way) throws SQLException {
    Connection connection = way.open();
    way.run("commit in autocommit", connection::commit);
    way.run("rollback in autocommit", connection::rollback);
    way.run("isolation", () -> connection.setTransactionIsolation(8));
    way.run("no isolation", () -> connection.setTransactionIsolation(17));
    way.see("isolation", connection::getTransactionIsolation);
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    way.see("read only", connection::isReadOnly);
    way.rows("read", connection.createStatement().executeQuery(SELECT));
    way.see(
        "write", () -> connection.createStatement().executeUpdate("UPDATE items SET name = 'r'"));
    way.run("not now", () -> connection.setReadOnly(false));
    connection.rollback();
    way.run("now", () -> connection.setReadOnly(false));
    way.see(
        "write", () -> connection.createStatement().executeUpdate("UPDATE items SET name = 'w'"));
    way.run("commits", () -> connection.setAutoCommit(true));
    way.rows("kept", connection.createStatement().executeQuery(SELECT));
    way.run("schema", () -> connection.setSchema("nowhere"));
    way.see("schema", connection::getSchema);
    way.see("not found", () -> connection.createStatement().executeQuery(SELECT));
    way.run("schema", () -> connection.setSchema("public"));
    way.rows("found", connection.createStatement().executeQuery(SELECT));
  }

  private static void calls(Way way) throws SQLException {
    Connection connection = way.open();
    CallableStatement doubled = connection.prepareCall("{? = call doubled(?)}");
    doubled.registerOutParameter(1, Types.INTEGER);
    doubled.setInt(2, 21);
    way.see("execute", doubled::execute);
    way.see("out", () -> doubled.getInt(1));
    way.see("object", () -> doubled.getObject(1));
    way.see("null", doubled::wasNull);
    way.see("wrong type", () -> doubled.getString(1));
    way.see("connection", () -> doubled.getConnection() == connection);
    way.run("by name", () -> doubled.setInt("x", 1));
    CallableStatement call = connection.prepareCall("SELECT count(*) FROM others");
    way.see("a query", call::execute);
    way.rows("its rows", call.getResultSet());
    way.see("no function", () -> connection.prepareCall("{call nobody()}").execute());
  }

  private static void cancel(Way way) throws Exception {
    Connection connection = way.open();
    Statement statement = connection.createStatement();
    PreparedStatement prepared = connection.prepareStatement(SLOW);
    PGConnection postgres = connection.unwrap(PGConnection.class);
    // Nothing tells when a statement has arrived at the server: it is cancelled until it has.
    ScheduledExecutorService other = Executors.newSingleThreadScheduledExecutor();
    try {
      way.run("nothing to cancel", statement::cancel);
      later(other, statement::cancel, () -> way.see("plain", () -> statement.executeQuery(SLOW)));
      later(other, prepared::cancel, () -> way.see("prepared", prepared::executeQuery));
      later(other, postgres::cancelQuery, () -> way.see("pgjdbc", prepared::executeQuery));
    } finally {
      other.shutdownNow();
      other.awaitTermination(30, TimeUnit.SECONDS);
    }
  }

  private static void later(ScheduledExecutorService other, Way.Deed deed, Runnable meanwhile)
      throws InterruptedException {
    var cancelling =
        other.scheduleWithFixedDelay(
            () -> {
              try {
                deed.run();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            },
            300,
            300,
            TimeUnit.MILLISECONDS);
    meanwhile.run();
    cancelling.cancel(false);
  }

  private static void queryTimeout(Way way) throws SQLException {
    Connection connection = way.open();
    connection.setAutoCommit(false);
    PreparedStatement prepared = connection.prepareStatement(SLOW);
    prepared.setQueryTimeout(1);
    way.see("timeout", prepared::getQueryTimeout);
    way.see("slow", prepared::executeQuery);
    way.see("failed", () -> connection.createStatement().executeQuery(SELECT));
    connection.rollback();
    Statement plain = connection.createStatement();
    plain.setQueryTimeout(1);
    way.see("plain", () -> plain.executeQuery(SLOW));
    connection.rollback();
    way.rows("goes on", connection.createStatement().executeQuery(SELECT));
    connection.commit();
  }

  private static void belonging(Way way) throws SQLException {
    Connection connection = way.open();
    PreparedStatement prepared = connection.prepareStatement("SELECT name, tags FROM items");
    Statement plain = connection.createStatement();
    for (Statement statement : List.of(prepared, plain)) {
      ResultSet rows = statement == prepared ? prepared.executeQuery() : plain.executeQuery(SELECT);
      way.see("statement", () -> rows.getStatement() == statement);
      way.see("result", () -> statement.getResultSet().equals(rows));
      way.see("hash", () -> statement.getResultSet().hashCode() == rows.hashCode());
      way.see("connection", () -> rows.getStatement().getConnection() == connection);
      way.see("equal", () -> statement.equals(rows.getStatement()));
      way.see("another", () -> statement.equals(connection.createStatement()));
    }
    ResultSet rows = prepared.executeQuery();
    rows.next();
    Array tags = rows.getArray("tags");
    way.rows("elements", tags.getResultSet());
    way.see("metadata", () -> connection.getMetaData().getConnection() == connection);
    way.see(
        "tables",
        () ->
            connection
                    .getMetaData()
                    .getTables(null, null, "items", null)
                    .getStatement()
                    .getConnection()
                == connection);
    plain.executeUpdate("UPDATE items SET name = 'k'", Statement.RETURN_GENERATED_KEYS);
    way.see("keys", () -> plain.getGeneratedKeys().getStatement().getConnection() == connection);
    way.see("wrapper", () -> prepared.isWrapperFor(PreparedStatement.class));
    way.see("unwrapped", () -> prepared.unwrap(PreparedStatement.class) == prepared);
    way.see("no wrapper", () -> connection.unwrap(Runnable.class));
  }

  private static void closing(Way way) throws SQLException {
    Connection connection = way.open();
    PreparedStatement prepared = connection.prepareStatement(SELECT);
    ResultSet rows = prepared.executeQuery();
    prepared.close();
    way.see("rows", rows::isClosed);
    way.see("next", rows::next);
    way.run("again", prepared::close);
    way.see("execute", prepared::executeQuery);
    way.see("connection of a closed one", () -> prepared.getConnection() == connection);
    way.run("bind", () -> prepared.setInt(1, 1));
    Statement plain = connection.createStatement();
    ResultSet others = plain.executeQuery(SELECT);
    others.close();
    way.run("again", others::close);
    way.see("statement", plain::isClosed);
    ResultSet last = plain.executeQuery(SELECT);
    connection.close();
    way.see("closed", connection::isClosed);
    way.see("its statement", plain::isClosed);
    way.see("its rows", last::next);
    way.see("use", connection::createStatement);
    way.see("prepare", () -> connection.prepareStatement(SELECT));
    way.see("state", connection::getAutoCommit);
    way.see("valid", () -> connection.isValid(1));
    way.run("close", connection::close);
    way.run("commit", connection::commit);
    way.see("metadata", () -> connection.getMetaData() != null);
  }

  private static void rare(Way way) throws SQLException {
    Connection connection = way.open();
    way.see("types", connection::getTypeMap);
    way.run("begin", connection::beginRequest);
    way.run("end", connection::endRequest);
    way.run("sharding", () -> connection.setShardingKey(null));
    way.see("struct", () -> connection.createStruct("x", new Object[0]));
    way.see("wrong timeout", () -> connection.isValid(-1));
  }
}
