package dev.segue.rules.binding;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Node;
import dev.segue.rules.sql.tree.Query;
import dev.segue.rules.sql.tree.SelectItem;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.TypeName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Binds expressions in one scope: what they are made of, down to their names. */
final class ExpressionBinder {

  private final Scope scope;
  private final CommonTables visible;
  private final Occurrences found;
  private final QueryBinder queries;
  private final WholeRows rows;
  private final NameBinder names;

  /** Of the select list whose GROUP BY is bound here, once it is asked for. */
  private Optional<Map<String, Integer>> ordinals = Optional.empty();

  ExpressionBinder(Scope scope, CommonTables visible, Occurrences found, QueryBinder queries) {
    this(scope, visible, found, queries, false);
  }

  private ExpressionBinder(
      Scope scope,
      CommonTables visible,
      Occurrences found,
      QueryBinder queries,
      boolean bareNamesOnly) {
    this.scope = scope;
    this.visible = visible;
    this.found = found;
    this.queries = queries;
    this.rows = new WholeRows(scope, found, queries);
    this.names = new NameBinder(scope, found, queries, bareNamesOnly, rows);
  }

  /** The same, for a clause that takes no qualified names. */
  ExpressionBinder bareNamesOnly() {
    return new ExpressionBinder(scope, visible, found, queries, true);
  }

  static Occurrence.Rows rows(ScopeEntry entry) {
    return switch (entry.role()) {
      case STORED -> Occurrence.Rows.STORED;
      case EXCLUDED, WRITTEN -> Occurrence.Rows.WRITTEN;
      case OPTIONAL, OLD, NEW -> Occurrence.Rows.STORED_IF_ANY;
      case NEW_WRITTEN -> Occurrence.Rows.WRITTEN_IF_ANY;
    };
  }

  void bindAll(List<? extends Node> nodes) {
    nodes.forEach(this::bind);
  }

  void bind(Node node) {
    if (node instanceof Expression.ColumnReference reference) {
      names.reference(reference, false);
    } else if (node instanceof Expression.Indirection indirection
        && indirection.base() instanceof Expression.ColumnReference base) {
      names.reference(base, true);
      bindAll(indirection.subscripts());
    } else if (node instanceof Expression.Indirection indirection
        && rowBelow(indirection).isPresent()) {
      fieldOfRow(indirection, rowBelow(indirection).get());
    } else if (node instanceof Expression.Subquery exists
        && exists.form() == Expression.SubqueryForm.EXISTS) {
      queries.queryOfRows(exists.query(), scope, visible);
    } else if (node instanceof Query query) {
      queries.query(query, Optional.of(scope), visible);
    } else if (node instanceof SelectItem item) {
      xmlItem(item);
    } else if (node instanceof TypeName type) {
      rowType(type);
    } else {
      if (rows.takenBy(node)) {
        node.forEachChild(this::bindTakingRows);
      } else if (node instanceof Expression.Row row) {
        row.items().forEach(this::bindInRow);
      } else {
        node.forEachChild(this::bind);
      }
    }
  }

  /** Binds what stands where a whole row shows nothing but its columns. */
  void bindTakingRows(Node node) {
    if (rows.bind(node)) {
      return;
    }
    if (node instanceof Expression.Subquery subquery) {
      queries.queryOfRows(subquery.query(), scope, visible);
    } else if (rows.gatheredBy(node)) {
      node.forEachChild(this::bindTakingRows);
    } else {
      bind(node);
    }
  }

  /** Binds an item of a row constructor or of VALUES, in which a star gives columns. */
  void bindInRow(Node node) {
    if (!rows.bindColumns(node)) {
      bind(node);
    }
  }

  /** The whole row that a field or all of them are taken of: {@code (t).a}, {@code (t).*}. */
  Optional<Expression.ColumnReference> rowBelow(Expression.Indirection indirection) {
    return indirection.base() instanceof Expression.Parenthesized base
        ? rows.row(base).filter(reference -> !reference.star())
        : Optional.empty();
  }

