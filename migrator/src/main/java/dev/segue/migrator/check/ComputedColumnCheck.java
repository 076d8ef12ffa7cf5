package dev.segue.migrator.check;

import dev.segue.driver.control.Quoted;
import dev.segue.migrator.table.ConstantDefault;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.route.Shape;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.ShapeColumn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Values that the server computes: columns generated from an old one, and defaults of the old
 * columns that the new ones do not take over by themselves.
 */
final class ComputedColumnCheck {

  /** It depends on the other column by its expression; before PostgreSQL 15, as a column. */
  private static final String GENERATED =
      CatalogQuery.FAMILY
          + """
          SELECT g.attname::text, g.attrelid::regclass::text, array_agg(DISTINCT a.attname::text)
          FROM pg_catalog.pg_depend d
          JOIN family f ON d.refobjid = f.oid
          LEFT JOIN pg_catalog.pg_attrdef e
            ON d.classid = 'pg_catalog.pg_attrdef'::regclass AND e.oid = d.objid
          JOIN pg_catalog.pg_attribute g
            ON g.attrelid = e.adrelid AND g.attnum = e.adnum
              OR d.classid = 'pg_catalog.pg_class'::regclass
                AND g.attrelid = d.objid AND g.attnum = d.objsubid
          JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
          WHERE d.refclassid = 'pg_catalog.pg_class'::regclass
            AND g.attgenerated <> '' AND a.attname = ANY (?) AND a.attnum <> g.attnum
          GROUP BY g.attname, g.attrelid ORDER BY 2, 1""";

  private record Generated(String name, String relation, Set<String> columns) {}

  private final Connection connection;
  private final MigratingTable table;
  private final Findings findings;

  ComputedColumnCheck(Connection connection, MigratingTable table, Findings findings) {
    this.connection = connection;
    this.table = table;
    this.findings = findings;
  }

  void run() throws SQLException {
    List<Generated> generated =
        CatalogQuery.rows(
            connection,
            GENERATED,
            row -> new Generated(row.getString(1), row.getString(2), CatalogQuery.texts(row, 3)),
            table.sqlName(),
            table.names(Shape.OLD));
    for (Generated column : generated) {
      findings
          .about(Subject.GENERATED_COLUMN, column.name())
          .warning(
              "column \"%s\" of %s is generated from %s"
                  .formatted(column.name(), column.relation(), ColumnNames.old(column.columns())),
              "On route NEW it is computed from what was left in the old column.",
              "Before retire-old, compute it from the new columns: SET EXPRESSION on PostgreSQL 17,"
                  + " DROP EXPRESSION and a column of its own before; retire-old refuses until then.");
    }
    for (ColumnChange change : table.migration().changes()) {
      for (ShapeColumn old : change.oldColumns()) {
        Optional<CatalogColumn> present = table.relation().presentColumn(old.name());
        if (present.isPresent() && present.get().defaultExpression().isPresent()) {
          checkDefault(change, present.get(), present.get().defaultExpression().get());
        }
      }
    }
  }

  private void checkDefault(ColumnChange change, CatalogColumn old, String expression) {
    List<String> without =
        change.newColumns().stream()
            .map(ShapeColumn::name)
            .filter(
                name ->
                    table
                        .relation()
                        .presentColumn(name)
                        .flatMap(CatalogColumn::defaultExpression)
                        .isEmpty())
            .toList();
    if (without.isEmpty() || ConstantDefault.isHandedOver(table, change)) {
      return;
    }
    findings
        .about(Subject.DEFAULT, old.name())
        .at(change.line())
        .warning(
            "default %s of old column \"%s\" is not handed over to the new shape"
                .formatted(expression, old.name()),
            "On route NEW an INSERT that is written for the new shape and leaves the new %s out gets"
                    .formatted(ColumnNames.said(without))
                + " NULL, or fails.",
            "Before retire-old, if such applications rely on it: ALTER TABLE %s %s."
                .formatted(table.sqlName(), setDefaults(without)));
  }

  private static String setDefaults(List<String> columns) {
    return String.join(
        ", ",
        columns.stream()
            .map(name -> "ALTER COLUMN %s SET DEFAULT …".formatted(Quoted.identifier(name)))
            .toList());
  }
}
