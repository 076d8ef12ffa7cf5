package dev.segue.rules.migration;

import dev.segue.rules.sql.LexicalSettings;
import dev.segue.rules.sql.Parser;
import dev.segue.rules.sql.SqlSyntaxException;
import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Expression.ColumnReference;
import dev.segue.rules.sql.tree.Expression.FunctionCall;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Node;
import dev.segue.rules.sql.tree.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A mapping: SQL that computes a column of one shape from the columns of the other and those that
 * both have, which it names without qualification. It means the same under every setting of {@code
 * standard_conforming_strings} and in JDBC's text as in the server's, and has neither comments nor
 * blanks around it. Immutable.
 *
 * @param sql the text; the tree's spans are those of this text
 * @param line where it stands in the file, from 1; 0 where it is not of one
 * @param columnReferences the references to columns, in the order of the text
 * @param columns the columns that it reads, as PostgreSQL folds their names
 */
public record MappingExpression(
    String sql,
    int line,
    Expression tree,
    List<ColumnReference> columnReferences,
    Set<String> columns) {

  public MappingExpression {
    columnReferences = List.copyOf(columnReferences);
    columns = Collections.unmodifiableSet(new LinkedHashSet<>(columns));
  }

  /** The mapping of a tree: which columns it reads is asked of every statement. */
  MappingExpression(String sql, int line, Expression tree) {
    this(sql, line, tree, parts(tree, ColumnReference.class));
  }

  private MappingExpression(
      String sql, int line, Expression tree, List<ColumnReference> references) {
    this(
        sql,
        line,
        tree,
        references,
        references.stream()
            .map(reference -> reference.fields().get(0).name())
            .collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  /**
   * A condition over columns, as the server writes one.
   *
   * @throws SqlSyntaxException if it cannot be read
   */
  public static MappingExpression condition(String sql) {
    return new MappingExpression(sql, 0, Parser.parseExpression(sql, LexicalSettings.POSTGRES));
  }

  static MappingExpression column(String name, int line) {
    String sql = SqlName.alwaysQuoted(name);
    Span whole = new Span(0, sql.length());
    return new MappingExpression(
        sql, line, new ColumnReference(whole, List.of(new Identifier(whole, name)), false));
  }

  /** The calls of functions, in the order of the text; the grammar's own syntax among them. */
  public List<FunctionCall> functionCalls() {
    return parts(tree, FunctionCall.class);
  }

  /** Whether the mapping is nothing but a column. */
  public boolean isColumn() {
    return tree instanceof ColumnReference;
  }

  /** Whether the mapping is nothing but a column, or a cast of one. */
  public boolean isColumnOrCast() {
    return isColumn()
        || (tree instanceof Expression.Cast cast && cast.operand() instanceof ColumnReference);
  }

  /**
   * The text with each column replaced.
   *
   * @param replacement gives, for a column's folded name, SQL that can stand as an operand: a
   *     parameter, a qualified name, anything else in parentheses
   */
  public String replacingColumns(UnaryOperator<String> replacement) {
    StringBuilder result = new StringBuilder();
    int done = 0;
    for (ColumnReference reference : columnReferences()) {
      Span span = reference.span();
      result.append(sql, done, span.start());
      // Quotes may have stood between two words: CASE"a"WHEN.
      result.append(isWordAt(span.start() - 1) ? " " : "");
      result.append(replacement.apply(reference.fields().get(0).name()));
      result.append(isWordAt(span.end()) ? " " : "");
      done = span.end();
    }
    return result.append(sql, done, sql.length()).toString();
  }

  private boolean isWordAt(int index) {
    return index >= 0
        && index < sql.length()
        && Character.isUnicodeIdentifierPart(sql.codePointAt(index));
  }

  private static <N extends Node> List<N> parts(Expression tree, Class<N> kind) {
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