  /** {@code (t).a} is {@code t.a}. */
  private void fieldOfRow(Expression.Indirection indirection, Expression.ColumnReference row) {
    Optional<Identifier> field = indirection.field();
    int behindBase = indirection.base().span().end();
    if (field.isEmpty()
        || !queries.sql().substring(behindBase, field.get().span().start()).strip().equals(".")) {
      bind(indirection.base());
      bindAll(indirection.subscripts());
      return;
    }
    List<Identifier> fields = new ArrayList<>(row.fields());
    fields.add(field.get());
    Span span = new Span(indirection.span().start(), field.get().span().end());
    if (row.fields().size() == 1 && scope.hides(row.fields().get(0).name())) {
      // In parentheses the name would be taken for the hidden column.
      found.add(new Occurrence.FieldUse(indirection.base().span(), row.span()));
    }
    names.reference(
        new Expression.ColumnReference(span, fields, false), span.end() < indirection.span().end());
    bindAll(indirection.subscripts());
  }

  /** Binds what gives its name to an XML element or attribute: the name changes with it. */
  private void xmlItem(SelectItem item) {
    int before = found.count();
    bind(item.expression());
    if (found.count() == before
        || item.label().isPresent()
        || !(item.expression() instanceof Expression.ColumnReference reference)) {
      return;
    }
    String name = Labels.of(reference);
    if (!name.contains(":") && !name.regionMatches(true, 0, "xml", 0, 3)) {
      found.add(new Occurrence.UnlabelledItem(item, name));
      return;
    }
    // Such a name is escaped where it is a column's, and not where AS gives it.
    for (ScopeEntry entry : scope.all()) {
      entry
          .table()
          .filter(table -> entry.changes(name))
          .ifPresent(
              table ->
                  found.add(
                      new Occurrence.Unsupported(
                          item.span(),
                          table,
                          "the name of an XML element or attribute is that of a column in migration",
                          "Give it a name with AS."),
                      table));
    }
  }

  /** GROUP BY takes a bare name for a column first, then for a label (manual, SELECT, GROUP BY). */
  void bindGrouping(Expression expression, List<SelectItem> items) {
    if (expression.bare() instanceof Expression.ColumnReference reference
        && reference.fields().size() == 1
        && !reference.star()) {
      String name = reference.fields().get(0).name();
      if (scope.bare(name) instanceof Scope.Meaning.Nothing && label(reference, name, items)) {
        return;
      }
    }
    if (expression instanceof Expression.GroupingElement element) {
      element.items().forEach(item -> bindGrouping(item, items));
    } else {
      bindTakingRows(expression);
    }
  }

  private boolean label(Expression.ColumnReference reference, String name, List<SelectItem> items) {
    if (ordinals.isEmpty()) {
      ordinals = Optional.of(ordinals(items));
    }
    Integer ordinal = ordinals.get().get(name);
    if (ordinal != null && scope.hides(name)) {
      found.add(new Occurrence.LabelUse(reference, ordinal));
    }
    return ordinal != null;
  }

  /** The first item of each label, up to a star: where its columns go nobody counts. */
  private static Map<String, Integer> ordinals(List<SelectItem> items) {
    Map<String, Integer> ordinals = new HashMap<>();
    for (int i = 0; i < items.size() && !QueryBinder.isStar(items.get(i)); i++) {
      ordinals.putIfAbsent(Labels.of(items.get(i)), i + 1);
    }
    return ordinals;
  }

  private void rowType(TypeName type) {
    queries
        .rowType(type)
        .ifPresent(
            table ->
                found.add(
                    new Occurrence.Unsupported(
                        type.span(),
                        table,
                        "the row type of a table in migration has the columns of both shapes",
                        "Use a type of its own instead of the table's row type."),
                    table));
  }
}
