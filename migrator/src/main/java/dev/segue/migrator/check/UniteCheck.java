package dev.segue.migrator.check;

import dev.segue.driver.catalog.DatabaseCatalog;
import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.table.DeclaredType;
import dev.segue.migrator.table.TablePairs;
import dev.segue.migrator.table.Union;
import dev.segue.migrator.table.UnionAgreement;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.ShapeColumn;
import dev.segue.rules.migration.UnitedTables;
import dev.segue.rules.migration.UnitedTables.UnitedTable;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Whether tables can become one where they are, and what is to be known of it. Who writes them past
 * the driver writes both shapes, since these are the same rows.
 */
final class UniteCheck {

  private static final String STATEMENT_TRIGGERS =
      """
      SELECT t.tgname FROM pg_catalog.pg_trigger t
      WHERE t.tgrelid = ?::regclass AND NOT t.tgisinternal AND t.tgtype & 1 = 0
      ORDER BY 1""";

  private final MigrationContext context;
  private final Connection connection;
  private final Findings findings;

  UniteCheck(MigrationContext context, Connection connection, Findings findings) {
    this.context = context;
    this.connection = connection;
    this.findings = findings;
  }

  void run(Migration migration) throws SQLException {
    UnitedTables rule = migration.united().orElseThrow();
    if (!areThere(rule)) {
      return;
    }
    Union union = Union.read(context, migration);
    ShapeColumn column = rule.discriminator();
    try {
      String type =
          DeclaredType.formatted(
              connection, column.type().orElseThrow(), "\"%s\"".formatted(column.name()));
      UnionAgreement.problems(connection, union, type)
          .forEach(
              problem ->
                  findings
                      .about(Subject.TABLE, problem.object())
                      .error(problem.fact(), problem.detail(), problem.hint()));
    } catch (MigratorException e) {
      findings
          .about(Subject.COLUMN, column.name())
          .error(
              "the server knows no type \"%s\"".formatted(column.type().orElseThrow()),
              "",
              "Write it as in CREATE TABLE, with its schema where it is not in public.");
    }
    for (Union.Part part : union.parts()) {
      triggers(migration, part);
    }
    keys(union);
  }

  private boolean areThere(UnitedTables rule) {
    DatabaseCatalog catalog = DatabaseCatalog.of(context.dataSource());
    boolean all = true;
    for (UnitedTable table : rule.tables()) {
      if (TablePairs.relation(catalog, table.name()).isEmpty()) {
        all = false;
        findings
            .about(Subject.TABLE, table.name().toString())
            .error(
                "there is no table %s".formatted(table.name()),
                "",
                "Mend its name, or check that --url leads to the right database.");
      }
    }
    return all;
  }

  private void triggers(Migration migration, Union.Part part) throws SQLException {
    for (String trigger :
        CatalogQuery.rows(
            connection, STATEMENT_TRIGGERS, row -> row.getString(1), part.sqlName())) {
      findings
          .about(Subject.TRIGGER, trigger)
          .warning(
              "trigger %s on %s fires for statements that name that table"
                  .formatted(trigger, part.rule().name()),
              "It does not for those of applications that speak new, which name %s."
                  .formatted(migration.table()),
              "Give %s one like it after expand.".formatted(migration.table()));
    }
  }

  private void keys(Union union) {
    String table = union.migration().table().toString();
    if (union.commonKey().isEmpty()) {
      findings
          .about(Subject.INDEX, table)
          .warning(
              "the tables that become %s have no primary key of the same columns".formatted(table),
              "It gets no unique index, so that nothing finds its rows again by one.",
              "Give them keys of the same columns, or let \"create\" make indexes.");
    }
    for (String column : union.differingDefaults()) {
      findings
          .about(Subject.DEFAULT, column)
          .warning(
              "column \"%s\" has different defaults in the tables that become %s"
                  .formatted(column, table),
              "It has none there: who inserts into %s by that name has to give it a value."
                  .formatted(table),
              "Give it a default after expand. Where these are sequences, one that all tables draw"
                  + " from numbers no two rows alike.");
    }
  }
}
