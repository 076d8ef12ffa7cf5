package dev.segue.rules.rewrite;

import dev.segue.route.Route;
import dev.segue.route.Shape;
import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.binding.Quoting;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.MappingExpression;
import dev.segue.rules.migration.ShapeColumn;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A change of a table whose other shape is written on its route. Immutable.
 *
 * @param columns those that the spoken shape has; none where it lacks what is added or dropped
 * @param inputs what the mapping to the other shape reads of the row besides
 */
record RoutedChange(
    ColumnChange change,
    Shape spoken,
    Route route,
    List<LogicalColumn> columns,
    List<LogicalColumn> inputs) {

  /** Whether a row that is written takes a value along to the row to which it refers. */
  boolean puts() {
    return change.moved().isPresent() && spoken == Shape.OLD;
  }

  boolean writesSpoken() {
    return route.writes(spoken);
  }

  /** The columns of the other shape. */
  List<ShapeColumn> others() {
    return change.columns(spoken.opposite());
  }

  MappingExpression mapping(String otherColumn) {
    return change.mappingTo(spoken.opposite()).get(otherColumn);
  }

  /** Whether this is one of its columns in the spoken shape. */
  boolean has(String column) {
    return columns.stream().anyMatch(candidate -> candidate.name().equals(column));
  }

  /** The column of that name from which the other shape is computed. */
  LogicalColumn source(String name) {
    return sources().filter(candidate -> candidate.name().equals(name)).findFirst().orElseThrow();
  }

  /** All columns from which the other shape may be computed. */
  Stream<LogicalColumn> sources() {
    return Stream.concat(columns.stream(), inputs.stream());
  }

  /** The columns of the other shape that are computed from one of these. */
  List<ShapeColumn> othersFrom(Set<String> names) {
    return others().stream()
        .filter(other -> mapping(other.name()).columns().stream().anyMatch(names::contains))
        .toList();
  }

  /** How often the value of a column is written into the mapping of another. */
  long uses(String column, ShapeColumn other) {
    return mapping(other.name()).columnReferences().stream()
        .filter(reference -> reference.fields().get(0).name().equals(column))
        .count();
  }

  /** The one column that holds the very same value in the other shape, where one does. */
  Optional<ShapeColumn> renamed() {
    return change.isRename() ? Optional.of(others().get(0)) : Optional.empty();
  }

  /** The list of the other shape's names, for a column list. */
  static String names(List<ShapeColumn> columns) {
    return String.join(
        ", ", columns.stream().map(column -> Quoting.identifier(column.name())).toList());
  }
}
