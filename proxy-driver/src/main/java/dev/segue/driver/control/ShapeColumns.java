package dev.segue.driver.control;

import dev.segue.route.MigrationId;
import dev.segue.route.Shape;
import java.util.List;

/**
 * Where a migration's two shapes are to be found: a table, and the columns that each shape has for
 * itself. Names as the catalog spells them.
 */
public record ShapeColumns(
    MigrationId migration,
    String schema,
    String table,
    List<String> oldColumns,
    List<String> newColumns) {

  public ShapeColumns {
    oldColumns = List.copyOf(oldColumns);
    newColumns = List.copyOf(newColumns);
  }

  /** The columns that this shape has and the other has not. */
  public List<String> columns(Shape shape) {
    return shape == Shape.OLD ? oldColumns : newColumns;
  }
}
