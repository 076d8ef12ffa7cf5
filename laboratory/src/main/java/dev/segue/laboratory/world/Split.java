package dev.segue.laboratory.world;

import java.util.List;
import java.util.stream.Collectors;

/**
 * How the rows of a table come into parts that have names.
 *
 * @param method by what they are told apart: {@code list}, {@code range} or {@code hash}
 * @param column by which
 * @param parts those that there are
 */
public record Split(String method, String column, List<Part> parts) {

  /**
   * One of them.
   *
   * @param name as SQL has it
   * @param keys what the rules say of its rows, as YAML
   * @param bounds the same in SQL
   */
  public record Part(String name, String keys, String bounds) {}

  /** Copies the list. */
  public Split {
    parts = List.copyOf(parts);
  }

  /** By the key in two parts, evenly. */
  static Split hash(List<String> names) {
    return new Split(
        "hash",
        Table.ID,
        List.of(
            new Part(names.get(0), "", "FOR VALUES WITH (MODULUS 2, REMAINDER 0)"),
            new Part(names.get(1), "", "FOR VALUES WITH (MODULUS 2, REMAINDER 1)")));
  }

  /** By stretches of the key; what is left has the rest, NULL for one, which no stretch has. */
  static Split range(List<String> names) {
    return new Split(
        "range",
        Table.ID,
        List.of(
            new Part(names.get(0), ", below: \"4\"", "FOR VALUES FROM (MINVALUE) TO (4)"),
            new Part(names.get(1), "", "DEFAULT")));
  }

  /** By values of a column, and what is left. */
  static Split list(String column, List<String> values, List<String> names) {
    String listed = values.stream().map(Kind.TEXT::bareLiteral).collect(Collectors.joining(", "));
    return new Split(
        "list",
        column,
        List.of(
            new Part(
                names.get(0),
                ", values: \"%s\"".formatted(listed),
                "FOR VALUES IN (%s)".formatted(listed)),
            new Part(names.get(1), "", "DEFAULT")));
  }
}
