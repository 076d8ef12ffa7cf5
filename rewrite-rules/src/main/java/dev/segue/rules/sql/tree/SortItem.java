package dev.segue.rules.sql.tree;

import java.util.function.Consumer;

/** One expression of an ORDER BY, with its direction and place of nulls in the span. */
public record SortItem(Span span, Expression expression) implements Node {

  @Override
  public void forEachChild(Consumer<? super Node> visitor) {
    Node.each(visitor, expression);
  }
}
