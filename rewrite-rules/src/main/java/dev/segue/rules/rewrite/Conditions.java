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
import java.util.Map;
import java.util.Optional;

/**
 * The comparisons of a statement that decide which rows it takes: what WHERE and ON are made of,
 * below nothing but AND, OR and parentheses. There, false and NULL are the same.
 */
final class Conditions {

  private final Map<Span, Expression.Operation> byColumn = new HashMap<>();

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

  /** The condition of which a column is an operand, or the first item of a row that is one. */
  Optional<Expression.Operation> of(Expression.ColumnReference column) {
    return Optional.ofNullable(byColumn.get(column.span()));
  }
}
