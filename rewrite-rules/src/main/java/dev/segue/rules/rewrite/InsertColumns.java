package dev.segue.rules.rewrite;

import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.migration.ShapeColumn;
import dev.segue.rules.rewrite.WriteRewrite.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The physical columns of an INSERT: what stays of those that the application lists, what stands in
 * their places, and what is written besides. Immutable.
 *
 * @param listed the logical columns that the rows give, in order
 */
record InsertColumns(
    List<String> listed, List<RoutedChange> changes, LogicalTable table, WriteRewrite writes) {

  InsertColumns {
    listed = List.copyOf(listed);
    changes = List.copyOf(changes);
  }

  /** A physical column that is written. */
  sealed interface Column {

    /** The column that is listed at an index, as it stands. */
    record Listed(int index) implements Column {}

    /** A column of the other shape. */
    record Other(RoutedChange change, ShapeColumn column) implements Column {}

    /** A column of which the statement says nothing, with its default computed beforehand. */
    record Defaulted(LogicalColumn column) implements Column {}
  }

  /** The name of a physical column that is written. */
  String nameOf(Column column) {
    if (column instanceof Column.Other other) {
      return other.column().name();
    } else if (column instanceof Column.Defaulted defaulted) {
      return defaulted.column().name();
    } else {
      return listed.get(((Column.Listed) column).index());
    }
  }

  /** What stands in the place of a listed column: itself, others, or nothing. */
  List<Column> at(int index) {
    String name = listed.get(index);
    Optional<RoutedChange> replacing =
        changes.stream().filter(change -> !change.writesSpoken() && change.has(name)).findFirst();
    if (replacing.isEmpty()) {
      return List.of(new Column.Listed(index));
    }
    boolean first =
        listed.stream().filter(replacing.get()::has).findFirst().filter(name::equals).isPresent();
    return first ? others(replacing.get()) : List.of();
  }

  private static List<Column> others(RoutedChange change) {
    return change.others().stream().<Column>map(other -> new Column.Other(change, other)).toList();
  }

  /** What is written behind all that are listed. */
  List<Column> appended() {
    List<Column> appended = new ArrayList<>();
    for (RoutedChange change : changes) {
      boolean given = listed.stream().anyMatch(change::has);
      if (given ? change.writesSpoken() : defaultMatters(change)) {
        appended.addAll(others(change));
      }
    }
    return appended;
  }

  /** Whether a row that says nothing of a change's columns has other values in it than NULL. */
  private boolean defaultMatters(RoutedChange change) {
    return !change.change().isRename() || change.columns().stream().anyMatch(writes::hasDefault);
  }

  /** Whether a column that is not listed has a default that must be computed beforehand. */
  boolean hasDefaultOnce() {
    return volatileDefaults().stream()
        .anyMatch(column -> writes.isOnce(column, new Given.ByDefault(), changes));
  }

  /**
   * The columns that are not listed, from which others are computed and whose defaults are
   * volatile, in the order in which PostgreSQL would compute them.
   */
  List<LogicalColumn> volatileDefaults() {
    return table.columns().stream()
        .filter(column -> !listed.contains(column.name()))
        .filter(column -> changes.stream().flatMap(RoutedChange::sources).anyMatch(column::equals))
        .filter(column -> writes.isVolatile(new Given.ByDefault(), column))
        .toList();
  }

  /** All of them, in order; none where nothing that is listed has a place. */
  List<Column> all() {
    List<Column> all = new ArrayList<>();
    IntStream.range(0, listed.size()).forEach(i -> all.addAll(at(i)));
    all.addAll(appended());
    return all;
  }

  /** Whether a listed column goes without anything in its place. */
  boolean removes() {
    return IntStream.range(0, listed.size()).anyMatch(i -> at(i).isEmpty());
  }

  /** Whether everything stands as it is listed, and nothing else is written. */
  boolean same() {
    return appended().isEmpty()
        && IntStream.range(0, listed.size())
            .allMatch(i -> at(i).equals(List.of(new Column.Listed(i))));
  }

  /**
   * A column whose default is written, as it would be without being named, where nothing else is: a
   * list of columns cannot be empty.
   */
  LogicalColumn filler() {
    return table.columns().stream()
        .filter(column -> column.change().isEmpty())
        .filter(column -> column.catalog().filter(CatalogColumn::generated).isEmpty())
        .findFirst()
        .orElseThrow(
            () ->
                Values.refused(
                    "nothing of what is inserted has a column in the shape that is written",
                    "Write INSERT … DEFAULT VALUES."));
  }
}
