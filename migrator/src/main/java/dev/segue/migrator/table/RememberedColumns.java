package dev.segue.migrator.table;

import dev.segue.driver.control.InTransaction;
import dev.segue.driver.control.OldColumn;
import dev.segue.driver.control.OldColumns;
import dev.segue.rules.catalog.CatalogColumn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Has columns of an old shape remembered, which are to be known when they are gone. */
public final class RememberedColumns {

  private RememberedColumns() {}

  /** Once: after a contract of the table's other migrations positions are still the same. */
  public static void remember(
      Connection connection, MigratingTable table, List<CatalogColumn> columns)
      throws SQLException {
    InTransaction.run(
        connection,
        () -> {
          OldColumns remembered = new OldColumns(connection);
          List<String> known =
              remembered.of(table.relation().schema(), table.relation().name()).stream()
                  .map(OldColumn::name)
                  .toList();
          for (CatalogColumn column : columns) {
            if (!known.contains(column.name())) {
              remembered.remember(table.migration().id(), old(table, column));
            }
          }
        });
  }

  /** All of them: where the table itself is to go. */
  public static void rememberAll(Connection connection, MigratingTable table) throws SQLException {
    remember(
        connection,
        table,
        table.relation().columns().stream().filter(CatalogColumn::present).toList());
  }

  private static OldColumn old(MigratingTable table, CatalogColumn column) {
    return new OldColumn(
        table.relation().schema(),
        table.relation().name(),
        column.name(),
        column.position(),
        column.type(),
        column.defaultExpression(),
        column.notNull());
  }
}
