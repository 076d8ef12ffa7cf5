package dev.segue.migrator.table;

import dev.segue.driver.control.Quoted;
import dev.segue.migrator.table.MigratingTable.KeyColumn;
import dev.segue.route.Shape;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.catalog.Relation;
import java.util.List;

/**
 * The table that one shape of a copied migration has for itself. Immutable.
 *
 * @param key the columns of its primary key, in the index's order; at least one
 */
public record ShapeTable(Shape shape, Relation relation, List<KeyColumn> key) {

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

  /** The columns that it has now. */
  public List<CatalogColumn> columns() {
    return relation.columns().stream().filter(CatalogColumn::present).toList();
  }
}
