package dev.segue.rules.migration;

import dev.segue.route.MigrationId;
import dev.segue.route.Shape;
import dev.segue.route.Stickiness;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One named change of a table's shape: the old shape, the new one and the mappings between them.
 * Immutable. No column stands in two changes, neither here nor in other migrations of the table;
 * and what a mapping reads besides stands in none.
 *
 * <p>Where a column is moved to a related table, this is said of the table that loses it; {@link
 * #byTable} says it of both.
 *
 * <p>A table that is renamed is one table, under the one name and later under the other: whichever
 * it has, statements of both shapes reach it. A table that is copied is two: each shape has its
 * own. Where one is decomposed the new shape has several, where several are joined the old one has.
 * Tables that are united stay where they are, and are the new one besides.
 *
 * @param ordinal its place in the file, from 0: an index for arrays of routes
 * @param table the name of the table in the old shape, by which the file names it; of several that
 *     are joined the first, of several that are united the name that they get
 * @param renamed its name in the new shape, where that is another
 * @param copied the table of the new shape, where that is another one, or the tables; then no other
 *     migration has this table, and a column may have the same name in both shapes
 * @param united the tables that become one, where they do; then it changes nothing else
 * @param changes in the order of the file; at least one unless the table is renamed or copied, or
 *     tables are united
 * @param writeMode who writes the second shape where both are written
 * @param line where it stands in the file, from 1
 */
public record Migration(
    MigrationId id,
    int ordinal,
    TableName table,
    Optional<TableName> renamed,
    Optional<TableCopy> copied,
    Optional<UnitedTables> united,
    List<ColumnChange> changes,
    Stickiness sticky,
    WriteMode writeMode,
    int line) {

  public Migration {
    changes = List.copyOf(changes);
  }

  /** The name of the table in a shape; of several the first. */
  public TableName table(Shape shape) {
    return shape == Shape.OLD ? table : renamed.or(() -> copied.map(TableCopy::name)).orElse(table);
  }

  /** The names of the tables of a shape, the first of several first. */
  public List<TableName> tables(Shape shape) {
    return copied.map(copy -> copy.names(shape, table)).orElseGet(() -> List.of(table(shape)));
  }

  /** The shape that has several tables, if one does: a row of it is a row of each of them. */
  public Optional<Shape> several() {
    return Stream.of(Shape.values()).filter(shape -> tables(shape).size() > 1).findFirst();
  }

  /** The column that it moves to a related table, if it does; then it changes nothing else. */
  public Optional<MovedColumn> moved() {
    return changes.stream().flatMap(change -> change.moved().stream()).findFirst();
  }

  /**
   * The same said of each table that it changes: of those that are united each gets a column, and
   * one that is moved is lost by one table and got by another. They have one id and one ordinal,
   * and so one route.
   */
  public List<Migration> byTable() {
    return moved()
        .map(column -> List.of(this, of(column.target(), changes.get(0).movedTo())))
        .orElseGet(() -> united.map(this::byTable).orElse(List.of(this)));
  }

  private Migration of(TableName other, ColumnChange change) {
    return new Migration(
        id,
        ordinal,
        other,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(change),
        sticky,
        writeMode,
        line);
  }

  private List<Migration> byTable(UnitedTables tables) {
    return tables.tables().stream().map(each -> of(each.name(), tables.change(each))).toList();
  }

  /** Whether several tables take the place of one. */
  public boolean decomposes() {
    return several().filter(Shape.NEW::equals).isPresent();
  }

  /** Whether one table takes the place of several. */
  public boolean joins() {
    return several().filter(Shape.OLD::equals).isPresent();
  }

  /** Whether triggers of the database write the second shape. */
  public boolean byTriggers() {
    return writeMode == WriteMode.TRIGGER;
  }

  /** Whether triggers of the database can write the second shape. */
  public boolean mayBeByTriggers() {
    return copied.isPresent()
        ? several().isEmpty()
        : !changes.isEmpty() && changes.stream().allMatch(ColumnChange::mayFollow);
  }

  /** The change that has this column in the given shape. */
  public Optional<ColumnChange> changeOf(Shape shape, String column) {
    return changes.stream().filter(change -> change.column(shape, column).isPresent()).findFirst();
  }
}
