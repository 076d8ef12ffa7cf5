package dev.segue.rules.binding;

import dev.segue.rules.sql.Placeholders;
import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Node;
import dev.segue.rules.sql.tree.Query;
import dev.segue.rules.sql.tree.SelectItem;
import dev.segue.rules.sql.tree.SortItem;
import dev.segue.rules.sql.tree.WindowDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the queries in which a derived table must not stand in the place of a table: columns that
 * depend on a primary key in GROUP BY may be shown without standing there themselves, those of a
 * subquery may not (manual, SELECT, GROUP BY Clause).
 *
 * <p>A locking clause is not among the reasons: it passes into the subquery, which is pulled up all
 * the same, so that the rows are locked which the whole query finds ({@code subquery_planner},
 * {@code is_simple_subquery}).
 */
final class Underivable {

  /** Aggregates of which no function of the same name takes part in anything else. */
  private static final Set<String> AGGREGATES =
      Set.of(
          "count",
          "sum",
          "avg",
          "min",
          "max",
          "array_agg",
          "string_agg",
          "json_agg",
          "jsonb_agg",
          "json_object_agg",
          "jsonb_object_agg",
          "bool_and",
          "bool_or",
          "every");

  private final String sql;
  private final Occurrences found;

  Underivable(String sql, Occurrences found) {
    this.sql = sql;
    this.found = found;
  }

  /** Marks the tables of a query that may show columns which only a primary key allows to. */
  void grouped(Query.Select select, List<SortItem> orderBy) {
    if (select.groupBy().isEmpty() || !found.derives(select.span())) {
      return;
    }
    // An expression is found again by its text, and an ordinal is what it says.
    select.groupBy().forEach(item -> item.walk(this::checkLiteral));
    Set<String> texts = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (Expression item : select.groupBy()) {
      gather(item, select.items(), texts, names);
    }
    List<Node> shown = new ArrayList<>(select.items());
    shown.addAll(orderBy);
    shown.addAll(select.distinctOn());
    shown.addAll(select.windows());
    select.having().ifPresent(shown::add);
    if (shown.stream().anyMatch(node -> depends(node, texts, names))) {
      for (FromItem item : select.from()) {
        keep(
            item,
            "It would have to be read through a subquery, whose columns depend on no primary key in"
                + " GROUP BY.");
      }
    }
  }

  private void checkLiteral(Node node) {
    if (node instanceof Expression.Literal literal) {
      Placeholders.valueOf(sql, literal);
    }
  }

  private void gather(
      Expression grouped, List<SelectItem> items, Set<String> texts, Set<String> names) {
    if (grouped instanceof Expression.GroupingElement element) {
      element.items().forEach(item -> gather(item, items, texts, names));
    } else if (grouped instanceof Expression.Parenthesized parenthesized) {
      gather(parenthesized.inner(), items, texts, names);
    } else if (grouped instanceof Expression.Row row) {
      row.items().forEach(item -> gather(item, items, texts, names));
    } else if (grouped instanceof Expression.ColumnReference reference && !reference.star()) {
      names.add(dotted(reference));
      String name = reference.fields().get(reference.fields().size() - 1).name();
      // It may be a label as well.
      items.stream()
          .filter(item -> !QueryBinder.isStar(item) && Labels.of(item).equals(name))
          .forEach(item -> texts.add(text(item.expression())));
    } else if (grouped instanceof Expression.Literal) {
      ordinal(grouped, items, texts, names);
    } else {
      texts.add(text(grouped));
    }
  }

  private void ordinal(
      Expression literal, List<SelectItem> items, Set<String> texts, Set<String> names) {
    String digits = text(literal);
    if (digits.matches("[0-9]{1,4}") && items.stream().noneMatch(QueryBinder::isStar)) {
      int ordinal = Integer.parseInt(digits);
      if (ordinal >= 1 && ordinal <= items.size()) {
        Expression item = items.get(ordinal - 1).expression();
        texts.add(text(item));
        if (item instanceof Expression.ColumnReference) {
          gather(item, List.of(), texts, names);
        }
      }
    }
  }

  private boolean depends(Node node, Set<String> texts, Set<String> names) {
    if (node instanceof Expression expression && isAmong(expression, texts)) {
      return false;
    }
    if (node instanceof Expression.FunctionCall call
        && AGGREGATES.contains(call.name().name())
        && call.parts().stream().noneMatch(WindowDefinition.class::isInstance)) {
      return false;
    }
    if (node instanceof Expression.ColumnReference reference) {
      return reference.star() || !names.contains(dotted(reference));
    }
    boolean[] any = new boolean[1];
    node.forEachChild(child -> any[0] = any[0] || depends(child, texts, names));
    return any[0];
  }

  private boolean isAmong(Expression expression, Set<String> texts) {
    int length = expression.span().end() - expression.span().start();
    return texts.stream()
        .anyMatch(
            text -> text.length() == length && sql.startsWith(text, expression.span().start()));
  }

  private static String dotted(Expression.ColumnReference reference) {
    return reference.fields().stream().map(Identifier::name).collect(Collectors.joining("."));
  }

  private String text(Expression expression) {
    return expression.span().of(sql);
  }

  private void keep(FromItem item, String why) {
    found.add(new Occurrence.Kept(item.span(), why));
  }
}
