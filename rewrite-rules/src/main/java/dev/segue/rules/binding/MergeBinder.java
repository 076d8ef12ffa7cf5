package dev.segue.rules.binding;

import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Statement;
import java.util.List;
import java.util.Optional;

/**
 * Binds MERGE: what its actions see of target and source, and the rows that they write (manual, SQL
 * Commands, MERGE).
 */
final class MergeBinder {

  private final Relations relations;
  private final Occurrences found;
  private final QueryBinder queries;
  private final Binder statements;

  MergeBinder(Relations relations, Occurrences found, QueryBinder queries, Binder statements) {
    this.relations = relations;
    this.found = found;
    this.queries = queries;
    this.statements = statements;
  }

  /** What a MERGE joins, and who sees which side of it. */
  private record Sides(ScopeEntry target, FromBinder.Result source) {

    /** Both, the source first: the order in which RETURNING's star shows them. */
    FromBinder.Result both() {
      return beside(source);
    }

    private FromBinder.Result beside(FromBinder.Result first) {
      return first.beside(FromBinder.Result.of(List.of(target)));
    }

    /** Both as RETURNING sees them. */
    FromBinder.Result returned(Statement.Merge merge) {
      boolean withoutSource =
          merge.actions().stream()
              .anyMatch(when -> when.match() == Statement.MergeMatch.NOT_MATCHED_BY_SOURCE);
      return withoutSource ? beside(source.optional()) : both();
    }

    Scope seenWhere(Statement.MergeMatch match) {
      return switch (match) {
        case MATCHED -> both().scope();
        case NOT_MATCHED_BY_TARGET -> source.scope();
        case NOT_MATCHED_BY_SOURCE -> Scope.of(Optional.empty(), List.of(target));
      };
    }
  }

  Optional<List<String>> merge(Statement.Merge merge, CommonTables around) {
    CommonTables visible = queries.with(merge.with(), around);
    ScopeEntry target = relations.target(merge.target());
    // The source does not see the target, not even where it is lateral.
    Sides sides = new Sides(target, queries.from(List.of(merge.source()), List.of(), visible));
    queries.expressions(sides.both().scope(), visible).bind(merge.on());
    for (Statement.MergeWhen when : merge.actions()) {
      Scope scope = sides.seenWhere(when.match());
      when.condition().ifPresent(queries.expressions(scope, visible)::bind);
      statements.assignments(when.assignments(), target, scope, visible);
      when.insert().ifPresent(insert -> insert(merge, insert, target, scope, visible));
      if (when.action() == Statement.MergeAction.DELETE) {
        target.table().ifPresent(table -> found.add(new Occurrence.DeleteUse(table), table));
      }
    }
    found.wrote();
    return statements.returning(
        merge.returning(), target, Optional.of(sides.returned(merge)), visible);
  }

  private void insert(
      Statement.Merge merge,
      Statement.MergeInsert insert,
      ScopeEntry target,
      Scope scope,
      CommonTables visible) {
    if (insert.source() instanceof Statement.QuerySource rows) {
      // The row is no subquery: its values stand in the scope of the action itself.
      queries.expressions(scope, visible).bind(rows.query().body());
    }
    statements.written(insert.columns(), target);
    target
        .table()
        .ifPresent(
            table -> found.add(new Occurrence.MergeInsertUse(alone(merge, insert), table), table));
  }

  private static Statement.Insert alone(Statement.Merge merge, Statement.MergeInsert insert) {
    FromItem.Table target = merge.target();
    return new Statement.Insert(
        insert.span(),
        Optional.empty(),
        new FromItem.Table(
            insert.keyword(),
            target.relation(),
            target.name(),
            target.only(),
            target.alias(),
            List.of()),
        insert.columns(),
        insert.source(),
        Optional.empty(),
        Optional.empty());
  }
}
