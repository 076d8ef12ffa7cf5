package dev.segue.rules.sql.tree;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A window: in the WINDOW clause (with its name) or behind OVER.
 *
 * @param name its own name in the WINDOW clause
 * @param frame expressions of the frame clause
 */
public record WindowDefinition(
    Span span,
    Optional<Identifier> name,
    List<Expression> partitionBy,
    List<SortItem> orderBy,
    List<Expression> frame)
    implements Node {

  public WindowDefinition {
    partitionBy = List.copyOf(partitionBy);
    orderBy = List.copyOf(orderBy);
    frame = List.copyOf(frame);
  }

  @Override
  public void forEachChild(Consumer<? super Node> visitor) {
    Node.each(visitor, partitionBy, orderBy, frame);
  }
}
