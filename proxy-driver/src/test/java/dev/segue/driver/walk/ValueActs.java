package dev.segue.driver.walk;

import dev.segue.route.Route;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.List;

/** Values that are set and read in every form, streams and large ones among them. */
final class ValueActs {

  private ValueActs() {}

  static List<Act> all() {
    return List.of(
        Act.of("texts by every setter", ValueActs::texts),
        Act.of("numbers by every setter", ValueActs::numbers),
        Act.of("bytes and their streams", ValueActs::bytes),
        Act.of("large objects as streams", ValueActs::blobs)
            .refusedOn(Route.BOTH_READ_OLD, Route.BOTH_READ_NEW),
        Act.of("what there is no large object for", ValueActs::noLargeObjects),
        Act.of("XML", ValueActs::xml),
        Act.of("arrays", ValueActs::arrays),
        Act.of("nulls", ValueActs::nulls));
  }

  private interface Setting {
    void on(PreparedStatement statement) throws Exception;
  }

  /** Sets one column of the first row, and reads it again. */
  private static void set(Way way, Connection connection, String column, Setting setting)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE items SET " + column + " = ? WHERE id = 1")) {
      way.run("set " + column, () -> setting.on(update));
      way.see("update", update::executeUpdate);
    }
    try (PreparedStatement read =
        connection.prepareStatement("SELECT " + column + " FROM items WHERE id = 1")) {
      way.rows("read", read.executeQuery());
    }
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Reader reader(String text) {
    return new StringReader(text);
  }

  @SuppressWarnings("deprecation")
  private static void texts(Way way) throws SQLException {
    Connection connection = way.open();
    for (String column : List.of("name", "note")) {
      set(way, connection, column, to -> to.setString(1, "string"));
      set(way, connection, column, to -> to.setNString(1, "national"));
      set(way, connection, column, to -> to.setObject(1, "object"));
      set(way, connection, column, to -> to.setObject(1, 17, Types.VARCHAR));
      set(way, connection, column, to -> to.setObject(1, "typed", JDBCType.VARCHAR));
      set(way, connection, column, to -> to.setObject(1, 'c'));
      set(way, connection, column, to -> to.setCharacterStream(1, reader("characters")));
      set(way, connection, column, to -> to.setCharacterStream(1, reader("characters"), 4));
      set(way, connection, column, to -> to.setCharacterStream(1, reader("characters"), 4L));
      set(way, connection, column, to -> to.setCharacterStream(1, reader("few"), 40));
      set(way, connection, column, to -> to.setNCharacterStream(1, reader("characters")));
      set(way, connection, column, to -> to.setAsciiStream(1, stream("ascii")));
      set(way, connection, column, to -> to.setAsciiStream(1, stream("ascii"), 3));
      set(way, connection, column, to -> to.setUnicodeStream(1, stream("unicode"), 7));
      set(way, connection, column, to -> to.setCharacterStream(1, null, 0));
      set(way, connection, column, to -> to.setString(1, null));
      set(way, connection, column, to -> to.setObject(1, new Object()));
    }
    PreparedStatement read = connection.prepareStatement("SELECT 'läng' || name FROM items");
    ResultSet row = read.executeQuery();
    row.next();
    way.see("reader", () -> row.getCharacterStream(1) == null);
    way.see("ascii", () -> row.getAsciiStream(1) == null);
  }

  private static void numbers(Way way) throws SQLException {
    Connection connection = way.open();
    set(way, connection, "price", to -> to.setBigDecimal(1, new BigDecimal("12.345")));
    set(way, connection, "price", to -> to.setInt(1, 3));
    set(way, connection, "price", to -> to.setLong(1, 4L));
    set(way, connection, "price", to -> to.setShort(1, (short) 5));
    set(way, connection, "price", to -> to.setByte(1, (byte) 6));
    set(way, connection, "price", to -> to.setDouble(1, 7.5));
    set(way, connection, "price", to -> to.setFloat(1, 8.25f));
    set(way, connection, "price", to -> to.setObject(1, new BigDecimal("9.999"), Types.NUMERIC, 1));
    set(way, connection, "price", to -> to.setObject(1, "10", Types.NUMERIC));
    set(way, connection, "price", to -> to.setObject(1, "11", Types.OTHER));
    set(way, connection, "price", to -> to.setString(1, "12"));
    set(way, connection, "price", to -> to.setBigDecimal(1, new BigDecimal("99999999999")));
    set(way, connection, "made", to -> to.setObject(1, LocalDateTime.of(2024, 2, 29, 1, 2, 3)));
    set(way, connection, "made", to -> to.setObject(1, "2024-03-01", Types.TIMESTAMP));
    set(way, connection, "made", to -> to.setDate(1, java.sql.Date.valueOf("2024-03-02")));
    set(way, connection, "made", to -> to.setTime(1, java.sql.Time.valueOf("01:02:03")));
  }

  private static void bytes(Way way) throws SQLException {
    Connection connection = way.open();
    set(way, connection, "data", to -> to.setBytes(1, new byte[] {1, 2, 3}));
    set(way, connection, "data", to -> to.setBinaryStream(1, stream("unknown")));
    set(way, connection, "data", to -> to.setBinaryStream(1, stream("known"), 5));
    set(way, connection, "data", to -> to.setBinaryStream(1, stream("known long"), 10L));
    set(way, connection, "data", to -> to.setBinaryStream(1, stream("cut"), 2));
    set(way, connection, "data", to -> to.setBinaryStream(1, stream("short"), 50));
    set(way, connection, "data", to -> to.setBinaryStream(1, null));
    set(way, connection, "data", to -> to.setObject(1, new byte[] {4}, Types.VARBINARY));
    set(
        way,
        connection,
        "data",
        to ->
            to.setBinaryStream(
                1,
                new InputStream() {
                  @Override
                  public int read() throws java.io.IOException {
                    throw new java.io.IOException("broken");
                  }
                }));
    try (PreparedStatement fresh =
        connection.prepareStatement("UPDATE items SET data = ? WHERE id > 1")) {
      fresh.setBytes(1, new byte[] {9});
      way.see("twice", fresh::executeUpdate);
      way.see("the same again", fresh::executeUpdate);
    }
    ResultSet row =
        connection.prepareStatement("SELECT data FROM items ORDER BY id DESC").executeQuery();
    row.next();
    way.see("stream", () -> row.getBinaryStream("data").readAllBytes());
    way.see("bytes", () -> row.getBytes(1));
  }

  private static void blobs(Way way) throws SQLException {
    Connection connection = way.open();
    connection.setAutoCommit(false);
    PreparedStatement update =
        connection.prepareStatement("UPDATE items SET photo = ? WHERE id = 1");
    way.run("stream", () -> update.setBlob(1, stream("a picture")));
    way.see("update", update::executeUpdate);
    way.run("with length", () -> update.setBlob(1, stream("a picture"), 6));
    way.see("update", update::executeUpdate);
    ResultSet row =
        connection.prepareStatement("SELECT photo FROM items WHERE id = 1").executeQuery();
    row.next();
    Blob photo = row.getBlob("photo");
    if (photo == null) {
      way.run("nothing was written", connection::rollback);
      return;
    }
    way.see("length", photo::length);
    way.see("bytes", () -> photo.getBytes(1, 4));
    way.see("stream", () -> photo.getBinaryStream().readAllBytes());
    way.see("position", () -> photo.position(new byte[] {'p'}, 1));
    way.run("truncate", () -> photo.truncate(2));
    way.see("write", () -> photo.setBytes(1, new byte[] {'b'}));
    way.run("free", photo::free);
    way.see("freed", photo::length);
    Clob text = row.getClob("photo");
    way.see("as text", () -> text.getSubString(1, 2));
    connection.commit();
  }

  private static void noLargeObjects(Way way) throws SQLException {
    Connection connection = way.open();
    way.see("blob", connection::createBlob);
    way.see("clob", connection::createClob);
    way.see("national", connection::createNClob);
    PreparedStatement update = connection.prepareStatement("UPDATE items SET name = ?");
    way.run("national", () -> update.setNClob(1, reader("x")));
    way.run("row id", () -> update.setRowId(1, null));
    way.run("ref", () -> update.setRef(1, null));
    way.run("url", () -> update.setURL(1, null));
  }

  private static void xml(Way way) throws SQLException {
    Connection connection = way.open();
    SQLXML document = connection.createSQLXML();
    document.setString("<a>1</a>");
    set(way, connection, "doc", to -> to.setSQLXML(1, document));
    set(way, connection, "doc", to -> to.setObject(1, document));
    set(way, connection, "doc", to -> to.setObject(1, "<b/>", Types.SQLXML));
    set(way, connection, "doc", to -> to.setString(1, "<c/>"));
    set(way, connection, "doc", to -> to.setSQLXML(1, null));
    SQLXML written = connection.createSQLXML();
    try (var out = written.setCharacterStream()) {
      out.write("<d>2</d>");
    } catch (java.io.IOException e) {
      throw new SQLException(e);
    }
    set(way, connection, "doc", to -> to.setSQLXML(1, written));
    ResultSet row =
        connection.prepareStatement("SELECT doc FROM items WHERE id = 1").executeQuery();
    row.next();
    SQLXML read = row.getSQLXML("doc");
    way.see("string", read::getString);
    way.run("free", read::free);
    way.see("freed", read::getString);
  }

  private static void arrays(Way way) throws SQLException {
    Connection connection = way.open();
    Array tags = connection.createArrayOf("text", new Object[] {"x", null, "y,\"z\""});
    set(way, connection, "tags", to -> to.setArray(1, tags));
    set(way, connection, "tags", to -> to.setObject(1, tags));
    set(way, connection, "tags", to -> to.setObject(1, new String[] {"p", "q"}));
    set(way, connection, "tags", to -> to.setObject(1, new String[] {"p"}, Types.ARRAY));
    set(way, connection, "tags", to -> to.setArray(1, null));
    set(
        way,
        connection,
        "tags",
        to -> to.setArray(1, connection.createArrayOf("int4", new Object[] {1})));
    set(way, connection, "tags", to -> to.setString(1, "{r,s}"));
    ResultSet row =
        connection.prepareStatement("SELECT tags FROM items WHERE id = 1").executeQuery();
    row.next();
    Array read = row.getArray("tags");
    way.see("type", read::getBaseTypeName);
    way.see("elements", read::getArray);
    way.see("some", () -> read.getArray(2, 1));
    way.rows("rows", read.getResultSet());
    way.run("free", read::free);
    PreparedStatement any =
        connection.prepareStatement("SELECT id FROM items WHERE name = ANY (?) ORDER BY id");
    any.setArray(1, connection.createArrayOf("text", new Object[] {"item 2", "item 3"}));
    way.rows("any", any.executeQuery());
    way.see("wrong type", () -> connection.createArrayOf("nobody", new Object[0]));
  }

  private static void nulls(Way way) throws SQLException {
    Connection connection = way.open();
    set(way, connection, "name", to -> to.setNull(1, Types.VARCHAR));
    set(way, connection, "name", to -> to.setNull(1, Types.OTHER));
    set(way, connection, "price", to -> to.setNull(1, Types.NUMERIC));
    set(way, connection, "price", to -> to.setNull(1, Types.NULL));
    set(way, connection, "price", to -> to.setNull(1, Types.VARCHAR));
    set(way, connection, "data", to -> to.setNull(1, Types.BINARY, "bytea"));
    set(way, connection, "data", to -> to.setObject(1, null));
    set(way, connection, "tags", to -> to.setObject(1, null, Types.ARRAY));
    set(way, connection, "photo", to -> to.setNull(1, Types.BLOB));
  }
}
