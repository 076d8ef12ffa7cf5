package dev.segue.rules.binding;

import java.util.Map;
import java.util.Optional;

/**
 * The labels of JDBC's function escapes, which are those of what pgjdbc makes of them: {@code {fn
 * ucase(a)}} becomes {@code upper(a)}, {@code {fn concat(a, b)}} becomes {@code (a||b)} ({@code
 * org.postgresql.jdbc.EscapedFunctions2}).
 */
final class EscapeLabels {

  private static final Map<String, String> LABELS =
      Map.ofEntries(
          Map.entry("ceiling", "ceil"),
          Map.entry("log", "ln"),
          Map.entry("log10", "log"),
          Map.entry("power", "pow"),
          Map.entry("truncate", "trunc"),
          Map.entry("char", "chr"),
          Map.entry("concat", Labels.NONE),
          Map.entry("insert", "overlay"),
          Map.entry("lcase", "lower"),
          Map.entry("left", "substring"),
          Map.entry("right", "substring"),
          Map.entry("space", "repeat"),
          Map.entry("substring", "substr"),
          Map.entry("ucase", "upper"),
          Map.entry("curdate", "current_date"),
          Map.entry("curtime", "current_time"),
          Map.entry("dayname", "to_char"),
          Map.entry("dayofmonth", "extract"),
          Map.entry("dayofweek", Labels.NONE),
          Map.entry("dayofyear", "extract"),
          Map.entry("hour", "extract"),
          Map.entry("minute", "extract"),
          Map.entry("month", "extract"),
          Map.entry("monthname", "to_char"),
          Map.entry("quarter", "extract"),
          Map.entry("second", "extract"),
          Map.entry("week", "extract"),
          Map.entry("year", "extract"),
          Map.entry("timestampadd", Labels.NONE),
          Map.entry("timestampdiff", "extract"),
          Map.entry("database", "current_database"),
          Map.entry("ifnull", "coalesce"));

  private EscapeLabels() {}

  /**
   * The label of a function escape.
   *
   * @param arguments how many it has: {@code locate} becomes a call with two and a sum with three
   * @return empty where it is that of the function itself
   */
  static Optional<String> of(String function, int arguments) {
    if (function.equals("locate")) {
      return Optional.of(arguments == 2 ? "position" : Labels.NONE);
    }
    return Optional.ofNullable(LABELS.get(function));
  }
}
