package dev.segue.driver.control;

import dev.segue.route.MigrationId;
import dev.segue.route.Shape;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.ShapeColumn;
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

  /** Where the shapes of a migration of the rules are. */
  public static ShapeColumns of(Migration migration) {
    return new ShapeColumns(
        migration.id(),
        migration.table().schema(),
        migration.table().name(),
        names(migration, Shape.OLD),
        names(migration, Shape.NEW));
  }

  private static List<String> names(Migration migration, Shape shape) {
    return migration.changes().stream()
        .flatMap(change -> change.columns(shape).stream())
        .map(ShapeColumn::name)
        .toList();
  }

  /** The columns that this shape has and the other has not. */
  public List<String> columns(Shape shape) {
    return shape == Shape.OLD ? oldColumns : newColumns;
  }
}
