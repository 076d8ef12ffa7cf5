package dev.segue.rules.rewrite;

import dev.segue.route.Route;
import dev.segue.route.Shape;
import dev.segue.rules.binding.Binding;
import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.binding.Occurrence;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.MovedColumn;
import dev.segue.rules.sql.tree.Query;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes of the two tables between which a column moves.
 *
 * <p>Where the old column is not written any more, who speaks old writes a row with a reference
 * that takes the value along: a function takes down what the row is to have, and a trigger writes
 * it to the target when the statement ends. What cannot be told from what is taken down alone is
 * refused.
 */
final class MovedWrites {

  private static final String IN_PARTS =
      "Write INSERT, UPDATE and DELETE as statements of their own.";

  private final Values values;
  private final ReturnedPlaces returned;
  private final List<Span> puts = new ArrayList<>();

  private MovedWrites(Values values, ReturnedPlaces returned) {
    this.values = values;
    this.returned = returned;
  }

  /** The change of a row that is written; empty where nothing is written besides. */
  static Optional<RoutedChange> routed(
      LogicalColumn.Change change, LogicalTable table, RoutedChange plain) {
    if (change.columns().isMovedTo()) {
      return Optional.empty();
    }
    if (change.spoken() == Shape.OLD) {
      return Optional.of(through(change.columns().putting(), change, table, plain.route()));
    }
    if (plain.route() == Route.OLD) {
      return Optional.of(plain);
    }
    String old = change.columns().oldColumns().get(0).name();
    return table
        .relation()
        .presentColumn(old)
        .map(there -> through(change.columns().keeping(), change, table, Route.OLD));
  }

  /** A row that is written with another reference. */
  private static RoutedChange through(
      ColumnChange written, LogicalColumn.Change change, LogicalTable table, Route route) {
    List<LogicalColumn> columns =
        written.columns(change.spoken()).stream()
            .map(column -> table.column(column.name()))
            .map(
                found ->
                    found.orElseThrow(
                        () ->
                            Values.refused(
                                "%s has not got the column by which migration %s moves another"
                                    .formatted(table.name(), change.migration().id()),
                                "Mend \"by\" in the rules file.")))
            .toList();
    return new RoutedChange(written, change.spoken(), route, columns, List.of());
  }

  /**
   * Checks what a statement writes.
   *
   * @throws Refusal.Refused if it cannot be written so
   */
  static void check(Statement statement, Binding binding, Values values, ReturnedPlaces returned) {
    MovedWrites writes = new MovedWrites(values, returned);
    for (Occurrence occurrence : binding.occurrences()) {
      writes.check(occurrence, binding);
    }
    if (writes.puts.size() > 1) {
      throw Values.refused(
          "a statement writes twice to a table of which a column has moved",
          IN_PARTS,
          Optional.of(writes.puts.get(1)));
    }
    if (writes.puts.size() == 1) {
      statement.walk(
          node -> {
            if (node instanceof Statement.Insert insert
                && insert.onConflict().filter(Statement.OnConflict::update).isPresent()
                && insert.span().equals(writes.puts.get(0))) {
              throw Values.refused(
                  "rows are updated in the place of those that are inserted, with a column that has moved",
                  "Write an UPDATE, and an INSERT where that finds no row.",
                  insert.onConflict().map(Statement.OnConflict::keyword));
            }
          });
    }
  }

  private void check(Occurrence occurrence, Binding binding) {
    if (occurrence instanceof Occurrence.InsertUse use) {
      checkPlace(use.table(), listed(use), use.statement().span());
      if (putting(use.table()).isPresent()) {
        puts.add(use.statement().span());
      }
    } else if (occurrence instanceof Occurrence.MergeInsertUse use) {
      checkPlace(use.table(), Set.copyOf(names(use.statement().columns())), use.statement().span());
      refuseMerge(use.table(), use.statement().span());
    } else if (occurrence instanceof Occurrence.AssignmentsUse use) {
      Set<String> assigned = Assigned.of(use.assignments()).names();
      checkPlace(use.table(), assigned, use.span());
      putting(use.table()).ifPresent(moved -> assigns(use, moved, assigned, binding));
      MovedReads.check(use, assigned, binding, values);
    } else if (occurrence instanceof Occurrence.CopyUse use && use.statement().from()) {
      checkPlace(use.table(), copied(use), use.statement().span());
    }
  }

