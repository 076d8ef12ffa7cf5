package dev.segue.rules.binding;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Binds the stars of a select list: what they show, in the logical shapes. */
final class Stars {

  private Stars() {}

  /**
   * Binds a star.
   *
   * @param bare what a bare star shows; empty where that is not certain
   * @return the labels that it shows, where all of them are known
   */
  static Optional<List<String>> bind(
      Expression.ColumnReference star,
      Scope scope,
      Optional<List<FromBinder.StarColumn>> bare,
      Occurrences found) {
    Optional<List<FromBinder.StarColumn>> shown =
        star.fields().isEmpty()
            ? bare
            : scope
                .qualified(star.fields().stream().map(Identifier::name).toList())
                .map(entry -> List.of(new FromBinder.StarColumn(entry, Optional.empty())));
    // Where all columns are merged, none is a table's, and yet physically there are hidden ones.
    boolean merged = shown.isPresent() && shown.get().stream().anyMatch(Stars::isMerged);
    List<ScopeEntry> migrating =
        (shown.isPresent() && !merged
                ? shown.get().stream().map(FromBinder.StarColumn::entry)
                : scope.entries().stream())
            .filter(entry -> entry.table().isPresent())
            .distinct()
            .toList();
    if (!migrating.isEmpty()) {
      occurrence(star, scope, shown, migrating, found);
    }
    return shown.flatMap(Stars::labels);
  }

  private static void occurrence(
      Expression.ColumnReference star,
      Scope scope,
      Optional<List<FromBinder.StarColumn>> shown,
      List<ScopeEntry> migrating,
      Occurrences found) {
    Optional<List<Occurrence.StarPart>> parts = shown.flatMap(all -> parts(all, scope));
    if (parts.isPresent()) {
      found.add(
          new Occurrence.StarUse(star.span(), parts.get()), migrating.get(0).table().orElseThrow());
      // A merged column has no name but the bare one.
      shown.orElseThrow().stream()
          .filter(Stars::isMerged)
          .flatMap(column -> scope.allHiding(column.column().orElseThrow()).stream())
          .forEach(entry -> derive(entry, star, found));
    } else {
      // It shows what it should where every table does.
      migrating.forEach(entry -> derive(entry, star, found));
    }
  }

  private static void derive(ScopeEntry entry, Expression.ColumnReference star, Occurrences found) {
    found.derive(
        entry,
        Optional.empty(),
        star.span(),
        "it is not certain which columns the star shows",
        "Name the columns, or give every relation of the FROM clause an alias.");
  }

  private static boolean isMerged(FromBinder.StarColumn column) {
    return column.entry().name().isEmpty() && column.column().isPresent();
  }

  /** What stands for a star in the text; empty where a part of it cannot be named there. */
  static Optional<List<Occurrence.StarPart>> parts(List<FromBinder.StarColumn> shown, Scope scope) {
    List<Occurrence.StarPart> parts = new ArrayList<>();
    for (FromBinder.StarColumn column : shown) {
      ScopeEntry entry = column.entry();
      boolean mergedColumn = isMerged(column);
      if (mergedColumn
          ? !scope.merged().contains(column.column().orElseThrow())
          : !scope.reaches(entry)) {
        return Optional.empty();
      }
      Optional<String> qualifier = mergedColumn ? Optional.empty() : Optional.of(entry.nameText());
      parts.add(part(column, qualifier));
    }
    return Optional.of(parts);
  }

  private static Occurrence.StarPart part(
      FromBinder.StarColumn column, Optional<String> qualifier) {
    ScopeEntry entry = column.entry();
    Occurrence.Rows rows = ExpressionBinder.rows(entry);
    Optional<Span> item = entry.item().map(FromItem.Table::span);
    if (entry.table().isPresent() && column.column().isPresent()) {
      LogicalTable table = entry.table().get();
      return new Occurrence.StarPart.LogicalOne(
          table, table.column(column.column().get()).orElseThrow(), rows, qualifier, item);
    } else if (entry.table().isPresent()) {
      return new Occurrence.StarPart.Logical(entry.table().get(), rows, qualifier, item);
    } else {
      String name = column.column().map(Quoting::identifier).orElse("*");
      return new Occurrence.StarPart.Plain(qualifier.map(text -> text + "." + name).orElse(name));
    }
  }

  private static Optional<List<String>> labels(List<FromBinder.StarColumn> shown) {
    List<String> labels = new ArrayList<>();
    for (FromBinder.StarColumn part : shown) {
      if (part.column().isPresent()) {
        labels.add(part.column().get());
      } else if (part.entry().columns().isPresent()) {
        labels.addAll(part.entry().columns().get());
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(labels);
  }
}
