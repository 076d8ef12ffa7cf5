package dev.segue.rules.sql.tree;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A node of the syntax tree. */
public interface Node {

  /** Where it stands in the text. */
  Span span();

  /** Gives each direct child, in the order of the text where that is defined. */
  void forEachChild(Consumer<? super Node> visitor);

  /**
   * Gives this node and all below it, parents first, children in the order of {@link
   * #forEachChild}. It takes no stack for the depth of the tree.
   */
  default void walk(Consumer<? super Node> visitor) {
    Deque<Node> open = new ArrayDeque<>();
    List<Node> children = new ArrayList<>();
    open.push(this);
    while (!open.isEmpty()) {
      Node node = open.pop();
      visitor.accept(node);
      node.forEachChild(children::add);
      for (int i = children.size() - 1; i >= 0; i--) {
        open.push(children.get(i));
      }
      children.clear();
    }
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
