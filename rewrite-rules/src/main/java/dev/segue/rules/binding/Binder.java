package dev.segue.rules.binding;

import dev.segue.rules.migration.Migration;
import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.RelationName;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Binds one statement: finds what each of its names means in the logical shapes, and gathers the
 * {@link Occurrence}s of migrating tables.
 *
 * <p>It may assume that the statement is valid in the logical shape: where it is not, PostgreSQL
 * refuses what becomes of it too, or the binder itself raises a {@link Occurrence.LogicalError}. It
 * may not assume anything where a relation's columns are not known.
 */
public final class Binder {

  private final Occurrences found;
  private final QueryBinder queries;
  private final Relations relations;

  /** What the statement bound last would return; the outermost one is bound last. */
  private Optional<ReturnedRows> returned = Optional.empty();

  private final Map<Statement, List<String>> labels = new IdentityHashMap<>();

  private Binder(String sql, LogicalTables tables) {
    found = new Occurrences();
    relations = new Relations(sql, tables, found);
    queries = new QueryBinder(relations, found, this);
  }

  /** Binds a statement of the text {@code sql}. */
  public static Binding bind(String sql, Statement statement, LogicalTables tables) {
    Binder binder = new Binder(sql, tables);
    binder.statement(statement, CommonTables.NONE);
    return new Binding(
        binder.found.all(),
        migrations(binder.found.tables()),
        binder.found.writes() || writes(statement),
        statement instanceof Statement.Utility utility && !Utilities.isCommand(utility)
            ? Optional.of(utility.span())
            : Optional.empty(),
        binder.returned,
        binder.labels);
  }

  private static List<Migration> migrations(Set<LogicalTable> tables) {
    SortedMap<Integer, Migration> byOrdinal = new TreeMap<>();
    for (LogicalTable table : tables) {
      table.migrations().forEach(migration -> byOrdinal.put(migration.ordinal(), migration));
    }
    return List.copyOf(byOrdinal.values());
  }

  private static boolean writes(Statement statement) {
    if (statement instanceof Statement.Copy copy) {
      return copy.from();
    }
    return statement instanceof Statement.Enclosing enclosing
        ? writes(enclosing.inner())
        : !(statement instanceof Statement.Select);
  }

  /**
   * Binds a statement below the common tables that it sees.
   *
   * @return the labels of the rows that it gives back; empty where they are not known
   */
  Optional<List<String>> statement(Statement statement, CommonTables around) {
    if (statement instanceof Statement.Select select) {
      return queries.query(select.query(), Optional.empty(), around);
    } else if (statement instanceof Statement.Enclosing enclosing) {
      return enclosing(enclosing, around);
    } else if (statement instanceof Statement.Copy copy) {
      return copy(copy);
    } else if (statement instanceof Statement.Utility utility) {
      return utility(utility);
    }
    Optional<List<String>> shown = write(statement, around);
    shown.ifPresent(known -> labels.put(statement, known));
    return shown;
  }

  private Optional<List<String>> write(Statement statement, CommonTables around) {
    if (statement instanceof Statement.Insert insert) {
      return insert(insert, around);
    } else if (statement instanceof Statement.Update update) {
      return update(update, around);
    } else if (statement instanceof Statement.Delete delete) {
      return delete(delete, around);
    } else {
      return new MergeBinder(relations, found, queries, this)
          .merge((Statement.Merge) statement, around);
    }
  }

  private Optional<List<String>> insert(Statement.Insert insert, CommonTables around) {
    CommonTables visible = queries.with(insert.with(), around);
    ScopeEntry target = relations.target(insert.target());
    Optional<List<String>> labels =
        insert.source() instanceof Statement.QuerySource source
            ? queries.query(source.query(), Optional.empty(), visible)
            : Optional.empty();
    target
        .table()
        .ifPresent(
            table ->
                found.add(new Occurrence.InsertUse(insert, table, labels.map(List::size)), table));
    written(insert.columns(), target);
    found.wrote();
    insert.onConflict().ifPresent(conflict -> onConflict(conflict, target, visible));
    boolean wholeRows = insert.onConflict().map(conflict -> !conflict.update()).orElse(true);
    return returning(
        insert.returning(),
        wholeRows ? target.as(ScopeEntry.Role.WRITTEN) : target,
        Optional.empty(),
        visible);
  }

