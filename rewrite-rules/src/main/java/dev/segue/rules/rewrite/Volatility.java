package dev.segue.rules.rewrite;

import dev.segue.rules.catalog.Catalog;
import dev.segue.rules.sql.LexicalSettings;
import dev.segue.rules.sql.Parser;
import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Node;

/**
 * Whether writing an expression twice could give two values (manual, 38.7). {@code now()} may be
 * written twice; {@code random()} may not, nor may a subquery, which need not find the same row.
 */
final class Volatility {

  private final Catalog catalog;

  Volatility(Catalog catalog) {
    this.catalog = catalog;
  }

  /** Of a default, as the catalog has it. */
  boolean changes(String expression) {
    return changes(Parser.parseExpression(expression, new LexicalSettings(true, false)));
  }

  boolean changes(Node expression) {
    boolean[] found = new boolean[1];
    expression.walk(
        node -> {
          if (node instanceof Expression.FunctionCall call && !call.builtin()) {
            found[0] |= catalog.isVolatileFunction(call.name().name());
          } else if (node instanceof Expression.Operation operation) {
            found[0] |= catalog.isVolatileOperator(operation.operator());
          } else if (node instanceof Expression.Subquery) {
            found[0] = true;
          }
        });
    return found[0];
  }
}
