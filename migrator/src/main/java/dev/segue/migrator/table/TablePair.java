package dev.segue.migrator.table;

import dev.segue.migrator.MigratorException;
import dev.segue.route.Shape;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.MappingExpression;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.ShapeColumn;
import dev.segue.rules.migration.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The two tables of a migration that copies one, as they stand in the database now. Where one shape
 * has several tables there is a pair for each of them, which knows what that one takes of the one
 * table of the other shape; and one of that and all of them as a whole. {@link TablePairs} reads
 * them. Immutable.
 */
public record TablePair(Migration migration, ShapeTable old, ShapeTable fresh) {

  /**
   * Whether this column of the shape that has several tables is one of this pair's: those of the
   * new shape have what the rule says, those of the old one what there is.
   */
  private boolean takes(Shape several, String column) {
    ShapeTable part = table(several);
    return part.keyNames().contains(column)
        || (several == Shape.NEW
            ? part.names().contains(migration.copied().orElseThrow().tableOf(column))
            : part.column(column).isPresent());
  }

  /** Whether this column of a shape is one of this pair's table, as far as it is one of several. */
  private boolean has(Shape shape, String column) {
    return !isSeveral(shape) || takes(shape, column);
  }

  /** Whether all that a change has is in this pair's table, where the one shape has several. */
  private boolean takesAll(ColumnChange change) {
    return migration.several().stream()
        .allMatch(
            several ->
                Stream.concat(
                        change.columns(several).stream().map(ShapeColumn::name),
                        change.inputs().stream())
                    .allMatch(column -> takes(several, column)));
  }

  private boolean isSeveral(Shape shape) {
    return migration.several().filter(shape::equals).isPresent();
  }

  /** The table of a shape. */
  public ShapeTable table(Shape shape) {
    return shape == Shape.OLD ? old : fresh;
  }

  /** The name of the table of a shape. */
  public TableName name(Shape shape) {
    return table(shape).names().get(0);
  }

  /** The names of the columns that both tables have and no change has: they go over as they are. */
  public List<String> common() {
    Set<String> there =
        fresh.columns().stream().map(CatalogColumn::name).collect(Collectors.toSet());
    return old.columns().stream()
        .map(CatalogColumn::name)
        .filter(there::contains)
        .filter(name -> migration.changeOf(Shape.OLD, name).isEmpty())
        .filter(name -> migration.changeOf(Shape.NEW, name).isEmpty())
        .toList();
  }

  /**
   * What the rows of the other shape's table are in the table of this one, as far as the two tell.
   *
   * @throws MigratorException if a column of the rule is missing
   */
  public RowMapping mappingTo(Shape shape) {
    ShapeTable target = table(shape);
    ShapeTable source = table(shape.opposite());
    List<RowMapping.Cell> cells = new ArrayList<>();
    List<String> common = common();
    for (CatalogColumn column : target.columns()) {
      if (common.contains(column.name())) {
        cells.add(RowMapping.Cell.common(column));
      }
    }
    for (ColumnChange change : migration.changes()) {
      boolean lost = shape == Shape.OLD && change.kind() == ColumnChange.Kind.DROP;
      if (!isSeveral(shape) && !takesAll(change)) {
        continue;
      }
      for (ShapeColumn column : change.columns(shape)) {
        if (!has(shape, column.name())) {
          continue;
        }
        cells.add(
            new RowMapping.Cell(
                present(target, column.name()),
                Optional.of(change.mappingTo(shape).get(column.name())),
                lost));
      }
      change.columns(source.shape()).forEach(column -> present(source, column.name()));
      change.inputs().forEach(input -> present(source, input));
    }
    return new RowMapping(source, target, cells);
  }

  /** The condition that a row of this shape's table has no row in the other one. */
  public String orphanedIn(Shape shape) {
    Shape other = shape.opposite();
    return mappingTo(shape).orphaned(mappingTo(other), column -> goesOverWhole(other, column));
  }

  /**
   * The same where the row, if there is one, is known to be among some of the other table's. Not
   * looked up but joined, which is right only where nested loops are off.
   *
   * @param within which rows of the other table
   */
  public String orphanedIn(Shape shape, String within) {
    Shape other = shape.opposite();
    return mappingTo(shape)
        .orphanedWithin(within, mappingTo(other), column -> goesOverWhole(other, column));
  }

  /** Where the rows of a range of this shape's key are in the other table, if that can be told. */
  public Optional<AlignedKey> alignedKey(Shape shape) {
    return AlignedKey.of(this, shape);
  }

  /**
   * Whether a column of this shape can be told from the other table's row: both have it, or its
   * change is one-to-one.
   */
  public boolean goesOverWhole(Shape shape, String column) {
    return common().contains(column)
        || migration
            .changeOf(shape, column)
            .filter(ColumnChange::oneToOne)
            .filter(this::takesAll)
            .isPresent();
  }

  /**
   * The column in the table of a shape that has the values of one of the other: the same one, that
   * which it was renamed to, or the same whole number of another width.
   */
  public Optional<String> sameIn(Shape shape, String columnOfOther) {
    if (common().contains(columnOfOther)) {
      return Optional.of(columnOfOther);
    }
    return migration
        .changeOf(shape.opposite(), columnOfOther)
        .filter(this::keepsValues)
        .map(change -> change.columns(shape).get(0).name())
        .filter(name -> has(shape, name));
  }

  private boolean keepsValues(ColumnChange change) {
    return change.kind() == ColumnChange.Kind.ONE_FOR_ONE
        && Stream.concat(change.up().values().stream(), change.down().values().stream())
            .allMatch(MappingExpression::isColumnOrCast)
        && (change.isRename()
            || (old.isWholeNumber(change.oldColumns().get(0).name())
                && fresh.isWholeNumber(change.newColumns().get(0).name())));
  }

  private TableName nameFor(ShapeTable table, String column) {
    return table.shape() == Shape.NEW && table.names().size() > 1
        ? migration.copied().orElseThrow().tableOf(column)
        : table.names().get(0);
  }

  private CatalogColumn present(ShapeTable table, String column) {
    return table
        .column(column)
        .orElseThrow(
            () ->
                MigratorException.refused(
                    "table %s has no column \"%s\"".formatted(nameFor(table, column), column),
                    "Migration \"%s\" names it for the %s shape."
                        .formatted(migration.id(), table.shape().word()),
                    "Add it to the table, or mend the name in the rules file."));
  }
}
