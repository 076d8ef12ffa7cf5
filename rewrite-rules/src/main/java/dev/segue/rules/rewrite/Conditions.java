package dev.segue.rules.rewrite;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Node;
import dev.segue.rules.sql.tree.Query;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The places of a statement where an index may help. Above all the comparisons that decide which
 * rows it takes: what WHERE and ON are made of, below nothing but AND, OR and parentheses, where
 * false and NULL are the same. Then the keys by which rows are sorted that are neither grouped nor
 * made distinct, and the arguments of {@code min} and {@code max}.
 */
final class Conditions {

  private static final Set<String> EXTREMES = Set.of("min", "max");

  private final Map<Span, Expression.Operation> byColumn = new HashMap<>();
  private final Map<Span, Expression.FunctionCall> extremes = new HashMap<>();
  private final Set<Span> sortKeys = new HashSet<>();

  Conditions(Statement statement) {
    statement.walk(this::clauses);
  }

  private void clauses(Node node) {
    if (node instanceof Query.Select select) {
      select.where().ifPresent(this::condition);
    } else if (node instanceof FromItem.Join join) {
      join.on().ifPresent(this::condition);
    } else if (node instanceof Statement.Update update) {
      update.where().ifPresent(this::condition);
    } else if (node instanceof Statement.Delete delete) {
      delete.where().ifPresent(this::condition);
    } else if (node instanceof Statement.Merge merge) {
      condition(merge.on());
    } else if (node instanceof Query query && sortsRows(query)) {
      query.orderBy().forEach(item -> sortKeys.add(bare(item.expression()).span()));
    } else if (node instanceof Expression.FunctionCall call) {
      extreme(call);
    }
  }

  private static boolean sortsRows(Query query) {
    return query.body() instanceof Query.Select select
        && !select.distinct()
        && select.distinctOn().isEmpty()
        && select.groupBy().isEmpty()
        && select.having().isEmpty();
  }

  private void extreme(Expression.FunctionCall call) {
    if (EXTREMES.contains(call.name().name())
        && call.schema().isEmpty()
        && call.parts().size() == 1
        && call.parts().get(0) instanceof Expression.ColumnReference column) {
      extremes.put(column.span(), call);
    }
  }

  private void condition(Expression condition) {
    Deque<Expression> open = new ArrayDeque<>();
    open.push(condition);
    while (!open.isEmpty()) {
      Expression at = bare(open.pop());
      if (at instanceof Expression.Operation operation) {
        if (operation.operator().equals("AND") || operation.operator().equals("OR")) {
          operation.operands().forEach(open::push);
        } else {
          operands(operation);
        }
      }
    }
  }

  private void operands(Expression.Operation operation) {
    for (Expression operand : operation.operands()) {
      Expression column = bare(operand);
      if (column instanceof Expression.Row row && !row.items().isEmpty()) {
        column = bare(row.items().get(0));
      }
      if (column instanceof Expression.ColumnReference) {
        byColumn.put(column.span(), operation);
      }
    }
  }

  /** An expression without the parentheses around it. */
  static Expression bare(Expression expression) {
    Expression at = expression;
    while (at instanceof Expression.Parenthesized parenthesized) {
      at = parenthesized.inner();
    }
    return at;
  }

  /** Whether rows are sorted by what stands there, and by nothing else at that place. */
  boolean isSortKey(Span span) {
    return sortKeys.contains(span);
  }

  /** The call of {@code min} or {@code max} of which a column is all that stands in it. */
  Optional<Expression.FunctionCall> extremeOf(Expression.ColumnReference column) {
    return Optional.ofNullable(extremes.get(column.span()));
  }

  /** The condition of which a column is an operand, or the first item of a row that is one. */
  Optional<Expression.Operation> of(Expression.ColumnReference column) {
    return Optional.ofNullable(byColumn.get(column.span()));
  }
}
