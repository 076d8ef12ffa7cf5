package dev.segue.migrator.check;

import dev.segue.migrator.table.MigratingTable;
import dev.segue.route.Shape;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.ShapeColumn;
import dev.segue.rules.migration.TableCopy;
import dev.segue.rules.migration.TableName;
import java.util.Optional;

/**
 * Columns of a table that is decomposed without which no row can be inserted, and which another
 * part than the first takes: an application that names the parts inserts into the first, and has no
 * value for them yet.
 */
final class PartDefaultCheck {

  private final MigratingTable old;
  private final Findings findings;

  PartDefaultCheck(MigratingTable old, Findings findings) {
    this.old = old;
    this.findings = findings;
  }

  void run() {
    if (!old.migration().decomposes()) {
      return;
    }
    TableCopy parts = old.migration().copied().orElseThrow();
    for (CatalogColumn column : old.relation().columns()) {
      TableName part = parts.tableOf(nameInPart(column.name()));
      if (isNeeded(column) && !part.equals(parts.name())) {
        findings
            .about(Subject.COLUMN, column.name())
            .note(
                "column \"%s\" of %s is NOT NULL without a default, and %s takes it"
                    .formatted(column.name(), old.migration().table(), part),
                "While %s is written, an application that speaks new cannot insert into %s."
                    .formatted(old.migration().table(), parts.name()),
                "Before such an application starts, give the column a default.");
      }
    }
  }

  private boolean isNeeded(CatalogColumn column) {
    return column.present()
        && column.notNull()
        && column.defaultExpression().isEmpty()
        && !old.relation().primaryKey().contains(column.name());
  }

  private String nameInPart(String column) {
    Optional<ColumnChange> change = old.migration().changeOf(Shape.OLD, column);
    return change
        .flatMap(changed -> changed.columns(Shape.NEW).stream().findFirst())
        .map(ShapeColumn::name)
        .orElse(column);
  }
}
