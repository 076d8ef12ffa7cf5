package dev.segue.rules.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A table, view or other relation as the catalog describes it.
 *
 * @param columns its columns by position, with those that once stood there and are still known
 *     ({@link CatalogColumn#present()} is false)
 * @param rewritesRows what in the database changes rows after a statement was rewritten: BEFORE
 *     triggers and rules; empty for most
 */
public record Relation(
    String schema, String name, List<CatalogColumn> columns, List<RowRewrite> rewritesRows) {

  public Relation {
    columns = List.copyOf(columns);
    rewritesRows = List.copyOf(rewritesRows);
  }

  /** The column of this name, present or remembered. */
  public Optional<CatalogColumn> column(String columnName) {
    return columns.stream().filter(column -> column.name().equals(columnName)).findFirst();
  }

  /** The column of this name, if the table has it now. */
  public Optional<CatalogColumn> presentColumn(String columnName) {
    return column(columnName).filter(CatalogColumn::present);
  }
}
