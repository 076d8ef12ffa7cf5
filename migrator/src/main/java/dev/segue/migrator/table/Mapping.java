package dev.segue.migrator.table;

import dev.segue.driver.control.Quoted;
import java.util.List;
import java.util.stream.Collectors;

/** A mapping as SQL over one row of the table. Immutable. */
public record Mapping(List<Computed> columns) {

  /**
   * One column and what it is computed from.
   *
   * @param type the column's type, as {@code format_type} prints it
   * @param expression over the row's columns
   * @param whereNull whether it is computed only in rows that have no value: whatever value is
   *     there cannot be computed anew
   */
  public record Computed(String column, String type, String expression, boolean whereNull) {

    /** The value that the column would hold: the expression, cast to its type. */
    public String value() {
      String computed = "CAST((%s) AS %s)".formatted(expression, type);
      return whereNull
          ? "coalesce(%s, %s)".formatted(Quoted.identifier(column), computed)
          : computed;
    }

    private String assignment() {
      String value = whereNull ? value() : "(" + expression + ")";
      return "%s = %s".formatted(Quoted.identifier(column), value);
    }
  }

  public Mapping {
    columns = List.copyOf(columns);
  }

  /** Whether nothing is to be computed: the shape has no columns of its own, or keeps them. */
  public boolean isEmpty() {
    return columns.isEmpty();
  }

  /** {@code SET} without its word. */
  public String assignments() {
    return columns.stream().map(Computed::assignment).collect(Collectors.joining(", "));
  }

  /**
   * A condition that holds where a column is not what it should be. Texts and types without an
   * equality are compared byte by byte: {@code citext} takes {@code A} for {@code a}, and {@code
   * json} compares with nothing.
   *
   * @param byteWise tells by a column's type whether to
   */
  public String differs(java.util.function.Predicate<String> byteWise) {
    return columns.stream()
        .map(c -> differs(c, byteWise.test(c.type())))
        .collect(Collectors.joining(" OR "));
  }

  private static String differs(Computed column, boolean byteWise) {
    String form = byteWise ? "(%s)::text COLLATE \"C\"" : "%s";
    return form.formatted(Quoted.identifier(column.column()))
        + " IS DISTINCT FROM "
        + form.formatted(column.value());
  }
}
