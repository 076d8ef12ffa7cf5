package dev.segue.rules.migration;

import dev.segue.route.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Columns of a table that become other ones. Rename, retype and computed change have one column on
 * either side, with a mapping each way. Immutable.
 *
 * @param up by new column, what it is for a row of the old shape
 * @param down by old column, what it is for a row of the new shape
 * @param monotonic whether {@code up} is strictly increasing: {@code a < b} says {@code up(a) <
 *     up(b)}, so comparisons and order may move to the other side; says one-to-one too
 * @param oneToOne whether {@code up} gives different values for different ones and {@code down}
 *     takes it back, so that equality may move to the other side
 * @param line where it stands in the file, from 1
 */
public record ColumnChange(
    List<ShapeColumn> oldColumns,
    List<ShapeColumn> newColumns,
    Map<String, MappingExpression> up,
    Map<String, MappingExpression> down,
    boolean monotonic,
    boolean oneToOne,
    int line) {

  public ColumnChange {
    oldColumns = List.copyOf(oldColumns);
    newColumns = List.copyOf(newColumns);
    up = Map.copyOf(up);
    down = Map.copyOf(down);
    if (monotonic && !oneToOne) {
      throw new IllegalArgumentException("a strictly increasing mapping is one-to-one");
    }
  }

  /** A column that keeps its type and its values and gets another name. */
  static ColumnChange rename(String oldName, String newName, int line) {
    return new ColumnChange(
        List.of(new ShapeColumn(oldName, Optional.empty())),
        List.of(new ShapeColumn(newName, Optional.empty())),
        Map.of(newName, MappingExpression.column(oldName, line)),
        Map.of(oldName, MappingExpression.column(newName, line)),
        true,
        true,
        line);
  }

  /** The columns that it has in a shape. */
  public List<ShapeColumn> columns(Shape shape) {
    return shape == Shape.OLD ? oldColumns : newColumns;
  }

  /** The column of that name in a shape. */
  public Optional<ShapeColumn> column(Shape shape, String name) {
    return columns(shape).stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /** By column of the given shape, what it is for a row of the opposite one. */
  public Map<String, MappingExpression> mappingTo(Shape shape) {
    return shape == Shape.OLD ? down : up;
  }

  /** Whether values go over unchanged: each mapping is nothing but a column. */
  public boolean isRename() {
    return up.values().stream().allMatch(MappingExpression::isColumn)
        && down.values().stream().allMatch(MappingExpression::isColumn)
        && oldColumns.stream().allMatch(column -> column.type().isEmpty())
        && newColumns.stream().allMatch(column -> column.type().isEmpty());
  }
}
