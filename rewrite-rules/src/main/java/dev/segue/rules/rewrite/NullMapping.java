package dev.segue.rules.rewrite;

import dev.segue.rules.sql.tree.Expression;
import java.util.List;
import java.util.Set;

/**
 * Whether a mapping makes NULL of a row that has NULL in all its columns, as far as its text tells.
 * Of a row that an outer join has not found it can then be computed like any other, and a condition
 * over it lets PostgreSQL take the outer join for an inner one.
 */
final class NullMapping {

  private static final Set<String> STRICT =
      Set.of("+", "-", "*", "/", "%", "^", "=", "<>", "!=", "<", "<=", ">", ">=", "NOT");

  private NullMapping() {}

  /** Whether the expression is certainly NULL where all columns are. */
  static boolean keepsNull(Expression expression) {
    if (expression instanceof Expression.ColumnReference) {
      return true;
    } else if (expression instanceof Expression.Parenthesized parenthesized) {
      return keepsNull(parenthesized.inner());
    } else if (expression instanceof Expression.Cast cast) {
      return keepsNull(cast.operand());
    } else if (expression instanceof Expression.Operation operation) {
      return STRICT.contains(operation.operator())
          && operation.operands().stream().anyMatch(NullMapping::keepsNull);
    } else if (expression instanceof Expression.Case conditional) {
      return conditional.otherwise().isEmpty() && meetsNone(conditional.parts());
    } else {
      return false;
    }
  }

  /** Whether no condition of a CASE without an operand is true where all columns are NULL. */
  private static boolean meetsNone(List<Expression> parts) {
    if (parts.size() % 2 != 0) {
      return false;
    }
    for (int i = 0; i < parts.size(); i += 2) {
      if (!keepsNull(parts.get(i))) {
        return false;
      }
    }
    return true;
  }
}
