package dev.segue.migrator.table;

import dev.segue.driver.catalog.DatabaseCatalog;
import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.table.MigratingTable.KeyColumn;
import dev.segue.route.Shape;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.TableCopy;
import dev.segue.rules.migration.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tables of a migration that copies one into another, decomposes it into several, or joins
 * several into one, as they stand in the database now.
 *
 * <p>Each of several tables makes a pair with the one table of the other shape. What is computed
 * from the one table is so for each pair by itself: a copy is a decomposition into one table. What
 * is computed the other way round, from a row that has its columns in several tables, is so for the
 * whole. Immutable.
 *
 * @param each the one table with each of the others, the first first
 * @param whole the one table with all of them as one; of a copy the same as the one pair
 */
public record TablePairs(List<TablePair> each, TablePair whole) {

  public TablePairs {
    each = List.copyOf(each);
  }

  /**
   * Reads all tables.
   *
   * @throws MigratorException if one is missing, or has no primary key, or not that of the others
   */
  public static TablePairs read(MigrationContext context, Migration migration) {
    DatabaseCatalog catalog = DatabaseCatalog.of(context.dataSource());
    try (Connection connection = context.connect()) {
      List<ShapeTable> old = tables(connection, catalog, migration, Shape.OLD);
      List<ShapeTable> fresh = tables(connection, catalog, migration, Shape.NEW);
      List<TablePair> each = new ArrayList<>();
      for (ShapeTable one : old) {
        fresh.forEach(other -> each.add(new TablePair(migration, one, other)));
      }
      return new TablePairs(each, new TablePair(migration, joined(old), joined(fresh)));
    } catch (SQLException e) {
      throw MigratorException.of("reading the primary keys of " + migration.table(), e);
    }
  }

  /** The table of this name, where there is one. */
  public static Optional<Relation> relation(DatabaseCatalog catalog, TableName name) {
    return catalog.relation(name.schema(), name.name()).filter(Relation::isTable);
  }

  /** Those of a shape's tables that are there. */
  public static List<Relation> present(DatabaseCatalog catalog, Migration migration, Shape shape) {
    return migration.tables(shape).stream()
        .flatMap(name -> relation(catalog, name).stream())
        .toList();
  }

  private static List<ShapeTable> tables(
      Connection connection, DatabaseCatalog catalog, Migration migration, Shape shape)
      throws SQLException {
    List<ShapeTable> tables = new ArrayList<>();
    for (TableName name : migration.tables(shape)) {
      ShapeTable table = table(connection, catalog, migration, shape, name);
      if (!tables.isEmpty()) {
        requireSameKey(migration, tables.get(0), table);
      }
      tables.add(
          shape == Shape.NEW ? taking(migration.copied().orElseThrow(), name, table) : table);
    }
    return tables;
  }

  private static ShapeTable joined(List<ShapeTable> tables) {
    return tables.get(0).joinedWith(tables.subList(1, tables.size()));
  }

  private static ShapeTable table(
      Connection connection,
      DatabaseCatalog catalog,
      Migration migration,
      Shape shape,
      TableName name)
      throws SQLException {
    Relation relation = relation(catalog, name).orElseThrow(() -> missing(migration, shape, name));
    List<KeyColumn> key = MigratingTable.primaryKey(connection, relation);
    if (key.isEmpty()) {
      throw MigratorException.refused(
          "table %s of migration \"%s\" has no primary key".formatted(name, migration.id()),
          "Rows of the two tables are told apart, backfilled and verified by their keys.",
          "Add a primary key.");
    }
    return new ShapeTable(shape, relation, key);
  }

  /** The same with no column but those that it takes and those of its key. */
  private static ShapeTable taking(TableCopy copy, TableName name, ShapeTable table) {
    Relation relation = table.relation();
    List<CatalogColumn> columns =
        relation.columns().stream()
            .filter(
                column ->
                    copy.tableOf(column.name()).equals(name)
                        || table.keyNames().contains(column.name()))
            .toList();
    return new ShapeTable(
        table.shape(),
        new Relation(
            relation.schema(),
            relation.name(),
            columns,
            relation.rewritesRows(),
            relation.kind(),
            relation.constraints()),
        table.key());
  }

  private static void requireSameKey(Migration migration, ShapeTable first, ShapeTable other) {
    if (!List.copyOf(first.key()).containsAll(other.key())
        || first.key().size() != other.key().size()) {
      throw MigratorException.refused(
          "the primary keys of %s and %s are not the same"
              .formatted(first.names().get(0), other.names().get(0)),
          "Migration \"%s\" has a row in each of the tables, found by one key."
              .formatted(migration.id()),
          "Give them keys of the same columns.");
    }
  }

  private static MigratorException missing(Migration migration, Shape shape, TableName name) {
    return MigratorException.refused(
        "there is no table %s".formatted(name),
        "It is %s table of the %s shape of migration \"%s\", in line %d of the rules file."
            .formatted(
                migration.tables(shape).size() == 1 ? "the" : "a",
                shape.word(),
                migration.id(),
                migration.line()),
        shape == Shape.NEW
            ? "Run: segue expand " + migration.id()
            : "Mend \"table:\" there; if contract dropped it, the migration is over.");
  }

  public Migration migration() {
    return whole.migration();
  }

  /** The pair of the first of several tables. */
  public TablePair first() {
    return each.get(0);
  }

  /** The pairs by which what this shape has is computed: each, or for the one table the first. */
  public List<TablePair> computing(Shape shape) {
    return isSeveral(shape) ? each : List.of(first());
  }

  /** The pairs by which rows of this shape are written: each, or for the one table the whole. */
  public List<TablePair> writing(Shape shape) {
    return isSeveral(shape) ? each : List.of(whole);
  }

  private boolean isSeveral(Shape shape) {
    return migration().several().filter(shape::equals).isPresent();
  }

  /**
   * What the rows of the other shape are in the tables of this one: a mapping for each of them.
   *
   * @throws MigratorException if a column of the rule is missing
   */
  public List<RowMapping> mappingsTo(Shape shape) {
    return writing(shape).stream().map(pair -> pair.mappingTo(shape)).toList();
  }
}
