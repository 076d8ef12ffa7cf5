package dev.segue.rules.sql.tree;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A node of the syntax tree. */
public interface Node {

  /** Where it stands in the text. */
  Span span();

  /** Gives each direct child, in the order of the text where that is defined. */
  void forEachChild(Consumer<? super Node> visitor);

  /** Gives this node and all below it, parents first. */
  default void walk(Consumer<? super Node> visitor) {
    visitor.accept(this);
    forEachChild(child -> child.walk(visitor));
  }

  /** Hands each part that is there to the visitor: nodes, optional nodes and lists of nodes. */
  static void each(Consumer<? super Node> visitor, Object... parts) {
    for (Object part : parts) {
      if (part instanceof Node node) {
        visitor.accept(node);
      } else if (part instanceof Optional<?> optional) {
        optional.ifPresent(value -> each(visitor, value));
      } else if (part instanceof List<?> list) {
        list.forEach(value -> each(visitor, value));
      } else {
        throw new IllegalArgumentException("not a part of the tree: " + part.getClass());
      }
    }
  }
}
