package dev.segue.rules.binding;

import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.FromItem.JoinKind;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Binds FROM clauses: which entries they make, what USING merges, and what a star shows of them.
 */
final class FromBinder {

  private static final Pattern COMMENT = Pattern.compile("--|/\\*");
  private static final String HINT = "Write the join with ON.";

  private final Relations relations;
  private final Occurrences found;
  private final QueryBinder queries;
  private final PopulatedRecords records;

  FromBinder(Relations relations, Occurrences found, QueryBinder queries) {
    this.relations = relations;
    this.found = found;
    this.queries = queries;
    this.records = new PopulatedRecords(relations);
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

    /** The scope of what stands behind the clause, with no query around. */
    Scope scope() {
      return new Scope(Optional.empty(), entries, merged);
    }

    /** What an expression beside it sees: its columns, and those of the query around. */
    Scope scope(Optional<Scope> outer) {
      return new Scope(outer, entries, merged);
    }

    Result beside(Result right) {
      if (entries.isEmpty()) {
        return right;
      }
      List<ScopeEntry> all = new ArrayList<>(entries);
      all.addAll(right.entries);
      Set<String> bothMerged = mergedBeside(right.entries);
      bothMerged.addAll(right.mergedBeside(entries));
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

    /** The merged columns whose bare names still mean them: no other relation has the name. */
    private Set<String> mergedBeside(List<ScopeEntry> others) {
      Set<String> unique = new HashSet<>(merged);
      unique.removeIf(name -> others.stream().anyMatch(other -> other.has(name)));
      return unique;
    }

    /** The same, where a row of it need not be. */
    Result optional() {
      Map<ScopeEntry, ScopeEntry> made = new IdentityHashMap<>();
      for (ScopeEntry entry : entries) {
        made.put(
            entry,
            entry.table().isPresent() && entry.role() == ScopeEntry.Role.STORED
                ? entry.as(ScopeEntry.Role.OPTIONAL)
                : entry);
      }
      return new Result(
          entries.stream().map(made::get).toList(),
          merged,
          star.map(
              shown ->
                  shown.stream()
                      .map(
                          part ->
                              new StarColumn(
                                  made.getOrDefault(part.entry(), part.entry()), part.column()))
                      .toList()));
    }

    /** With the name of {@code USING (…) AS name}: what it qualifies is a merged column. */
    Result with(Identifier usingAlias, List<String> columns, String sql) {
      List<ScopeEntry> all = new ArrayList<>(entries);
      all.add(
          ScopeEntry.opaque(
                  Optional.of(usingAlias.name()), usingAlias.span().of(sql), Optional.of(columns))
              .seenQualified());
      return new Result(all, merged, star);
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
      all = all.beside(item(item, all, outer, visible));
    }
    return all;
  }

  private Result item(FromItem item, Result left, Optional<Scope> outer, CommonTables visible) {
    if (item instanceof FromItem.Table table) {
      ScopeEntry entry = relations.item(table, visible);
      ExpressionBinder sample = queries.expressions(left.scope(outer), visible);
      table.sample().forEach(sample::bind);
      return Result.of(List.of(entry));
    } else if (item instanceof FromItem.Derived derived) {
      Optional<Scope> around = derived.lateral() ? Optional.of(left.scope(outer)) : outer;
      return opaque(derived.alias(), queries.query(derived.query(), around, visible));
    } else if (item instanceof FromItem.Function function) {
      // Functions are lateral whether they say so or not.
      ExpressionBinder calls = queries.expressions(left.scope(outer), visible);
      Optional<Occurrence.PopulateUse> populated = records.of(function);
      if (populated.isPresent()) {
        return populated(populated.get(), calls);
      }
      function.calls().forEach(calls::bind);
      return opaque(function.alias(), definedColumns(function));
    } else {
      return join((FromItem.Join) item, left, outer, visible);
    }
  }

  private Result populated(Occurrence.PopulateUse use, ExpressionBinder calls) {
    calls.bind(use.call().parts().get(1));
    found.add(use, use.table());
    Identifier name = use.function().alias().map(FromItem.Alias::name).orElse(use.call().name());
    ScopeEntry entry =
        ScopeEntry.opaque(
            Optional.of(name.name()),
            name.span().of(relations.sql()),
            Optional.of(use.table().columns().stream().map(LogicalColumn::name).toList()));
    found.hasRowType(entry, use.table());
    return Result.of(List.of(entry));
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
      FromItem.Join join, Result before, Optional<Scope> outer, CommonTables visible) {
    Result left = item(join.left(), before, outer, visible);
    Result right = item(join.right(), before.beside(left), outer, visible);
    Result both = left.beside(right);
    if (join.on().isPresent()) {
      queries.expressions(both.scope(outer), visible).bind(join.on().get());
    }
    // The condition sees the rows that there are; everything else what an outer join makes of them.
    boolean leftMayMiss = join.kind() == JoinKind.RIGHT || join.kind() == JoinKind.FULL;
    boolean rightMayMiss = join.kind() == JoinKind.LEFT || join.kind() == JoinKind.FULL;
    left = leftMayMiss ? left.optional() : left;
    right = rightMayMiss ? right.optional() : right;
    both = left.beside(right);
    if (join.natural()) {
      both = natural(join, left, right, both);
    } else if (!join.using().isEmpty()) {
      both = using(join, left, right, both);
    }
    if (join.usingAlias().isPresent()) {
      List<String> columns = join.using().stream().map(Identifier::name).toList();
      both = both.with(join.usingAlias().get(), columns, relations.sql());
    }
    if (join.alias().isPresent()) {
      derive(join, both, "a join with a name of its own shows the columns of both shapes");
      return opaque(
          join.alias(),
          columns(both)
              .map(all -> all.stream().map(column -> column.column().orElseThrow()).toList()));
    }
    return both;
  }

  private void derive(FromItem.Join join, Result sides, String what) {
    for (ScopeEntry entry : sides.entries()) {
      found.derive(entry, Optional.empty(), join.span(), what, HINT);
    }
  }

  /** A NATURAL JOIN is a USING of all columns that both sides have, in the order of the left. */
  private Result natural(FromItem.Join join, Result left, Result right, Result both) {
    List<LogicalTable> tables =
        both.entries().stream().flatMap(entry -> entry.table().stream()).distinct().toList();
    Optional<Set<String>> leftNames = columns(left).map(FromBinder::names);
    Optional<Set<String>> rightNames = columns(right).map(FromBinder::names);
    if (leftNames.isEmpty() || rightNames.isEmpty()) {
      derive(join, both, "it is not certain which columns a NATURAL JOIN goes by");
      return new Result(both.entries(), both.merged(), Optional.empty());
    }
    Set<String> common = new LinkedHashSet<>(leftNames.get());
    common.retainAll(rightNames.get());
    Span words = new Span(join.left().span().end(), join.right().span().start());
    if (COMMENT.matcher(words.of(relations.sql())).find()) {
      derive(join, both, "NATURAL JOIN goes by all names that both sides have, hidden ones too");
    } else if (!tables.isEmpty()) {
      found.add(new Occurrence.NaturalUse(join, tables, List.copyOf(common)), tables.get(0));
    }
    return merging(common, join.span(), left, right, both);
  }

  private static Set<String> names(List<StarColumn> columns) {
    Set<String> names = new LinkedHashSet<>();
    columns.forEach(column -> names.add(column.column().orElseThrow()));
    return names;
  }

  private Result using(FromItem.Join join, Result left, Result right, Result both) {
    Set<String> merged = new LinkedHashSet<>();
    Optional<Set<String>> leftNames = columns(left).map(FromBinder::names);
    Optional<Set<String>> rightNames = columns(right).map(FromBinder::names);
    for (Identifier column : join.using()) {
      merged.add(column.name());
      checkHidden(column, left, leftNames, "left");
      checkHidden(column, right, rightNames, "right");
    }
    return merging(merged, join.span(), left, right, both);
  }

  /** USING of a column that one side has physically only, or not at all. */
  private void checkHidden(
      Identifier column, Result side, Optional<Set<String>> names, String word) {
    if (names.isEmpty() || names.get().contains(column.name())) {
      return;
    }
    String message =
        "column \"%s\" specified in USING clause does not exist in %s table"
            .formatted(column.name(), word);
    Optional<LogicalTable> hiding =
        side.entries().stream()
            .filter(entry -> entry.hides(column.name()))
            .flatMap(entry -> entry.table().stream())
            .findFirst();
    hiding.ifPresentOrElse(
        table ->
            found.add(new Occurrence.LogicalError(column.span(), table, "42703", message), table),
        () -> found.add(new Occurrence.EarlierError(column.span(), "42703", message)));
  }

  private Result merging(Set<String> merged, Span place, Result left, Result right, Result both) {
    for (String name : merged) {
      for (ScopeEntry entry : both.entries()) {
        String what =
            "USING joins by column \"%s\", which has another name or type in the shape that is read"
                .formatted(name);
        Optional<LogicalColumn> changed =
            entry
                .table()
                .flatMap(table -> table.column(name))
                .filter(column -> column.change().isPresent());
        if (changed.isPresent()) {
          found.derive(entry, changed, place, what, HINT);
        } else if (entry.hidesPresent(name)) {
          found.derive(entry, Optional.empty(), place, what, HINT);
        }
      }
    }
    Set<String> allMerged = new HashSet<>(both.merged());
    allMerged.addAll(merged);
    return new Result(both.entries(), allMerged, star(merged, left, right));
  }

  /** Merged columns first, then what is left of each side (manual, 7.2.1.1 Joined Tables). */
  private static Optional<List<StarColumn>> star(Set<String> merged, Result left, Result right) {
    if (left.star().isEmpty() || right.star().isEmpty()) {
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
    for (Result side : List.of(left, right)) {
      for (StarColumn part : side.star().get()) {
        Optional<List<StarColumn>> rest = withoutMerged(part, merged);
        if (rest.isEmpty()) {
          return Optional.empty();
        }
        all.addAll(rest.get());
      }
    }
    return Optional.of(all);
  }

  /** Empty where the columns are not known, or one of them could not be named alone. */
  private static Optional<List<StarColumn>> withoutMerged(StarColumn part, Set<String> merged) {
    if (part.column().isPresent()) {
      return Optional.of(merged.contains(part.column().get()) ? List.of() : List.of(part));
    } else if (part.entry().columns().isEmpty()) {
      return Optional.empty();
    }
    List<String> names = part.entry().columns().get();
    if (names.stream().noneMatch(merged::contains)) {
      return Optional.of(List.of(part));
    } else if (Set.copyOf(names).size() < names.size()) {
      return Optional.empty();
    }
    return Optional.of(
        names.stream()
            .filter(name -> !merged.contains(name))
            .map(name -> new StarColumn(part.entry(), Optional.of(name)))
            .toList());
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
