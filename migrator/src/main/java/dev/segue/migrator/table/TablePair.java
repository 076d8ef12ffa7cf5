package dev.segue.migrator.table;

import dev.segue.driver.catalog.DatabaseCatalog;
import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.table.MigratingTable.KeyColumn;
import dev.segue.route.Shape;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.MappingExpression;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.ShapeColumn;
import dev.segue.rules.migration.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The two tables of a migration that copies one, as they stand in the database now. Immutable. */
public record TablePair(Migration migration, ShapeTable old, ShapeTable fresh) {

  /**
   * Reads both tables.
   *
   * @throws MigratorException if one is missing, or has no primary key
   */
  public static TablePair read(MigrationContext context, Migration migration) {
    DatabaseCatalog catalog = DatabaseCatalog.of(context.dataSource());
    try (Connection connection = context.connect()) {
      return new TablePair(
          migration,
          table(connection, catalog, migration, Shape.OLD),
          table(connection, catalog, migration, Shape.NEW));
    } catch (SQLException e) {
      throw MigratorException.of("reading the primary keys of " + migration.table(), e);
    }
  }

  /** The table of a shape, where there is one. */
  public static Optional<Relation> relation(
      DatabaseCatalog catalog, Migration migration, Shape shape) {
    TableName name = migration.table(shape);
    return catalog.relation(name.schema(), name.name()).filter(Relation::isTable);
  }

  private static ShapeTable table(
      Connection connection, DatabaseCatalog catalog, Migration migration, Shape shape)
      throws SQLException {
    Relation relation =
        relation(catalog, migration, shape).orElseThrow(() -> missing(migration, shape));
    List<KeyColumn> key = MigratingTable.primaryKey(connection, relation);
    if (key.isEmpty()) {
      throw MigratorException.refused(
          "table %s of migration \"%s\" has no primary key"
              .formatted(migration.table(shape), migration.id()),
          "Rows of the two tables are told apart, backfilled and verified by their keys.",
          "Add a primary key.");
    }
    return new ShapeTable(shape, relation, key);
  }

  private static MigratorException missing(Migration migration, Shape shape) {
    return MigratorException.refused(
        "there is no table %s".formatted(migration.table(shape)),
        "It is the table of the %s shape of migration \"%s\", in line %d of the rules file."
            .formatted(shape.word(), migration.id(), migration.line()),
        shape == Shape.NEW
            ? "Run: segue expand " + migration.id()
            : "Mend \"table:\" there; if contract dropped it, the migration is over.");
  }

  /** The table of a shape. */
  public ShapeTable table(Shape shape) {
    return shape == Shape.OLD ? old : fresh;
  }

  /** The names of the columns that both tables have and no change has: they go over as they are. */
  public List<String> common() {
    return old.columns().stream()
        .map(CatalogColumn::name)
        .filter(name -> fresh.relation().presentColumn(name).isPresent())
        .filter(name -> migration.changeOf(Shape.OLD, name).isEmpty())
        .filter(name -> migration.changeOf(Shape.NEW, name).isEmpty())
        .toList();
  }

  /**
   * What the rows of the other shape's table are in the table of this one.
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
      for (ShapeColumn column : change.columns(shape)) {
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
   * Whether a column of this shape can be told from the other shape's row: both have it, or its
   * change is one-to-one.
   */
  public boolean goesOverWhole(Shape shape, String column) {
    return common().contains(column)
        || migration.changeOf(shape, column).filter(ColumnChange::oneToOne).isPresent();
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
        .map(change -> change.columns(shape).get(0).name());
  }

  private boolean keepsValues(ColumnChange change) {
    return change.kind() == ColumnChange.Kind.ONE_FOR_ONE
        && Stream.concat(change.up().values().stream(), change.down().values().stream())
            .allMatch(MappingExpression::isColumnOrCast)
        && (change.isRename()
            || (old.isWholeNumber(change.oldColumns().get(0).name())
                && fresh.isWholeNumber(change.newColumns().get(0).name())));
  }

  private CatalogColumn present(ShapeTable table, String column) {
    return table
        .relation()
        .presentColumn(column)
        .orElseThrow(
            () ->
                MigratorException.refused(
                    "table %s has no column \"%s\""
                        .formatted(migration.table(table.shape()), column),
                    "Migration \"%s\" names it for the %s shape."
                        .formatted(migration.id(), table.shape().word()),
                    "Add it to the table, or mend the name in the rules file."));
  }
}
