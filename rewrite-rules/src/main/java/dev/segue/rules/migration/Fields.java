package dev.segue.rules.migration;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * The keys and values of a YAML mapping. Reading it reports what is wrong with the keys; the
 * readers of values report what is wrong with those.
 */
final class Fields {

  /** One of them. */
  record Field(String key, ScalarNode keyNode, Node value) {}

  private final Mistakes mistakes;
  private final Map<String, Field> fields = new LinkedHashMap<>();

  private Fields(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  /**
   * Reads a mapping with any keys.
   *
   * @param what names it in messages, {@code "migrations"} in quotes for instance
   */
  static Optional<Fields> any(Node node, String what, String form, Mistakes mistakes) {
    if (!(node instanceof MappingNode mapping)) {
      mistakes.add(node, what + " is " + kind(node) + ", not keys and values", form);
      return Optional.empty();
    }
    Fields result = new Fields(mistakes);
    mapping.getValue().forEach(result::put);
    return Optional.of(result);
  }

  /** Reads a mapping that has no keys but the known ones. */
  static Optional<Fields> known(
      Node node, String what, String form, List<String> known, Mistakes mistakes) {
    Optional<Fields> result = any(node, what, form, mistakes);
    result.ifPresent(fields -> fields.reportUnknown(known));
    return result;
  }

  private void put(NodeTuple tuple) {
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      mistakes.add(tuple.getKeyNode(), "key is " + kind(tuple.getKeyNode()) + ", not a name");
    } else if (!key.getTag().equals(Tag.STR)) {
      mistakes.add(
          key,
          "key " + key.getValue() + " is " + kind(key) + ", not a name",
          "put it in quotes: \"" + key.getValue() + "\"");
    } else {
      Field field = new Field(key.getValue(), key, tuple.getValueNode());
      Field first = fields.putIfAbsent(field.key(), field);
      if (first != null) {
        mistakes.add(
            key,
            "\"" + field.key() + "\" stands here a second time",
            "it is in line " + Mistakes.line(first.keyNode()) + " already");
      }
    }
  }

  private void reportUnknown(List<String> known) {
    for (Field field : fields.values()) {
      if (!known.contains(field.key())) {
        mistakes.add(
            field.keyNode(),
            "unknown key \"" + field.key() + "\"",
            Suggestion.hint(field.key(), known, "known here:"));
      }
    }
  }

  Optional<Field> get(String key) {
    return Optional.ofNullable(fields.get(key));
  }

  Collection<Field> all() {
    return fields.values();
  }

  /** The value of a key that must be text, if it is there and is. */
  Optional<String> text(String key) {
    return get(key).flatMap(field -> text(field, mistakes));
  }

  static Optional<String> text(Field field, Mistakes mistakes) {
    if (field.value() instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)) {
      return Optional.of(scalar.getValue());
    }
    String message = "\"" + field.key() + "\" is " + kind(field.value()) + ", not text";
    if (field.value() instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      mistakes.add(scalar, message, "put it in quotes: \"" + scalar.getValue() + "\"");
    } else {
      mistakes.add(field.value(), message);
    }
    return Optional.empty();
  }

  /** The value of a key that is true or false, and false where it is neither. */
  boolean flag(String key) {
    Optional<Field> field = get(key);
    if (field.isEmpty()) {
      return false;
    }
    if (field.get().value() instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
      return Boolean.parseBoolean(scalar.getValue());
    }
    mistakes.add(
        field.get().value(),
        "\"" + key + "\" is " + kind(field.get().value()) + ", not true or false",
        "write true or false, without quotes");
    return false;
  }

  static boolean isNothing(Node node) {
    return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
  }

  /** What a node is, for messages. */
  static String kind(Node node) {
    if (node instanceof MappingNode) {
      return "keys and values";
    }
    if (node instanceof SequenceNode) {
      return "a list";
    }
    Tag tag = node.getTag();
    if (tag.equals(Tag.STR)) {
      return "text";
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return "a number";
    }
    if (tag.equals(Tag.BOOL)) {
      return "true or false";
    }
    return tag.equals(Tag.NULL) ? "empty" : "of the type " + tag.getValue();
  }
}
