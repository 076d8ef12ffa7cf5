package dev.segue.rules.migration;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Node;
import dev.segue.rules.sql.tree.SortItem;
import dev.segue.rules.sql.tree.WindowDefinition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * What a mapping may be: an expression over the other shape's columns alone, whose value depends on
 * nothing else and whose text means the same wherever it is put.
 */
final class MappingRules {

  private final Mistakes mistakes;
  private final ScalarNode at;
  private final String sql;
  private final String what;
  private final Optional<String> from;

  MappingRules(Mistakes mistakes, ScalarNode at, String what, Optional<String> from) {
    this.mistakes = mistakes;
    this.at = at;
    this.sql = at.getValue();
    this.what = what;
    this.from = from;
  }

  /** Reports what a mapping may not hold, outermost first and nothing below it. */
  void check(Node node) {
    if (!isRefused(node)) {
      node.forEachChild(this::check);
    }
  }

  private boolean isRefused(Node node) {
    if (node instanceof Expression.ColumnReference column) {
      return isRefused(column);
    }
    if (node instanceof Expression.FunctionCall call) {
      return isRefused(call);
    }
    if (node instanceof Expression.Literal literal) {
      return isRefused(literal);
    }
    if (node instanceof Expression.Operation operation && operation.operator().contains("?")) {
      return refuse(
          node,
          "uses the operator " + operation.operator() + ", which JDBC takes for a parameter",
          "call its function, such as jsonb_exists");
    }
    if (node instanceof Expression.Subquery) {
      return refuse(node, "holds a subquery", "compute from the row's own columns");
    }
    if (node instanceof Expression.Parameter) {
      return refuse(node, "holds a parameter", "write a constant");
    }
    if (node instanceof SortItem || node instanceof WindowDefinition) {
      return refuse(
          node, "calls an aggregate or window function", "compute from the row's own columns");
    }
    if (node instanceof Expression.Default
        || node instanceof Expression.CurrentOf
        || node instanceof Expression.GroupingElement) {
      return refuse(node, "holds what only a statement can", "write an expression");
    }
    return false;
  }

  private boolean isRefused(Expression.ColumnReference column) {
    List<Identifier> fields = column.fields();
    if (column.star()) {
      return refuse(column, "refers to all columns by a star", "name the column");
    }
    if (fields.size() > 1) {
      return refuse(
          column,
          "refers to \"" + column.span().of(sql) + "\" with a qualification",
          "name the column alone");
    }
    String name = fields.get(0).name();
    if (from.isPresent() && !from.get().equals(name)) {
      return refuse(
          column,
          "refers to \"" + name + "\", which is not a column of the other side",
          Suggestion.hint(name, List.of(from.get()), "there is"));
    }
    return false;
  }

  private boolean isRefused(Expression.FunctionCall call) {
    boolean ofSomeone =
        call.schema().map(Identifier::name).filter(s -> !s.equals("pg_catalog")).isPresent();
    String name = call.name().name().toLowerCase(Locale.ROOT);
    if (ofSomeone) {
      return false;
    }
    if (BuiltinFunctions.VOLATILE.contains(name)) {
      return refuse(
          call,
          "calls " + name + ", which is volatile",
          "a mapping must give the same value each time it is computed for a row");
    }
    if (BuiltinFunctions.OVER_ROWS.contains(name)) {
      return refuse(
          call,
          "calls " + name + ", an aggregate or window function",
          "compute from the row's own columns");
    }
    if (BuiltinFunctions.SETS.contains(name)) {
      return refuse(call, "calls " + name + ", which gives a set", "compute one value");
    }
    return false;
  }

  private boolean isRefused(Expression.Literal literal) {
    String text = literal.span().of(sql);
    boolean plainWithBackslash = text.startsWith("'") && text.contains("\\");
    if (plainWithBackslash || text.regionMatches(true, 0, "U&", 0, 2)) {
      return refuse(
          literal,
          "holds a string that depends on standard_conforming_strings",
          "write it as E'…', with each backslash doubled");
    }
    return false;
  }

  private boolean refuse(Node node, String fact, String hint) {
    mistakes.addWithin(at, node.span().start(), what + " " + fact, Optional.of(hint));
    return true;
  }
}
