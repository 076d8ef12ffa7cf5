package dev.segue.rules.binding;

import dev.segue.rules.catalog.Catalog;
import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Query;
import dev.segue.rules.sql.tree.SelectItem;
import dev.segue.rules.sql.tree.SortItem;
import dev.segue.rules.sql.tree.Statement;
import dev.segue.rules.sql.tree.TypeName;
import dev.segue.rules.sql.tree.WindowDefinition;
import dev.segue.rules.sql.tree.With;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Binds queries: the scopes that their clauses see, and the labels that they give. */
final class QueryBinder {

  /** {@code MaxTupleAttributeNumber}: stars of queries of stars would double without end. */
  private static final int MOST_COLUMNS = 1664;

  private final Relations relations;
  private final Occurrences found;
  private final Binder statements;
  private final FromBinder fromItems;
  private final Underivable underivable;

  QueryBinder(Relations relations, Occurrences found, Binder statements) {
    this.relations = relations;
    this.found = found;
    this.statements = statements;
    this.fromItems = new FromBinder(relations, found, this);
    this.underivable = new Underivable(relations.sql(), found);
  }

  Catalog catalog() {
    return relations.catalog();
  }

  String sql() {
    return relations.sql();
  }

  /** The migrating table whose row type this is. */
  Optional<LogicalTable> rowType(TypeName type) {
    return relations.named(type.schema(), type.name());
  }

  ExpressionBinder expressions(Scope scope, CommonTables visible) {
    return new ExpressionBinder(scope, visible, found, this);
  }

  /** Binds the common tables of a statement's WITH; what is below it sees the result. */
  CommonTables with(Optional<With> with, CommonTables around) {
    return with(with, Optional.empty(), around);
  }

  /** Those of a query inside of another see what the query sees that they stand in. */
  private CommonTables with(Optional<With> with, Optional<Scope> outer, CommonTables around) {
    CommonTables visible = around;
    if (with.isPresent()) {
      visible = around.below();
      for (With.CommonTable table : with.get().tables()) {
        String name = table.name().name();
        // A recursive table sees itself; which columns it has is known once it is bound.
        if (with.get().recursive()) {
          visible.add(name, named(table, Optional.empty()));
        }
        Optional<List<String>> labels =
            table.body() instanceof Statement.Select select
                ? query(select.query(), outer, visible)
                : statements.statement(table.body(), visible);
        visible.add(name, named(table, labels));
      }
    }
    return visible;
  }

  private static Optional<List<String>> named(
      With.CommonTable table, Optional<List<String>> labels) {
    if (table.columns().isEmpty()) {
      return labels;
    }
    List<String> names = new ArrayList<>(table.columns().stream().map(Identifier::name).toList());
    labels.ifPresent(
        all -> {
          for (int i = names.size(); i < all.size(); i++) {
            names.add(all.get(i));
          }
        });
    return Optional.of(names);
  }

  /** Binds a query and tells the labels of its columns, where all of them are known. */
  Optional<List<String>> query(Query query, Optional<Scope> outer, CommonTables around) {
    return query(query, outer, around, false);
  }

  /** Binds a query whose rows show nothing but the columns of a whole row that is an item of it. */
  void queryOfRows(Query query, Scope outer, CommonTables around) {
    query(query, Optional.of(outer), around, true);
  }

  private Optional<List<String>> query(
      Query query, Optional<Scope> outer, CommonTables around, boolean takesRows) {
    CommonTables visible = with(query.with(), outer, around);
    ExpressionBinder limits = expressions(Scope.of(outer, List.of()), visible);
    query.limits().forEach(limits::bind);
    if (query.body() instanceof Query.Select select) {
      return select(select, query.orderBy(), outer, visible, takesRows);
    }
    // ORDER BY of a set operation and of VALUES names labels only.
    return body(query.body(), outer, visible);
  }

