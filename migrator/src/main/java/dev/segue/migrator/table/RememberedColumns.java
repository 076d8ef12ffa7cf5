package dev.segue.migrator.table;

import dev.segue.driver.control.InTransaction;
import dev.segue.driver.control.OldColumn;
import dev.segue.driver.control.OldColumns;
import dev.segue.route.Shape;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.catalog.Relation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Has columns of an old shape remembered, which are to be known when they are gone. */
public final class RememberedColumns {

  private RememberedColumns() {}

  /**
   * Those of the old shape, once: after a contract of the table's other migrations positions are
   * still the same.
   */
  public static void remember(Connection connection, MigratingTable table) throws SQLException {
    Relation relation = table.relation();
    InTransaction.run(
        connection,
        () -> {
          OldColumns remembered = new OldColumns(connection);
          List<String> known =
              remembered.of(relation.schema(), relation.name()).stream()
                  .map(OldColumn::name)
                  .toList();
          for (CatalogColumn column : table.columns(Shape.OLD)) {
            if (!known.contains(column.name())) {
              remembered.remember(table.migration().id(), old(relation, column));
            }
          }
        });
  }

  /** All that a table has, and nothing that it had before: it is to be dropped. */
  public static void rememberAll(Connection connection, MigratingTable table) throws SQLException {
    Relation relation = table.relation();
    InTransaction.run(
        connection,
        () -> {
          OldColumns remembered = new OldColumns(connection);
          remembered.forget(relation.schema(), relation.name());
          for (CatalogColumn column : relation.columns()) {
            if (column.present()) {
              remembered.remember(table.migration().id(), old(relation, column));
            }
          }
        });
  }

  private static OldColumn old(Relation relation, CatalogColumn column) {
    return new OldColumn(
        relation.schema(),
        relation.name(),
        column.name(),
        column.position(),
        column.type(),
        column.defaultExpression(),
        column.notNull());
  }
}