  /**
   * Columns of the other shape cannot be written: in the shape that is spoken they do not exist.
   */
  void written(List<Statement.TargetColumn> columns, ScopeEntry target) {
    columns.forEach(column -> written(column.name(), column.span(), target));
  }

  private void written(Identifier column, Span place, ScopeEntry target) {
    target
        .table()
        .filter(table -> table.hides(column.name()))
        .ifPresent(
            table ->
                found.add(
                    new Occurrence.LogicalError(
                        place,
                        table,
                        "42703",
                        "column \"%s\" of relation \"%s\" does not exist"
                            .formatted(column.name(), table.name())),
                    table));
  }

  private void onConflict(Statement.OnConflict conflict, ScopeEntry target, CommonTables visible) {
    // The index of the shape that the application speaks, as long as that is written.
    ScopeEntry indexed = target.as(ScopeEntry.Role.WRITTEN);
    ExpressionBinder index =
        queries.expressions(Scope.of(Optional.empty(), List.of(indexed)), visible).bareNamesOnly();
    for (Expression expression : conflict.target()) {
      if (!conflictTarget(expression, target)) {
        index.bind(expression);
      }
    }
    conflict.targetWhere().ifPresent(index::bind);
    Scope both =
        Scope.of(
            Optional.empty(), List.of(target, target.named("excluded", ScopeEntry.Role.EXCLUDED)));
    assignments(conflict.assignments(), target, both, visible);
    conflict.where().ifPresent(where -> queries.expressions(both, visible).bind(where));
  }

  /** Whether the expression is a changed column by itself, in parentheses or not. */
  private boolean conflictTarget(Expression expression, ScopeEntry target) {
    if (!(expression.bare() instanceof Expression.ColumnReference reference)
        || reference.star()
        || reference.fields().size() != 1
        || target.table().isEmpty()) {
      return false;
    }
    LogicalTable table = target.table().get();
    Optional<LogicalColumn> column =
        table
            .column(reference.fields().get(0).name())
            .filter(candidate -> candidate.change().isPresent());
    column.ifPresent(
        changed -> found.add(new Occurrence.ConflictTargetUse(reference, table, changed), table));
    return column.isPresent();
  }

  private Optional<List<String>> update(Statement.Update update, CommonTables around) {
    CommonTables visible = queries.with(update.with(), around);
    ScopeEntry target = relations.target(update.target());
    FromBinder.Result from = queries.from(update.from(), List.of(target), visible);
    Scope scope = from.scope();
    assignments(update.assignments(), target, scope, visible);
    update.where().ifPresent(where -> queries.expressions(scope, visible).bind(where));
    found.wrote();
    return returning(update.returning(), target, Optional.of(from), visible);
  }

  void assignments(
      List<Statement.Assignment> assignments,
      ScopeEntry target,
      Scope scope,
      CommonTables visible) {
    if (assignments.isEmpty()) {
      return;
    }
    ExpressionBinder values = queries.expressions(scope, visible);
    Map<Statement.Assignment, Integer> widths = new HashMap<>();
    for (Statement.Assignment assignment : assignments) {
      if (assignment instanceof Statement.Assignment.Single single) {
        values.bind(single.value());
        values.bindAll(single.column().subscripts());
        written(List.of(single.column()), target);
      } else if (assignment instanceof Statement.Assignment.Multiple multiple) {
        if (multiple.value() instanceof Expression.Subquery subquery) {
          queries
              .query(subquery.query(), Optional.of(scope), visible)
              .ifPresent(labels -> widths.put(assignment, labels.size()));
        } else {
          values.bind(multiple.value());
        }
        written(multiple.columns(), target);
      }
    }
    target
        .table()
        .ifPresent(
            table ->
                found.add(
                    new Occurrence.AssignmentsUse(
                        assignments
                            .get(0)
                            .span()
                            .to(assignments.get(assignments.size() - 1).span()),
                        assignments,
                        table,
                        target.nameText(),
                        widths),
                    table));
  }

