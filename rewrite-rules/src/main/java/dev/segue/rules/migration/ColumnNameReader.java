package dev.segue.rules.migration;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the name of a column as SQL folds it. */
final class ColumnNameReader {

  private final Mistakes mistakes;

  ColumnNameReader(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  Optional<String> read(Node at, String text) {
    Optional<List<String>> parts = SqlName.parse(text).filter(p -> p.size() == 1);
    if (parts.isEmpty()) {
      mistakes.add(
          at,
          "\"" + text + "\" is not the name of a column",
          "quote it as in SQL where it needs that: '\"Full Name\"'");
      return Optional.empty();
    }
    if (SqlName.isTooLong(parts.get().get(0))) {
      mistakes.add(at, "name is longer than " + SqlName.MAX_BYTES + " bytes");
      return Optional.empty();
    }
    return Optional.of(parts.get().get(0));
  }
}
