package dev.segue.migrator.check;

import dev.segue.migrator.table.DeclaredType;
import dev.segue.migrator.table.ExtractedColumn;
import dev.segue.migrator.table.LookupAgreement;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.rules.catalog.Catalog;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.Lookup;
import dev.segue.rules.migration.ShapeColumn;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Whether the values of a column can be extracted, and whether the table that takes them can do so,
 * where it is there already.
 */
final class LookupCheck {

  private final Connection connection;
  private final MigratingTable table;
  private final Catalog catalog;
  private final Findings findings;

  LookupCheck(Connection connection, MigratingTable table, Catalog catalog, Findings findings) {
    this.connection = connection;
    this.table = table;
    this.catalog = catalog;
    this.findings = findings;
  }

  void run() throws SQLException {
    for (ColumnChange change : table.migration().changes()) {
      if (change.lookup().isPresent()) {
        check(change, change.lookup().get());
      }
    }
  }

  private void check(ColumnChange change, Lookup lookup) throws SQLException {
    ShapeColumn old = change.oldColumns().get(0);
    ShapeColumn fresh = change.newColumns().get(0);
    ExtractedColumn values = ExtractedColumn.read(connection, table, old.name());
    if (!values.bytewise()) {
      findings
          .about(Subject.COLUMN, old.name())
          .at(change.line())
          .error(
              "the collation of column \"%s\" takes different values for equal"
                  .formatted(old.name()),
              "One of them would stand for all in the lookup table.",
              "Give the column a deterministic collation.");
    }
    if (catalog.relation(lookup.table().schema(), lookup.table().name()).isEmpty()) {
      return;
    }
    String place = "\"%s\"".formatted(fresh.name());
    String keyType = DeclaredType.formatted(connection, fresh.type().orElseThrow(), place);
    for (var problem : LookupAgreement.problems(connection, lookup, keyType, values)) {
      findings
          .about(Subject.TABLE, problem.object())
          .at(change.line())
          .error(problem.fact(), problem.detail(), problem.hint());
    }
  }
}
