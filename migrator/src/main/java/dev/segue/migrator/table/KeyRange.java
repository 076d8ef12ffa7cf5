package dev.segue.migrator.table;

import dev.segue.driver.control.Quoted;
import dev.segue.migrator.table.MigratingTable.KeyColumn;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A stretch of a table in the order of its primary key: rows after one key, up to another. Keys are
 * the texts of their columns, so that any type will do. Immutable.
 *
 * @param after the key before its first; empty for the table's beginning
 * @param upTo its last key; empty for the table's end
 */
public record KeyRange(
    List<KeyColumn> key, Optional<List<String>> after, Optional<List<String>> upTo) {

  /** This range, ended by a key. */
  KeyRange upTo(List<String> last) {
    return new KeyRange(key, after, Optional.of(last));
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
    String row = "(" + columns() + ")";
    String bound =
        "("
            + key.stream()
                .map(k -> "CAST(? AS %s)".formatted(k.type()))
                .collect(Collectors.joining(", "))
            + ")";
    if (after.isEmpty() && upTo.isEmpty()) {
      return "true";
    }
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
    for (Optional<List<String>> bound : List.of(after, upTo)) {
      for (String value : bound.orElse(List.of())) {
        statement.setString(index++, value);
      }
    }
    return index;
  }
}
