package dev.segue.rules.sql.tree;

import java.util.Optional;
import java.util.function.Consumer;

/** The possibly qualified name of a table, view or other relation. */
public record RelationName(
    Span span, Optional<Identifier> database, Optional<Identifier> schema, Identifier name)
    implements Node {

  @Override
  public void forEachChild(Consumer<? super Node> visitor) {
    Node.each(visitor, database, schema, name);
  }
}
