package dev.segue.driver.control;

import dev.segue.route.MigrationId;
import dev.segue.route.Shape;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.ShapeColumn;
import dev.segue.rules.migration.TableName;
import java.util.List;
import java.util.Optional;

/**
 * Where a migration's two shapes are to be found: a table, and the columns that each shape has for
 * itself. Names as the catalog spells them.
 *
 * @param table its name in the old shape
 * @param renamed its name in the new shape, where that is another: it has one of them
 */
public record ShapeColumns(
    MigrationId migration,
    TableName table,
    Optional<TableName> renamed,
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
        migration.table(),
        migration.renamed(),
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