  private Optional<List<String>> delete(Statement.Delete delete, CommonTables around) {
    CommonTables visible = queries.with(delete.with(), around);
    ScopeEntry target = relations.target(delete.target());
    FromBinder.Result from = queries.from(delete.using(), List.of(target), visible);
    Scope scope = from.scope();
    delete.where().ifPresent(where -> queries.expressions(scope, visible).bind(where));
    target.table().ifPresent(table -> found.add(new Occurrence.DeleteUse(table), table));
    found.wrote();
    return returning(delete.returning(), target, Optional.of(from), visible);
  }

  /**
   * Binds a RETURNING.
   *
   * @param from the target and what was joined to it; empty where it is the target alone
   */
  Optional<List<String>> returning(
      Optional<Statement.Returning> returning,
      ScopeEntry target,
      Optional<FromBinder.Result> from,
      CommonTables visible) {
    returned = Optional.empty();
    FromBinder.Result rows = from.orElseGet(() -> FromBinder.Result.of(List.of(target)));
    if (returning.isEmpty()) {
      returned = Optional.of(new ReturnedRows(rows));
      return Optional.of(List.of());
    }
    return queries.returning(returning.get(), target, rows, visible);
  }

  private Optional<List<String>> copy(Statement.Copy copy) {
    Optional<LogicalTable> migrating = relations.migrating(copy.table(), CommonTables.NONE);
    if (migrating.isPresent()) {
      LogicalTable table = migrating.get();
      // COPY takes no alias: it is as if the table had its own name for one.
      FromItem.Alias own = new FromItem.Alias(copy.table().span(), copy.table().name(), List.of());
      ScopeEntry target =
          relations.target(
              new FromItem.Table(
                  copy.table().span(),
                  copy.table().span(),
                  copy.table(),
                  true,
                  Optional.of(own),
                  List.of()));
      for (List<Identifier> names : List.of(copy.columns(), copy.options().columns())) {
        names.forEach(name -> written(name, name.span(), target));
      }
      ScopeEntry rows = target.as(ScopeEntry.Role.WRITTEN);
      copy.where()
          .ifPresent(
              queries.expressions(Scope.of(Optional.empty(), List.of(rows)), CommonTables.NONE)
                  ::bind);
      found.add(new Occurrence.CopyUse(copy, table), table);
    }
    return Optional.empty();
  }

  /** Marks every migrating table below a node that is not bound any further. */
  private void refuseWhereMigrating(
      Statement statement, CommonTables around, String what, String hint) {
    statement.walk(
        node -> {
          if (node instanceof RelationName name) {
            relations
                .migrating(name, around)
                .ifPresent(
                    table ->
                        found.add(
                            new Occurrence.Unsupported(name.span(), table, what, hint), table));
          }
        });
  }

  private Optional<List<String>> enclosing(Statement.Enclosing enclosing, CommonTables around) {
    switch (enclosing.kind()) {
      case EXPLAIN, DECLARE_CURSOR, COPY_QUERY, CREATE_TABLE_AS -> {
        enclosing
            .target()
            .ifPresent(made -> relations.refuseTemporary(enclosing.span().start(), made));
        return statement(enclosing.inner(), around);
      }
      case CREATE_VIEW, CREATE_MATERIALIZED_VIEW ->
          refuseWhereMigrating(
              enclosing.inner(),
              around,
              "a view over a table in migration would keep one shape for good",
              "Create it on the plain connection, over columns that no migration changes.");
      case PREPARE ->
          refuseWhereMigrating(
              enclosing.inner(),
              around,
              "a statement prepared by SQL would keep one route for good",
              "Prepare it by Connection.prepareStatement instead.");
    }
    return Optional.empty();
  }

  private Optional<List<String>> utility(Statement.Utility utility) {
    new UtilityBinder(relations, found).bind(utility);
    return Optional.empty();
  }

  /** The name by which a table of a FROM clause is qualified. */
  static Identifier nameOf(FromItem.Table table) {
    return table.alias().map(FromItem.Alias::name).orElse(table.name().name());
  }
}
