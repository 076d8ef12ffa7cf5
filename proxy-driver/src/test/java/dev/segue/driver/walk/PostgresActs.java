package dev.segue.driver.walk;

import java.io.StringReader;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.PGStatement;
import org.postgresql.copy.CopyManager;
import org.postgresql.largeobject.LargeObject;
import org.postgresql.largeobject.LargeObjectManager;

/** What pgjdbc offers beside {@code java.sql}, by its interfaces. */
final class PostgresActs {

  private PostgresActs() {}

  static List<Act> all() {
    return List.of(
        Act.of("notifications", PostgresActs::notifications),
        Act.of("copies", PostgresActs::copies),
        Act.of("large objects", PostgresActs::largeObjects),
        Act.of("settings of pgjdbc's", PostgresActs::settings));
  }

  private static void notifications(Way way) throws SQLException {
    Connection listening = way.open();
    PGConnection postgres = listening.unwrap(PGConnection.class);
    try (Statement statement = listening.createStatement()) {
      statement.execute("LISTEN walk");
      statement.execute("SELECT name FROM items; NOTIFY walk, 'own'");
    }
    // Asked for now: whatever else has arrived meanwhile would come along.
    way.see("first", () -> told(postgres.getNotifications(5_000)));
    try (Statement statement = way.open().createStatement()) {
      statement.execute("UPDATE items SET name = 'n' WHERE id = 1; NOTIFY walk, 'other'");
    }
    way.see("second", () -> told(postgres.getNotifications(5_000)));
    way.see("no more", () -> told(postgres.getNotifications()));
  }

  private static String told(PGNotification[] notifications) {
    return notifications == null
        ? "none"
        : Arrays.stream(notifications)
            .map(each -> each.getName() + each.getParameter())
            .toList()
            .toString();
  }

  private static void copies(Way way) throws SQLException {
    Connection connection = way.open();
    CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
    StringWriter out = new StringWriter();
    way.see("out", () -> copies.copyOut("COPY (SELECT id, name FROM items) TO STDOUT", out));
    way.see("rows", () -> out.toString().lines().sorted().toList());
    way.see("in", () -> copies.copyIn("COPY others FROM STDIN", new StringReader("55\tin\n")));
    way.see("wrong", () -> copies.copyIn("COPY nobody FROM STDIN", new StringReader("1\n")));
    way.see("no copy", () -> copies.copyOut("SELECT 1", new StringWriter()));
  }

  private static void largeObjects(Way way) throws SQLException {
    Connection connection = way.open();
    LargeObjectManager objects = connection.unwrap(PGConnection.class).getLargeObjectAPI();
    way.see("in autocommit", () -> objects.open(1, LargeObjectManager.READ));
    connection.setAutoCommit(false);
    long number = objects.createLO();
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE items SET photo = ? WHERE id = 2")) {
      update.setLong(1, number);
      way.see("refer", update::executeUpdate);
    }
    try (PreparedStatement read =
            connection.prepareStatement("SELECT photo FROM items WHERE id = 2");
        ResultSet row = read.executeQuery()) {
      row.next();
      LargeObject object = objects.open(row.getLong("photo"), LargeObjectManager.READWRITE);
      way.run("write", () -> object.write(new byte[] {1, 2, 3}));
      way.run("seek", () -> object.seek(1));
      way.see("read", () -> object.read(2));
      way.see("size", object::size);
      way.run("close", object::close);
      way.see("as a blob", () -> row.getBlob(1).length());
    }
    way.run("delete", () -> objects.delete(number));
    connection.commit();
  }

  private static void settings(Way way) throws SQLException {
    Connection connection = way.open("&prepareThreshold=2&defaultRowFetchSize=3");
    PGConnection postgres = connection.unwrap(PGConnection.class);
    way.see("threshold", postgres::getPrepareThreshold);
    way.see("fetch size", postgres::getDefaultFetchSize);
    way.see("autosave", postgres::getAutosave);
    way.see("mode", postgres::getPreferQueryMode);
    way.see("process", () -> postgres.getBackendPID() > 0);
    way.see("literal", () -> postgres.escapeLiteral("it's"));
    way.see("parameter", () -> postgres.getParameterStatus("server_encoding"));
    PreparedStatement prepared = connection.prepareStatement("SELECT name FROM items WHERE id = ?");
    PGStatement own = prepared.unwrap(PGStatement.class);
    way.see("threshold", own::getPrepareThreshold);
    way.run("set", () -> own.setPrepareThreshold(1));
    for (int i = 1; i < 4; i++) {
      prepared.setInt(1, i);
      way.rows("row", prepared.executeQuery());
      way.see("server", own::isUseServerPrepare);
    }
    way.see("fetch size", prepared::getFetchSize);
    way.see("oid", own::getLastOID);
  }
}
