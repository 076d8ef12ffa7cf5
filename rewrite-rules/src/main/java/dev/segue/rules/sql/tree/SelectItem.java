package dev.segue.rules.sql.tree;

import java.util.Optional;
import java.util.function.Consumer;

/** An item of a select list or of RETURNING, with the label it was given, if any. */
public record SelectItem(Span span, Expression expression, Optional<Identifier> label)
    implements Node {

  @Override
  public void forEachChild(Consumer<? super Node> visitor) {
    Node.each(visitor, expression, label);
  }
}
