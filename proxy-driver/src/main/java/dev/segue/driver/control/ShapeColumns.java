package dev.segue.driver.control;

import dev.segue.route.MigrationId;
import dev.segue.route.Shape;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.MovedColumn;
import dev.segue.rules.migration.Rules;
import dev.segue.rules.migration.ShapeColumn;
import dev.segue.rules.migration.TableCopy;
import dev.segue.rules.migration.TableName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a migration's two shapes are to be found: a table, and the columns that each shape has for
 * itself; or tables of each. Names as the catalog spells them.
 *
 * @param table its name in the old shape; of several that of the first
 * @param renamed its name in the new shape, where the migration gives it another
 * @param named the other name that it may have, whichever migration gives it
 * @param copied the tables of the shapes, where each has its own
 * @param byTriggers whether triggers write the second shape
 * @param moved the column that one table loses and another gets, if one does
 */
public record ShapeColumns(
    MigrationId migration,
    TableName table,
    Optional<TableName> renamed,
    Optional<TableName> named,
    Optional<TableCopy> copied,
    List<String> oldColumns,
    List<String> newColumns,
    boolean byTriggers,
    Optional<MovedColumn> moved) {

  public ShapeColumns {
    oldColumns = List.copyOf(oldColumns);
    newColumns = List.copyOf(newColumns);
  }

  /** Shapes that statements write. */
  public ShapeColumns(
      MigrationId migration,
      TableName table,
      Optional<TableName> renamed,
      Optional<TableName> named,
      Optional<TableCopy> copied,
      List<String> oldColumns,
      List<String> newColumns) {
    this(migration, table, renamed, named, copied, oldColumns, newColumns, false, Optional.empty());
  }

  /** Where the shapes of each migration of the rules are. */
  public static List<ShapeColumns> of(Rules rules) {
    return rules.migrations().stream()
        .map(migration -> of(migration, rules.otherNameOf(migration.table())))
        .toList();
  }

  /**
   * Where the shapes of a migration are.
   *
   * @param named the other name that its table may have
   */
  public static ShapeColumns of(Migration migration, Optional<TableName> named) {
    return new ShapeColumns(
        migration.id(),
        migration.table(),
        migration.renamed(),
        named,
        migration.copied(),
        names(migration, Shape.OLD),
        names(migration, Shape.NEW),
        migration.byTriggers(),
        migration.moved());
  }

  private static List<String> names(Migration migration, Shape shape) {
    Stream<Migration> tables =
        migration.moved().isPresent() ? migration.byTable().stream() : Stream.of(migration);
    return tables
        .flatMap(table -> table.changes().stream())
        .flatMap(change -> change.columns(shape).stream())
        .map(ShapeColumn::name)
        .toList();
  }

  /** Where to look for a column of a shape: in the tables of these names, as far as there are. */
  List<TableName> tables(Shape shape, String column) {
    return shape == Shape.NEW && copied.isPresent()
        ? List.of(copied.get().tableOf(column))
        : tables(shape);
  }

  /** The tables of a shape; where it is the same one in both, the names that it may have. */
  List<TableName> tables(Shape shape) {
    if (copied.isPresent()) {
      return ofCopy(shape);
    }
    if (moved.isPresent()) {
      return List.of(shape == Shape.OLD ? table : moved.get().target());
    }
    return named.map(name -> List.of(table, name)).orElse(List.of(table));
  }

  /** The tables that a shape has for itself. */
  List<TableName> ofCopy(Shape shape) {
    return copied.map(copy -> copy.names(shape, table)).orElse(List.of());
  }

  /** The names of tables by which it shows that the old shape is there. */
  List<TableName> oldTables() {
    return copied.isPresent() ? ofCopy(Shape.OLD) : List.of(table);
  }

  /** The names of tables by which it shows that the new shape is there. */
  List<TableName> newTables() {
    return renamed.map(List::of).orElseGet(() -> ofCopy(Shape.NEW));
  }

  /** Whether the shape has nothing that the other has not: nothing of it can be left unwritten. */
  boolean isEmpty(Shape shape) {
    return copied.isEmpty() && columns(shape).isEmpty();
  }

  /** The columns that this shape has and the other has not, or has in another table. */
  public List<String> columns(Shape shape) {
    return shape == Shape.OLD ? oldColumns : newColumns;
  }
}
