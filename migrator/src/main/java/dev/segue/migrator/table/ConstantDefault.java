package dev.segue.migrator.table;

import dev.segue.driver.control.Quoted;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.regex.Pattern;

/** Defaults that are one value for ever, as {@code pg_get_expr} prints them. */
public final class ConstantDefault {

  private static final Pattern CONSTANT =
      Pattern.compile(
          "(?:-?\\d+(?:\\.\\d+)?|\\(-\\d+(?:\\.\\d+)?\\)|'(?:[^']|'')*'|true|false)(?:::[\\w .\"(),\\[\\]]+)?");

  private ConstantDefault() {}

  /** Whether it is one, whoever asks and whenever. */
  public static boolean isConstant(String expression) {
    return CONSTANT.matcher(expression).matches();
  }

  /** What an expression without columns gives, as a literal of the type; empty for null. */
  public static Optional<String> literal(Connection connection, String expression, String type)
      throws SQLException {
    String sql = "SELECT CAST((%s) AS %s)::text".formatted(expression, type);
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return Optional.ofNullable(result.getString(1))
          .map(text -> "CAST(%s AS %s)".formatted(Quoted.literal(text), type));
    }
  }
}
