package dev.segue.rules.migration;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Node;
import dev.segue.rules.sql.tree.SortItem;
import dev.segue.rules.sql.tree.WindowDefinition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * What a mapping may be: an expression over the other shape's columns and such as stay, whose value
 * depends on nothing but the row and whose text means the same wherever it is put.
 */
final class MappingRules {

  private static final Set<String> SYSTEM_COLUMNS =
      Set.of("ctid", "xmin", "xmax", "cmin", "cmax", "tableoid");

  private final Mistakes mistakes;
  private final ScalarNode at;
  private final String sql;
  private final String what;
  private final MappingReader.Side from;
  private final MappingReader.Side to;
  private final ColumnClaims.Claimant claimant;

  MappingRules(
      Mistakes mistakes,
      ScalarNode at,
      String what,
      MappingReader.Side from,
      MappingReader.Side to,
      ColumnClaims.Claimant claimant) {
    this.mistakes = mistakes;
    this.at = at;
    this.sql = at.getValue();
    this.what = what;
    this.from = from;
    this.to = to;
    this.claimant = claimant;
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
    if (SYSTEM_COLUMNS.contains(name)) {
      return refuse(
          column,
          "refers to the system column \"" + name + "\"",
          "compute from columns that a row keeps");
    }
    if (to.columns().contains(name) && !from.columns().contains(name)) {
      return refuse(
          column,
          "refers to \"" + name + "\", which is not a column of the other side",
          from.columns().isEmpty()
              ? "compute from columns that no migration changes"
              : Suggestion.hint(name, from.columns().stream().sorted().toList(), "there is"));
    }
    if (from.whole() && !from.columns().contains(name)) {
      claimant.reads(name, at, column.span().start(), what);
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
