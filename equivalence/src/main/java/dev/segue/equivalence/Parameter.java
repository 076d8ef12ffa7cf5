package dev.segue.equivalence;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.UUID;

/** The value of a parameter and the setter that it is given by: {@code int 5}, {@code text Ada}. */
public record Parameter(String kind, String value) {

  /** Reads the form {@code kind value}. */
  public static Parameter parse(String text) {
    String[] words = text.strip().split(" ", 2);
    return new Parameter(words[0], words.length == 1 ? "" : words[1]);
  }

  /** Sets it at a place of a statement. */
  public void set(PreparedStatement statement, int at) throws SQLException {
    switch (kind) {
      case "text" -> statement.setString(at, value);
      case "int" -> statement.setInt(at, Integer.parseInt(value));
      case "long" -> statement.setLong(at, Long.parseLong(value));
      case "numeric" -> statement.setBigDecimal(at, new BigDecimal(value));
      case "double" -> statement.setDouble(at, Double.parseDouble(value));
      case "short" -> statement.setShort(at, Short.parseShort(value));
      case "float" -> statement.setFloat(at, Float.parseFloat(value));
      case "uuid" -> statement.setObject(at, UUID.fromString(value));
      case "numerics" -> array(statement, at, "numeric");
      case "doubles" -> array(statement, at, "float8");
      case "longs" -> array(statement, at, "int8");
      case "texts" -> array(statement, at, "text");
      case "bool" -> statement.setBoolean(at, Boolean.parseBoolean(value));
      case "date" -> statement.setDate(at, Date.valueOf(value));
      case "timestamp" -> statement.setTimestamp(at, Timestamp.valueOf(value));
      case "localdatetime" -> statement.setObject(at, LocalDateTime.parse(value));
      case "localdate" -> statement.setObject(at, LocalDate.parse(value));
      case "untyped" -> statement.setObject(at, value, Types.OTHER);
      case "null" -> statement.setNull(at, Types.NULL);
      case "nulltext" -> statement.setNull(at, Types.VARCHAR);
      case "nullnumeric" -> statement.setNull(at, Types.NUMERIC);
      default -> throw new IllegalArgumentException("no kind of parameter: " + kind);
    }
  }

  private void array(PreparedStatement statement, int at, String type) throws SQLException {
    statement.setArray(at, statement.getConnection().createArrayOf(type, value.split(",")));
  }
}
