package dev.segue.rules.sql.tree;

import java.util.function.Consumer;

/**
 * A type as it is written in a cast or a column definition.
 *
 * @param name its last name, folded, without modifiers and array brackets; for a type of several
 *     words or with a synonym what PostgreSQL calls it in {@code pg_type} ({@code int4}, {@code
 *     float8}, {@code varchar}, {@code timestamptz}): it is the label of an unnamed cast
 */
public record TypeName(Span span, String name) implements Node {

  @Override
  public void forEachChild(Consumer<? super Node> visitor) {}
}