  private void assigns(
      Occurrence.AssignmentsUse use, MovedColumn moved, Set<String> assigned, Binding binding) {
    if (!assigned.contains(moved.column()) && !assigned.contains(moved.reference())) {
      return;
    }
    puts.add(use.span());
    for (Occurrence occurrence : binding.occurrences()) {
      reading(occurrence, use, moved)
          .ifPresent(
              place -> {
                throw Values.refused(
                    "column \"%s\" is read where it, or the reference that it goes by, is set"
                        .formatted(moved.column()),
                    "Name the rows by \"%s\" or another column, and pass the value as a parameter."
                        .formatted(moved.reference()),
                    Optional.of(place));
              });
    }
  }

  /** Where the column is read of anything but the row that is returned as it was written. */
  private Optional<Span> reading(
      Occurrence occurrence, Occurrence.AssignmentsUse use, MovedColumn moved) {
    if (occurrence instanceof Occurrence.ColumnUse read
        && read.table().equals(use.table())
        && read.column().name().equals(moved.column())) {
      return Optional.of(read.node().span())
          .filter(place -> !isWritten(place, read.rows(), read.qualifier(), use));
    }
    if (occurrence instanceof Occurrence.StarUse star) {
      boolean others =
          star.parts().stream()
              .anyMatch(
                  part ->
                      part instanceof Occurrence.StarPart.Logical all
                              && all.table().equals(use.table())
                              && !isWritten(star.span(), all.rows(), all.qualifier(), use)
                          || part instanceof Occurrence.StarPart.LogicalOne one
                              && one.table().equals(use.table())
                              && one.column().name().equals(moved.column()));
      return others ? Optional.of(star.span()) : Optional.empty();
    }
    if (occurrence instanceof Occurrence.RowUse row && row.row().table().equals(use.table())) {
      return Optional.of(row.span());
    }
    return occurrence instanceof Occurrence.RowColumnsUse row
            && row.row().table().equals(use.table())
        ? Optional.of(row.span())
        : Optional.empty();
  }

  private boolean isWritten(
      Span place, Occurrence.Rows rows, Optional<String> qualifier, Occurrence.AssignmentsUse use) {
    return rows == Occurrence.Rows.STORED
        && returned.updated(place)
        && qualifier.filter(use.qualifier()::equals).isPresent();
  }

  private void refuseMerge(LogicalTable table, Span place) {
    if (putting(table).isPresent()) {
      throw Values.refused(
          "MERGE inserts rows with a column that has moved", IN_PARTS, Optional.of(place));
    }
  }

  /** The move by which a row that is written takes a value along. */
  private Optional<MovedColumn> putting(LogicalTable table) {
    return table.changes().stream()
        .filter(change -> change.columns().moved().isPresent())
        .filter(change -> !change.columns().isMovedTo() && change.spoken() == Shape.OLD)
        .filter(change -> values.route(change) == Route.NEW)
        .flatMap(change -> change.columns().moved().stream())
        .findFirst();
  }

  /** As long as the old shape alone is written, a target has no place for a value of its own. */
  private void checkPlace(LogicalTable table, Set<String> written, Span place) {
    for (LogicalColumn.Change change : table.changes()) {
      if (change.columns().isMovedTo()
          && change.spoken() == Shape.NEW
          && !values.route(change).writes(Shape.NEW)) {
        String name = change.columns().newColumns().get(0).name();
        if (written.contains(name)) {
          throw Values.refused(
              "column \"%s\" of %s is written, which has not moved there yet"
                  .formatted(name, table.name()),
              "Set the flag write-new of migration %s first.".formatted(change.migration().id()),
              Optional.of(place));
        }
      }
    }
  }

  private static Set<String> listed(Occurrence.InsertUse use) {
    Statement.Insert insert = use.statement();
    if (!insert.columns().isEmpty()) {
      return Set.copyOf(names(insert.columns()));
    }
    if (insert.source() instanceof Statement.DefaultValues) {
      return Set.of();
    }
    Optional<Integer> width =
        insert.source() instanceof Statement.QuerySource source
                && source.query().body() instanceof Query.Values rows
                && !rows.rows().isEmpty()
            ? Optional.of(rows.rows().get(0).items().size())
            : use.width();
    return new HashSet<>(
        use.table().columns().stream()
            .limit(width.orElse(Integer.MAX_VALUE))
            .map(LogicalColumn::name)
            .toList());
  }

  private static List<String> names(List<Statement.TargetColumn> columns) {
    return columns.stream().map(column -> column.name().name()).distinct().toList();
  }

  private static Set<String> copied(Occurrence.CopyUse use) {
    List<String> named =
        use.statement().columns().stream().map(column -> column.name()).distinct().toList();
    return new HashSet<>(
        named.isEmpty() ? use.table().columns().stream().map(LogicalColumn::name).toList() : named);
  }
}
