package dev.segue.migrator.table;

import dev.segue.driver.control.Quoted;
import java.util.List;
import java.util.Optional;
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
   * @param differs a condition that holds in rows in which it is not what it should be, where that
   *     is told in another way than by computing it
   */
  public record Computed(
      String column, String type, String expression, boolean whereNull, Optional<String> differs) {

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
   * A condition that holds where a column is not what it should be.
   *
   * @param byteWise tells by a column's type whether it is compared as bytes
   */
  public String differs(java.util.function.Predicate<String> byteWise) {
    return columns.stream()
        .map(
            c ->
                c.differs()
                    .orElseGet(
                        () ->
                            Comparison.distinct(
                                Quoted.identifier(c.column()), c.value(), byteWise.test(c.type()))))
        .collect(Collectors.joining(" OR "));
  }
}
