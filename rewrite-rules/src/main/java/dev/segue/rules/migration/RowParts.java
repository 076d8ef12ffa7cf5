package dev.segue.rules.migration;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The tables into which the rows of one are split: partitions of a table that has all of them, each
 * with the rows that its bounds say. Immutable.
 *
 * @param columns by which the rows are split, by their names in the new shape
 * @param parts at least two
 */
public record RowParts(Method method, List<String> columns, List<RowPart> parts) {

  /** How a part is told from the columns (manual, 5.12.1 Overview). */
  public enum Method {
    /** By their values. */
    LIST,
    /** By the stretch in which they lie. */
    RANGE,
    /** By chance, evenly. */
    HASH;

    /** As the rules file writes it. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One of the tables.
   *
   * @param bounds what it takes, as it follows its name in {@code PARTITION OF}: {@code FOR VALUES
   *     …}, or {@code DEFAULT}
   */
  public record RowPart(TableName name, String bounds) {

    static final String REST = "DEFAULT";

    /** Whether it takes what no other one does. */
    public boolean takesRest() {
      return bounds.equals(REST);
    }
  }

  public RowParts {
    columns = List.copyOf(columns);
    parts = List.copyOf(parts);
  }

  /** Their names. */
  public List<TableName> names() {
    return parts.stream().map(RowPart::name).toList();
  }

  /** What makes a table one of parts: {@code PARTITION BY …}. */
  public String partitioning() {
    return "PARTITION BY %s (%s)"
        .formatted(
            method.name(),
            columns.stream().map(SqlName::alwaysQuoted).collect(Collectors.joining(", ")));
  }

  /** Whether there is a part for every row, whatever it is like. */
  public boolean isWhole() {
    return method == Method.HASH || parts.stream().anyMatch(RowPart::takesRest);
  }
}
