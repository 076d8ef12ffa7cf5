package dev.segue.driver.equivalence;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;

/** The value of a parameter and the setter that it is given by: {@code int 5}, {@code text Ada}. */
record Parameter(String kind, String value) {

  static Parameter parse(String text) {
    String[] words = text.strip().split(" ", 2);
    return new Parameter(words[0], words.length == 1 ? "" : words[1]);
  }

  void set(PreparedStatement statement, int at) throws SQLException {
    switch (kind) {
      case "text" -> statement.setString(at, value);
      case "int" -> statement.setInt(at, Integer.parseInt(value));
      case "long" -> statement.setLong(at, Long.parseLong(value));
      case "numeric" -> statement.setBigDecimal(at, new BigDecimal(value));
      case "double" -> statement.setDouble(at, Double.parseDouble(value));
      case "bool" -> statement.setBoolean(at, Boolean.parseBoolean(value));
      case "date" -> statement.setDate(at, Date.valueOf(value));
      case "localdate" -> statement.setObject(at, LocalDate.parse(value));
      case "untyped" -> statement.setObject(at, value, Types.OTHER);
      case "null" -> statement.setNull(at, Types.NULL);
      case "nulltext" -> statement.setNull(at, Types.VARCHAR);
      case "nullnumeric" -> statement.setNull(at, Types.NUMERIC);
      default -> throw new IllegalArgumentException("no kind of parameter: " + kind);
    }
  }
}
