package dev.segue.rules.binding;

import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Identifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Binds FROM clauses: which entries they make, what USING merges, and what a star shows of them.
 */
final class FromBinder {

  private final Relations relations;
  private final Occurrences found;
  private final QueryBinder queries;

  FromBinder(Relations relations, Occurrences found, QueryBinder queries) {
    this.relations = relations;
    this.found = found;
    this.queries = queries;
  }

  /**
   * A stretch of what a bare star shows: all of an entry, or one of its columns.
   *
   * @param column empty for the whole entry
   */
  record StarColumn(ScopeEntry entry, Optional<String> column) {}

  /**
   * What a FROM clause makes.
   *
   * @param star what a bare star shows, in order; empty where that is not certain
   */
  record Result(List<ScopeEntry> entries, Set<String> merged, Optional<List<StarColumn>> star) {

    Result beside(Result right) {
      List<ScopeEntry> all = new ArrayList<>(entries);
      all.addAll(right.entries);
      Set<String> bothMerged = new HashSet<>(merged);
      bothMerged.addAll(right.merged);
      return new Result(
          all,
          bothMerged,
          star.flatMap(
              mine ->
                  right.star.map(
                      theirs -> {
                        List<StarColumn> both = new ArrayList<>(mine);
                        both.addAll(theirs);
                        return both;
                      })));
    }

    static Result of(List<ScopeEntry> entries) {
      return new Result(
          entries,
          Set.of(),
          Optional.of(
              entries.stream().map(entry -> new StarColumn(entry, Optional.empty())).toList()));
    }
  }

  /** Binds the items of a FROM clause, to the right of {@code before}. */
  Result bind(
      List<FromItem> items, List<ScopeEntry> before, Optional<Scope> outer, CommonTables visible) {
    Result all = Result.of(before);
    for (FromItem item : items) {
      all = all.beside(item(item, all.entries(), outer, visible));
    }
    return all;
  }

  private Result item(
      FromItem item, List<ScopeEntry> left, Optional<Scope> outer, CommonTables visible) {
    if (item instanceof FromItem.Table table) {
      ScopeEntry entry = relations.table(table, visible);
      ExpressionBinder sample = queries.expressions(Scope.of(outer, left), visible);
      table.sample().forEach(sample::bind);
      return Result.of(List.of(entry));
    } else if (item instanceof FromItem.Derived derived) {
      Optional<Scope> around = derived.lateral() ? Optional.of(Scope.of(outer, left)) : outer;
      return opaque(derived.alias(), queries.query(derived.query(), around, visible));
    } else if (item instanceof FromItem.Function function) {
      // Functions are lateral whether they say so or not.
      ExpressionBinder calls = queries.expressions(Scope.of(outer, left), visible);
      function.calls().forEach(calls::bind);
      return opaque(function.alias(), definedColumns(function));
    } else {
      return join((FromItem.Join) item, left, outer, visible);
    }
  }

  private static Optional<List<String>> definedColumns(FromItem.Function function) {
    return function.definition()
        ? function.alias().map(alias -> alias.columns().stream().map(Identifier::name).toList())
        : Optional.empty();
  }

  private Result opaque(Optional<FromItem.Alias> alias, Optional<List<String>> columns) {
    return Result.of(
        List.of(
            ScopeEntry.opaque(
                alias.map(found -> found.name().name()),
                alias.map(found -> found.name().span().of(relations.sql())).orElse(""),
                Relations.aliased(columns, alias))));
  }

  private Result join(
      FromItem.Join join, List<ScopeEntry> before, Optional<Scope> outer, CommonTables visible) {
    Result left = item(join.left(), before, outer, visible);
    List<ScopeEntry> soFar = new ArrayList<>(before);
    soFar.addAll(left.entries());
    Result right = item(join.right(), soFar, outer, visible);
    Result both = left.beside(right);
    if (join.on().isPresent()) {
      Scope scope = new Scope(outer, both.entries(), both.merged());
      queries.expressions(scope, visible).bind(join.on().get());
    }
    if (join.natural()) {
      refuse(join, both, "NATURAL JOIN goes by all names that both sides have, hidden ones too");
      both = new Result(both.entries(), common(left, right), Optional.empty());
    } else if (!join.using().isEmpty()) {
      both = using(join, left, right, both);
    }
    if (join.alias().isPresent() || join.usingAlias().isPresent()) {
      refuse(join, both, "a join with a name of its own shows the columns of both shapes");
    }
    if (join.alias().isPresent()) {
      return opaque(join.alias(), Optional.empty());
    }
    return both;
  }

  private void refuse(FromItem.Join join, Result sides, String what) {
    for (ScopeEntry entry : sides.entries()) {
      entry
          .table()
          .ifPresent(
              table ->
                  found.add(
                      new Occurrence.Unsupported(
                          join.span(), table, what, "Write the join with ON, or with USING."),
                      table));
    }
  }

  /** The columns that both sides have, as far as they are known. */
  private static Set<String> common(Result left, Result right) {
    Set<String> names = names(left);
    names.retainAll(names(right));
    return names;
  }

  private static Set<String> names(Result side) {
    Set<String> names = new LinkedHashSet<>();
    side.entries().forEach(entry -> entry.columns().ifPresent(names::addAll));
    return names;
  }

  private Result using(FromItem.Join join, Result left, Result right, Result both) {
    Set<String> merged = new LinkedHashSet<>();
    for (Identifier column : join.using()) {
      merged.add(column.name());
      for (ScopeEntry entry : both.entries()) {
        entry
            .table()
            .ifPresent(
                table ->
                    table
                        .column(column.name())
                        .filter(logical -> logical.change().isPresent())
                        .ifPresent(
                            logical ->
                                found.add(
                                    new Occurrence.UsingUse(column.span(), table, logical),
                                    table)));
      }
    }
    Set<String> allMerged = new HashSet<>(both.merged());
    allMerged.addAll(merged);
    return new Result(both.entries(), allMerged, star(merged, left, right));
  }

  /** Merged columns first, then what is left of each side (manual, 7.2.1.1 Joined Tables). */
  private static Optional<List<StarColumn>> star(Set<String> merged, Result left, Result right) {
    Optional<List<StarColumn>> leftColumns = columns(left);
    Optional<List<StarColumn>> rightColumns = columns(right);
    if (leftColumns.isEmpty() || rightColumns.isEmpty()) {
      return Optional.empty();
    }
    List<StarColumn> all = new ArrayList<>();
    for (String name : merged) {
      // The bare name, which means the merged column.
      all.add(
          new StarColumn(
              ScopeEntry.opaque(Optional.empty(), "", Optional.of(List.of(name))),
              Optional.of(name)));
    }
    for (List<StarColumn> side : List.of(leftColumns.get(), rightColumns.get())) {
      side.stream()
          .filter(column -> !merged.contains(column.column().orElseThrow()))
          .forEach(all::add);
    }
    return Optional.of(all);
  }

  private static Optional<List<StarColumn>> columns(Result side) {
    if (side.star().isEmpty()) {
      return Optional.empty();
    }
    List<StarColumn> columns = new ArrayList<>();
    for (StarColumn part : side.star().get()) {
      if (part.column().isPresent()) {
        columns.add(part);
      } else if (part.entry().columns().isPresent()) {
        for (String name : part.entry().columns().get()) {
          columns.add(new StarColumn(part.entry(), Optional.of(name)));
        }
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(columns);
  }
}
