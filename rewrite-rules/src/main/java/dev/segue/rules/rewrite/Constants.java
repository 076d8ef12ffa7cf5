package dev.segue.rules.rewrite;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Node;
import java.util.Set;

/**
 * Expressions that have one value for the whole statement, however often they are written: of
 * literals, parameters, and what is no volatile function of them.
 */
final class Constants {

  private static final Set<String> EXACT_TYPES = Set.of("int2", "int4", "int8", "numeric");

  private final Volatility volatility;

  Constants(Volatility volatility) {
    this.volatility = volatility;
  }

  boolean isConstant(Expression expression) {
    boolean[] constant = {true};
    expression.walk(
        node -> {
          if (!mayBePart(node)) {
            constant[0] = false;
          }
        });
    return constant[0] && !volatility.changes(expression);
  }

  private static boolean mayBePart(Node node) {
    // Of a function's escape the driver makes another function, which may be a volatile one.
    return !(node instanceof Expression.ColumnReference
        || node instanceof Expression.Subquery
        || node instanceof Expression.Row
        || node instanceof Expression.Default
        || node instanceof Expression.CurrentOf
        || (node instanceof Expression.JdbcEscape escape
            && escape.inner() instanceof Expression.FunctionCall));
  }

  /** Whether it is certain that a number is none of a floating-point type. */
  static boolean isExact(Expression expression) {
    Expression at = Conditions.bare(expression);
    if (at instanceof Expression.Operation operation
        && operation.operands().size() == 1
        && operation.operator().matches("[+-]")) {
      at = Conditions.bare(operation.operands().get(0));
    }
    return at instanceof Expression.Literal
        || at instanceof Expression.Cast cast && EXACT_TYPES.contains(cast.type().name());
  }
}
