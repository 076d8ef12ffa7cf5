package dev.segue.rules.binding;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Identifier;
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
    Optional<LogicalTable> migrating =
        shown.isPresent()
            ? shown.get().stream().flatMap(part -> part.entry().table().stream()).findFirst()
            : scope.entries().stream().flatMap(entry -> entry.table().stream()).findFirst();
    if (migrating.isPresent()) {
      occurrence(star, scope, shown, migrating.get(), found);
    }
    return shown.flatMap(Stars::labels);
  }

  private static void occurrence(
      Expression.ColumnReference star,
      Scope scope,
      Optional<List<FromBinder.StarColumn>> shown,
      LogicalTable migrating,
      Occurrences found) {
    Optional<List<Occurrence.StarPart>> parts = shown.flatMap(all -> parts(all, scope));
    if (parts.isPresent()) {
      found.add(new Occurrence.StarUse(star.span(), parts.get()), migrating);
    } else {
      found.add(
          new Occurrence.Unsupported(
              star.span(),
              migrating,
              "it is not certain which columns the star shows",
              "Name the columns, or give every relation of the FROM clause an alias."),
          migrating);
    }
  }

  /** What stands for a star in the text; empty where a part of it cannot be named there. */
  static Optional<List<Occurrence.StarPart>> parts(List<FromBinder.StarColumn> shown, Scope scope) {
    List<Occurrence.StarPart> parts = new ArrayList<>();
    for (FromBinder.StarColumn column : shown) {
      ScopeEntry entry = column.entry();
      boolean mergedColumn = entry.name().isEmpty() && column.column().isPresent();
      if (!mergedColumn && !scope.reaches(entry)) {
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
    if (entry.table().isPresent() && column.column().isPresent()) {
      LogicalTable table = entry.table().get();
      return new Occurrence.StarPart.LogicalOne(
          table, table.column(column.column().get()).orElseThrow(), rows, qualifier);
    } else if (entry.table().isPresent()) {
      return new Occurrence.StarPart.Logical(entry.table().get(), rows, qualifier);
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
