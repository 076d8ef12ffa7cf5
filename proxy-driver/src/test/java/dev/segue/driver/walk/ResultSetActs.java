package dev.segue.driver.walk;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Calendar;
import java.util.List;
import java.util.TimeZone;

/** What {@link ResultSet} and its metadata offer. */
final class ResultSetActs {

  private static final String SELECT = "SELECT id, name, price FROM items ORDER BY id";

  private ResultSetActs() {}

  static List<Act> all() {
    return List.of(
        Act.of("scrolling", ResultSetActs::scrolling),
        Act.of("streaming", ResultSetActs::streaming),
        Act.of("held over a commit", ResultSetActs::held),
        Act.of("types and concurrencies", ResultSetActs::forms),
        Act.of("columns by every getter", ResultSetActs::getters),
        Act.of("columns by class", ResultSetActs::classes),
        Act.of("columns that are not there", ResultSetActs::absent),
        Act.of("metadata", ResultSetActs::metaData),
        Act.of("rows through an updatable result", ResultSetActs::updatable));
  }

  private static void scrolling(Way way) throws SQLException {
    Connection connection = way.open();
    PreparedStatement prepared =
        connection.prepareStatement(
            SELECT, ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
    Statement plain =
        connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
    plain.setFetchSize(2);
    for (ResultSet rows : List.of(prepared.executeQuery(), plain.executeQuery(SELECT))) {
      way.see("before first", rows::isBeforeFirst);
      way.see("last", rows::last);
      way.see("row", rows::getRow);
      way.see("name", () -> rows.getString("name"));
      way.see("is last", rows::isLast);
      way.see("back", () -> rows.relative(-2));
      way.see("price", () -> rows.getBigDecimal("price"));
      way.see("absolute", () -> rows.absolute(2));
      way.see("from the end", () -> rows.absolute(-1));
      way.see("name", () -> rows.getString(2));
      way.see("previous", rows::previous);
      way.see("first", rows::first);
      way.see("is first", rows::isFirst);
      way.see("beyond", () -> rows.absolute(99));
      way.see("after last", rows::isAfterLast);
      way.see("nothing there", () -> rows.getString(1));
      way.run("before", rows::beforeFirst);
      way.rows("all", rows);
    }
    try (Statement forward = connection.createStatement()) {
      ResultSet rows = forward.executeQuery(SELECT);
      way.see("last of forward only", rows::last);
    }
  }

  private static void streaming(Way way) throws SQLException {
    Connection connection = way.open();
    connection.setAutoCommit(false);
    PreparedStatement prepared = connection.prepareStatement(SELECT);
    prepared.setFetchSize(2);
    way.see("size", prepared::getFetchSize);
    ResultSet rows = prepared.executeQuery();
    way.see("size of the rows", rows::getFetchSize);
    way.see("next", rows::next);
    way.run("larger", () -> rows.setFetchSize(3));
    way.rows("all but one", rows);
    ResultSet cut = prepared.executeQuery();
    way.see("next", cut::next);
    connection.commit();
    way.see("fetched before", cut::next);
    way.see("behind the commit", cut::next);
    connection.rollback();
    Statement plain = connection.createStatement();
    plain.setFetchSize(1);
    plain.setMaxRows(3);
    way.rows("plain", plain.executeQuery(SELECT));
    connection.commit();
  }

  private static void held(Way way) throws SQLException {
    Connection connection = way.open();
    way.see("at first", connection::getHoldability);
    connection.setAutoCommit(false);
    Statement holding =
        connection.createStatement(
            ResultSet.TYPE_FORWARD_ONLY,
            ResultSet.CONCUR_READ_ONLY,
            ResultSet.HOLD_CURSORS_OVER_COMMIT);
    holding.setFetchSize(1);
    ResultSet rows = holding.executeQuery(SELECT);
    way.see("holdability", rows::getHoldability);
    way.see("next", rows::next);
    connection.commit();
    way.rows("behind the commit", rows);
    way.run("closing", () -> connection.setHoldability(ResultSet.CLOSE_CURSORS_AT_COMMIT));
    way.see("then", connection::getHoldability);
    PreparedStatement prepared =
        connection.prepareStatement(
            SELECT,
            ResultSet.TYPE_SCROLL_INSENSITIVE,
            ResultSet.CONCUR_READ_ONLY,
            ResultSet.HOLD_CURSORS_OVER_COMMIT);
    way.see("of the statement", prepared::getResultSetHoldability);
    way.rows("prepared", prepared.executeQuery());
    connection.commit();
  }

  private static void forms(Way way) throws SQLException {
    Connection connection = way.open();
    for (int type :
        List.of(
            ResultSet.TYPE_FORWARD_ONLY,
            ResultSet.TYPE_SCROLL_INSENSITIVE,
            ResultSet.TYPE_SCROLL_SENSITIVE)) {
      for (int concurrency : List.of(ResultSet.CONCUR_READ_ONLY, ResultSet.CONCUR_UPDATABLE)) {
        way.run(
            type + "," + concurrency,
            () -> {
              PreparedStatement prepared = connection.prepareStatement(SELECT, type, concurrency);
              ResultSet rows = prepared.executeQuery();
              way.see("type", rows::getType);
              way.see("concurrency", rows::getConcurrency);
              way.see("direction", rows::getFetchDirection);
              way.see("cursor", rows::getCursorName);
              way.rows("rows", rows);
            });
      }
    }
  }

  private static ResultSet one(Way way, String columns) throws SQLException {
    PreparedStatement prepared =
        way.open().prepareStatement("SELECT " + columns + " FROM items WHERE id = ?");
    prepared.setLong(1, 1);
    ResultSet row = prepared.executeQuery();
    row.next();
    return row;
  }

  @SuppressWarnings("deprecation")
  private static void getters(Way way) throws SQLException {
    ResultSet row = one(way, "*");
    Calendar utc = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
    for (String column : List.of("id", "name", "price", "data", "tags", "made", "photo")) {
      int i = row.findColumn(column);
      way.see(column, () -> i);
      way.see("string", () -> row.getString(i));
      way.see("object", () -> row.getObject(column));
      way.see("int", () -> row.getInt(column));
      way.see("long", () -> row.getLong(i));
      way.see("short", () -> row.getShort(i));
      way.see("byte", () -> row.getByte(i));
      way.see("double", () -> row.getDouble(column));
      way.see("float", () -> row.getFloat(i));
      way.see("decimal", () -> row.getBigDecimal(column));
      way.see("scaled", () -> row.getBigDecimal(i, 1));
      way.see("boolean", () -> row.getBoolean(i));
      way.see("bytes", () -> row.getBytes(column));
      way.see("date", () -> row.getDate(column, utc));
      way.see("time", () -> row.getTime(i, utc));
      way.see("timestamp", () -> row.getTimestamp(column, utc));
      way.see("national", () -> row.getNString(column));
      way.see("url", () -> row.getURL(i));
      way.see("ref", () -> row.getRef(i));
      way.see("row id", () -> row.getRowId(i));
      way.see("mapped", () -> row.getObject(i, java.util.Map.of()));
      way.see("null", row::wasNull);
    }
    way.see("note", () -> row.getString("note"));
    way.see("null", row::wasNull);
  }

  private static void classes(Way way) throws SQLException {
    ResultSet row = one(way, "name, price, made, id AS number");
    way.see("string", () -> row.getObject("name", String.class));
    way.see("decimal", () -> row.getObject("price", java.math.BigDecimal.class));
    way.see("double", () -> row.getObject("price", Double.class));
    way.see("time", () -> row.getObject("made", LocalDateTime.class));
    way.see("with offset", () -> row.getObject("made", OffsetDateTime.class));
    way.see("long", () -> row.getObject("number", Long.class));
    way.see("wrong", () -> row.getObject("name", Calendar.class));
    way.see("none", () -> row.getObject("name", (Class<?>) null));
  }

  private static void absent(Way way) throws SQLException {
    ResultSet row = one(way, "*");
    for (String other : List.of("title", "price_cents", "body", "labels", "nobody")) {
      way.see(other, () -> row.getString(other));
      way.see("at", () -> row.findColumn(other));
    }
    way.see("beyond", () -> row.getString(99));
    way.see("upper case", () -> row.getString("NAME"));
    row.close();
    way.see("closed", () -> row.getString("name"));
  }

  private static void metaData(Way way) throws SQLException {
    ResultSetMetaData columns = one(way, "*, name AS given, price * 2 AS twice").getMetaData();
    way.see("count", columns::getColumnCount);
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      int column = i;
      way.see("label", () -> columns.getColumnLabel(column));
      way.see("name", () -> columns.getColumnName(column));
      way.see("type", () -> columns.getColumnTypeName(column));
      way.see("class", () -> columns.getColumnClassName(column));
      way.see("catalog", () -> columns.getCatalogName(column));
      way.see("precision", () -> columns.getPrecision(column));
      way.see("scale", () -> columns.getScale(column));
      way.see("size", () -> columns.getColumnDisplaySize(column));
      way.see("signed", () -> columns.isSigned(column));
      way.see("case", () -> columns.isCaseSensitive(column));
      way.see("searchable", () -> columns.isSearchable(column));
      way.see("currency", () -> columns.isCurrency(column));
      way.see("read only", () -> columns.isReadOnly(column));
      way.see("writable", () -> columns.isWritable(column));
    }
    way.see("nullable", () -> columns.isNullable(columns.getColumnCount() - 1));
    way.see("increment", () -> columns.isAutoIncrement(1));
    way.see("beyond", () -> columns.getColumnName(99));
  }

  /** Rows of the table in migration are read so; UpdatableResultSetTest says what is refused. */
  private static void updatable(Way way) throws SQLException {
    Connection connection = way.open();
    Statement statement =
        connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
    ResultSet others = statement.executeQuery("SELECT id, name FROM others ORDER BY id");
    way.see("next", others::next);
    way.run("set", () -> others.updateString("name", "changed"));
    way.run("update", others::updateRow);
    way.see("updated", others::rowUpdated);
    way.run("cancel", others::cancelRowUpdates);
    way.run("refresh", others::refreshRow);
    way.see("name", () -> others.getString("name"));
    way.run("to insert", others::moveToInsertRow);
    way.run("set id", () -> others.updateInt(1, 77));
    way.run("insert", others::insertRow);
    way.run("back", others::moveToCurrentRow);
    way.see("next", others::next);
    way.run("delete", others::deleteRow);
    way.see("deleted", others::rowDeleted);
    way.rows("left", statement.executeQuery("SELECT id, name FROM others ORDER BY id"));
  }
}
