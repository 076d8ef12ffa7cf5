package dev.segue.migrator.table;

import dev.segue.driver.control.Quoted;
import dev.segue.route.Shape;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.migration.ColumnChange;
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

  /**
   * Whether the new columns of a change can take over its old columns' defaults: all of these are
   * constants, and nothing else is needed to compute the new ones.
   */
  public static boolean isHandedOver(MigratingTable table, ColumnChange change) {
    return !change.oldColumns().isEmpty()
        && change.inputsTo(Shape.NEW).isEmpty()
        && change.oldColumns().stream()
            .allMatch(
                column ->
                    table
                        .relation()
                        .presentColumn(column.name())
                        .flatMap(CatalogColumn::defaultExpression)
                        .filter(ConstantDefault::isConstant)
                        .isPresent());
  }

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
