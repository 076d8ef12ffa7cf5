package dev.segue.migrator.table;

import dev.segue.driver.control.Quoted;
import dev.segue.migrator.table.MigratingTable.KeyColumn;
import dev.segue.route.Shape;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.catalog.ColumnType;
import dev.segue.rules.catalog.Relation;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The table that one shape of a copied migration has for itself. Immutable.
 *
 * @param key the columns of its primary key, in the index's order; at least one
 */
public record ShapeTable(Shape shape, Relation relation, List<KeyColumn> key) {

  private static final Set<String> WHOLE_NUMBERS = Set.of("smallint", "integer", "bigint");

  public ShapeTable {
    key = List.copyOf(key);
  }

  /** Its name for SQL. */
  public String sqlName() {
    return Quoted.table(relation.schema(), relation.name());
  }

  /** The names of the primary key's columns. */
  public List<String> keyNames() {
    return key.stream().map(KeyColumn::name).toList();
  }

  /** The type of a column, if it has it now. */
  Optional<ColumnType> type(String column) {
    return relation.presentColumn(column).map(CatalogColumn::type);
  }

  /** Whether it has this column now, and as a whole number of some width. */
  boolean isWholeNumber(String column) {
    return type(column).filter(type -> WHOLE_NUMBERS.contains(type.base())).isPresent();
  }

  /** The columns that it has now. */
  public List<CatalogColumn> columns() {
    return relation.columns().stream().filter(CatalogColumn::present).toList();
  }
}
