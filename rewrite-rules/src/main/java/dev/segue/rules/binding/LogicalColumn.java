package dev.segue.rules.binding;

import dev.segue.route.Shape;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.catalog.ColumnType;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.Migration;
import java.util.Optional;

/**
 * A column of a migrating table as the application sees it.
 *
 * @param type its declared type; empty only where neither the catalog nor the rule tells
 * @param catalog what the catalog knows of it, present or remembered
 * @param change what becomes of it; empty for a column that no migration changes
 */
public record LogicalColumn(
    String name,
    Optional<ColumnType> type,
    Optional<CatalogColumn> catalog,
    Optional<Change> change) {

  /** The change that a column takes part in, seen from the side that the application speaks. */
  public record Change(Migration migration, ColumnChange columns, Shape spoken) {}

  /** Whether the table has this column under this name now. */
  public boolean present() {
    return catalog.isPresent() && catalog.get().present();
  }
}
