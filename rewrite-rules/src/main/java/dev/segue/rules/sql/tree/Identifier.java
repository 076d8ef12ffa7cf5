package dev.segue.rules.sql.tree;

import java.util.function.Consumer;

/**
 * A name as it stands in the text.
 *
 * @param name the name as PostgreSQL folds it: lower case unless quoted, quotes and {@code U&}
 *     escapes resolved (manual, 4.1.1 Identifiers and Key Words)
 */
public record Identifier(Span span, String name) implements Node {

  @Override
  public void forEachChild(Consumer<? super Node> visitor) {}
}
