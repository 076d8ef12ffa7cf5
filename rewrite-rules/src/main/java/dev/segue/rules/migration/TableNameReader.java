package dev.segue.rules.migration;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads names of tables as SQL writes them. */
final class TableNameReader {

  private final Mistakes mistakes;

  TableNameReader(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  /**
   * The name that stands at this key, if one does.
   *
   * @param form how it is written, for messages
   */
  Optional<TableName> read(Fields fields, String key, String form) {
    Optional<String> text = fields.text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return read(at(fields, key), text.get(), form);
  }

  /** The name that a node of a list is, if it is one. */
  Optional<TableName> read(Node node, String form) {
    if (!(node instanceof ScalarNode text) || !text.getTag().equals(Tag.STR)) {
      mistakes.add(node, "a table is " + Fields.kind(node) + ", not a name", form);
      return Optional.empty();
    }
    return read(node, text.getValue(), form);
  }

  private Optional<TableName> read(Node at, String text, String form) {
    Optional<List<String>> parts = SqlName.parse(text).filter(p -> p.size() <= 2);
    if (parts.isEmpty()) {
      mistakes.add(at, "\"" + text + "\" is not the name of a table", form);
      return Optional.empty();
    }
    if (parts.get().stream().anyMatch(SqlName::isTooLong)) {
      mistakes.add(at, "name is longer than " + SqlName.MAX_BYTES + " bytes");
      return Optional.empty();
    }
    List<String> words = parts.get();
    return Optional.of(
        words.size() == 2
            ? new TableName(words.get(0), words.get(1))
            : new TableName(TableName.DEFAULT_SCHEMA, words.get(0)));
  }

  /** Where the value of a key stands. */
  static Node at(Fields fields, String key) {
    return fields.get(key).orElseThrow().value();
  }
}