  private Optional<List<String>> body(
      Query.Body body, Optional<Scope> outer, CommonTables visible) {
    if (body instanceof Query.Select select) {
      return select(select, List.of(), outer, visible, false);
    } else if (body instanceof Query.Values values) {
      return values(values, outer, visible);
    } else if (body instanceof Query.TableCommand command) {
      ScopeEntry entry = relations.table(command.table(), visible);
      entry
          .table()
          .ifPresent(table -> found.add(new Occurrence.TableCommandUse(command, table), table));
      return entry.columns();
    } else if (body instanceof Query.SetOperation operation) {
      Optional<List<String>> labels = body(operation.left(), outer, visible);
      body(operation.right(), outer, visible);
      return labels;
    } else {
      return query(((Query.Nested) body).query(), outer, visible);
    }
  }

  private Optional<List<String>> values(
      Query.Values values, Optional<Scope> outer, CommonTables visible) {
    ExpressionBinder items = expressions(Scope.of(outer, List.of()), visible);
    for (Query.ValuesRow row : values.rows()) {
      row.items().forEach(items::bindInRow);
    }
    List<String> labels = new ArrayList<>();
    int width = values.rows().isEmpty() ? 0 : values.rows().get(0).items().size();
    for (int i = 1; i <= width; i++) {
      labels.add("column" + i);
    }
    return Optional.of(labels);
  }

  private Optional<List<String>> select(
      Query.Select select,
      List<SortItem> orderBy,
      Optional<Scope> outer,
      CommonTables visible,
      boolean takesRows) {
    select.into().ifPresent(made -> relations.refuseTemporary(select.span().start(), made));
    FromBinder.Result from = fromItems.bind(select.from(), List.of(), outer, visible);
    Scope scope = new Scope(outer, from.entries(), from.merged());
    ExpressionBinder expressions = expressions(scope, visible);

    Optional<List<String>> labels =
        items(select.items(), scope, from.star(), expressions, takesRows);
    select.where().ifPresent(expressions::bind);
    Set<String> labelNames = labelNames(select.items());
    labels.ifPresent(all -> addOfStars(all, scope, labelNames));
    for (Expression item : select.groupBy()) {
      expressions.bindGrouping(item, select.items());
    }
    select.having().ifPresent(expressions::bind);
    for (Expression item : select.distinctOn()) {
      bindUnlessLabel(item, labelNames, expressions);
    }
    for (SortItem item : orderBy) {
      sortKey(item.expression().bare(), select.items());
      bindUnlessLabel(item.expression(), labelNames, expressions);
    }
    for (WindowDefinition window : select.windows()) {
      expressions.bind(window);
    }
    underivable.grouped(select, orderBy);
    return labels;
  }

  /** ORDER BY and DISTINCT ON take a bare name for a label first (manual, SELECT, ORDER BY). */
  private static void bindUnlessLabel(
      Expression expression, Set<String> labels, ExpressionBinder expressions) {
    if (expression.bare() instanceof Expression.ColumnReference reference
        && reference.fields().size() == 1
        && !reference.star()
        && labels.contains(reference.fields().get(0).name())) {
      return;
    }
    expressions.bindTakingRows(expression);
  }

  /** A sort key that is no expression means an item of the list, by its label or its ordinal. */
  private void sortKey(Expression key, List<SelectItem> items) {
    if (items.stream().anyMatch(QueryBinder::isStar)) {
      return;
    }
    if (key instanceof Expression.Literal) {
      found.add(new Occurrence.SortUse(key, items));
    } else if (key instanceof Expression.ColumnReference reference
        && reference.fields().size() == 1) {
      String name = reference.fields().get(0).name();
      List<SelectItem> named =
          items.stream().filter(item -> Labels.of(item).equals(name)).limit(2).toList();
      if (named.size() == 1) {
        found.add(new Occurrence.SortUse(key, named));
      }
    }
  }

