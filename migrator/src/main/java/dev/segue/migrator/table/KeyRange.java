package dev.segue.migrator.table;

import dev.segue.driver.control.Quoted;
import dev.segue.migrator.table.MigratingTable.KeyColumn;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A stretch of a table in the order of its primary key: rows after one key, up to another. Keys are
 * the texts of their columns, so that any type will do. Immutable.
 *
 * @param after the key before its first; empty for the table's beginning
 * @param upTo its last key; empty for the table's end
 * @param joined columns of other tables that are joined by the key, in its order, for each of them:
 *     the condition says the same of these, or a plan would read those tables whole
 */
public record KeyRange(
    List<KeyColumn> key,
    Optional<List<String>> after,
    Optional<List<String>> upTo,
    List<List<String>> joined) {

  public KeyRange {
    joined = List.copyOf(joined);
  }

  public KeyRange(List<KeyColumn> key, Optional<List<String>> after, Optional<List<String>> upTo) {
    this(key, after, upTo, List.of());
  }

  /** The key's columns, for ORDER BY and SELECT. */
  public String columns() {
    return key.stream().map(k -> Quoted.identifier(k.name())).collect(Collectors.joining(", "));
  }

  /** The first of them: rows in its order are in the key's, but for those that have it alike. */
  public String firstColumn() {
    return Quoted.identifier(key.get(0).name());
  }

  /** The key's columns as texts. */
  public String texts() {
    return key.stream()
        .map(k -> Quoted.identifier(k.name()) + "::text")
        .collect(Collectors.joining(", "));
  }

  /** The condition, with a parameter for each key column of each bound (manual, 9.25.5). */
  public String condition() {
    if (after.isEmpty() && upTo.isEmpty()) {
      return "true";
    }
    return keys().map(this::condition).collect(Collectors.joining(" AND "));
  }

  private Stream<List<String>> keys() {
    return Stream.concat(Stream.of(key.stream().map(KeyColumn::name).toList()), joined.stream());
  }

  private String condition(List<String> names) {
    String row = names.stream().map(Quoted::identifier).collect(Collectors.joining(", ", "(", ")"));
    String bound =
        "("
            + key.stream()
                .map(k -> "CAST(? AS %s)".formatted(k.type()))
                .collect(Collectors.joining(", "))
            + ")";
    return after.map(a -> row + " > " + bound).orElse("")
        + (after.isPresent() && upTo.isPresent() ? " AND " : "")
        + upTo.map(u -> row + " <= " + bound).orElse("");
  }

  /**
   * Binds the condition's parameters.
   *
   * @return the index of the parameter that follows
   */
  public int bind(PreparedStatement statement, int first) throws SQLException {
    int index = first;
    for (int i = 0; i <= joined.size(); i++) {
      for (Optional<List<String>> bound : List.of(after, upTo)) {
        for (String value : bound.orElse(List.of())) {
          statement.setString(index++, value);
        }
      }
    }
    return index;
  }
}
