package dev.segue.rules.migration;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Expression.ColumnReference;
import dev.segue.rules.sql.tree.Expression.FunctionCall;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Node;
import dev.segue.rules.sql.tree.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A mapping: SQL that computes a column of one shape from the columns of the other, which it names
 * without qualification. It means the same under every setting of {@code
 * standard_conforming_strings} and in JDBC's text as in {@code psql}'s, and has neither comments
 * nor blanks around it. Immutable.
 *
 * @param sql the text; the tree's spans are those of this text
 * @param line where it stands in the file, from 1
 */
public record MappingExpression(String sql, int line, Expression tree) {

  static MappingExpression column(String name, int line) {
    String sql = SqlName.alwaysQuoted(name);
    Span whole = new Span(0, sql.length());
    return new MappingExpression(
        sql, line, new ColumnReference(whole, List.of(new Identifier(whole, name)), false));
  }

  /** The references to columns, in the order of the text. */
  public List<ColumnReference> columnReferences() {
    return parts(ColumnReference.class);
  }

  /** The calls of functions, in the order of the text; the grammar's own syntax among them. */
  public List<FunctionCall> functionCalls() {
    return parts(FunctionCall.class);
  }

  /** Whether the mapping is nothing but a column. */
  public boolean isColumn() {
    return tree instanceof ColumnReference;
  }

  /**
   * The text with each column replaced.
   *
   * @param replacement gives, for a column's folded name, SQL that can stand as an operand: a
   *     parameter, a qualified name, anything else in parentheses
   */
  public String replacingColumns(UnaryOperator<String> replacement) {
    StringBuilder result = new StringBuilder(sql);
    List<ColumnReference> references = columnReferences();
    for (int i = references.size() - 1; i >= 0; i--) {
      Span span = references.get(i).span();
      result.replace(
          span.start(), span.end(), replacement.apply(references.get(i).fields().get(0).name()));
    }
    return result.toString();
  }

  private <N extends Node> List<N> parts(Class<N> kind) {
    List<N> found = new ArrayList<>();
    tree.walk(
        node -> {
          if (kind.isInstance(node)) {
            found.add(kind.cast(node));
          }
        });
    found.sort((a, b) -> Integer.compare(a.span().start(), b.span().start()));
    return found;
  }
}
