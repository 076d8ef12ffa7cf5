package dev.segue.rules.sql.tree;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * A type as it is written in a cast or a column definition.
 *
 * @param name its last name, folded, without modifiers and array brackets; for a type of several
 *     words or with a synonym what PostgreSQL calls it in {@code pg_type} ({@code int4}, {@code
 *     float8}, {@code varchar}, {@code timestamptz}): it is the label of an unnamed cast
 * @param schema what stands in front of that name
 */
public record TypeName(Span span, String name, Optional<Identifier> schema) implements Node {

  /** A type without a schema. */
  public TypeName(Span span, String name) {
    this(span, name, Optional.empty());
  }

  @Override
  public void forEachChild(Consumer<? super Node> visitor) {}
}