  private static Set<String> labelNames(List<SelectItem> items) {
    Set<String> names = new HashSet<>();
    for (SelectItem item : items) {
      if (!isStar(item)) {
        names.add(Labels.of(item));
      }
    }
    return names;
  }

  /**
   * What a star shows are labels too. Where the name means that column in the FROM clause as well,
   * it is bound there, so that the order of an index can be taken; elsewhere it is a label.
   */
  private static void addOfStars(List<String> labels, Scope scope, Set<String> labelNames) {
    labels.stream()
        .filter(label -> scope.bare(label) instanceof Scope.Meaning.Ambiguous)
        .forEach(labelNames::add);
  }

  static boolean isStar(SelectItem item) {
    return item.expression() instanceof Expression.ColumnReference reference && reference.star()
        || item.expression() instanceof Expression.Indirection indirection && indirection.star();
  }

  private Optional<List<String>> items(
      List<SelectItem> items,
      Scope scope,
      Optional<List<FromBinder.StarColumn>> star,
      ExpressionBinder expressions,
      boolean takesRows) {
    List<String> labels = new ArrayList<>();
    boolean known = true;
    for (SelectItem item : items) {
      if (isStar(item)) {
        Optional<List<String>> shown = star(item.expression(), scope, star, expressions);
        known &= shown.isPresent();
        shown.ifPresent(labels::addAll);
      } else {
        labels.add(item(item, expressions, takesRows));
      }
    }
    // Of more columns than PostgreSQL lets a query have nothing need be known.
    return known && labels.size() <= MOST_COLUMNS ? Optional.of(labels) : Optional.empty();
  }

  /** A star; {@code (t).*} is that of a relation as well. */
  private Optional<List<String>> star(
      Expression item,
      Scope scope,
      Optional<List<FromBinder.StarColumn>> bare,
      ExpressionBinder expressions) {
    if (item instanceof Expression.ColumnReference reference) {
      return Stars.bind(reference, scope, bare, found);
    }
    Optional<Expression.ColumnReference> row = expressions.rowBelow((Expression.Indirection) item);
    if (row.isEmpty()) {
      expressions.bind(item);
      return Optional.empty();
    }
    return Stars.bind(
        new Expression.ColumnReference(item.span(), row.get().fields(), true), scope, bare, found);
  }

  private String item(SelectItem item, ExpressionBinder expressions, boolean takesRows) {
    int before = found.count();
    if (takesRows) {
      expressions.bindTakingRows(item.expression());
    } else {
      expressions.bind(item.expression());
    }
    String label = Labels.of(item);
    if (item.label().isEmpty() && found.count() > before) {
      found.add(new Occurrence.UnlabelledItem(item, label));
    }
    return label;
  }

  /** Binds the FROM of an UPDATE, the USING of a DELETE or a MERGE, beside what stands before. */
  FromBinder.Result from(List<FromItem> items, List<ScopeEntry> before, CommonTables visible) {
    return fromItems.bind(items, before, Optional.empty(), visible);
  }

  /** Binds a RETURNING; its star shows the target and whatever was joined to it. */
  Optional<List<String>> returning(
      Statement.Returning returning,
      ScopeEntry target,
      FromBinder.Result from,
      CommonTables visible) {
    // OLD and NEW are seen qualified only, so they stand in a scope around the others.
    Scope versions =
        Scope.of(
            Optional.empty(),
            List.of(
                target.version("old", returning.oldAlias(), ScopeEntry.Role.OLD, sql()),
                target.version(
                    "new",
                    returning.newAlias(),
                    target.role() == ScopeEntry.Role.WRITTEN
                        ? ScopeEntry.Role.NEW_WRITTEN
                        : ScopeEntry.Role.NEW,
                    sql())));
    Scope scope = new Scope(Optional.of(versions), from.entries(), from.merged());
    return items(returning.items(), scope, from.star(), expressions(scope, visible), false);
  }
}
