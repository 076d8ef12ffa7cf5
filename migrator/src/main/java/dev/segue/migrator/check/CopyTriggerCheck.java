package dev.segue.migrator.check;

import dev.segue.driver.control.Quoted;
import dev.segue.migrator.table.OldTables;
import dev.segue.route.Shape;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.migration.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Triggers of the tables of a copy, or of a decomposition, that come after a row is stored: each
 * fires for its own table, and a statement that writes both shapes fires them all.
 */
final class CopyTriggerCheck {

  /** {@code tgtype}: 1 for each row, 2 BEFORE, 4 INSERT, 64 INSTEAD OF. */
  private static final String TRIGGERS =
      CatalogQuery.FAMILY
          + """
          SELECT DISTINCT t.tgname::text, t.tgfoid::regprocedure::text,
                 t.tgtype & 1 <> 0 AND t.tgtype & 4 <> 0
          FROM pg_catalog.pg_trigger t JOIN family f ON t.tgrelid = f.oid
          WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND t.tgparentid = 0
            AND t.tgtype & (2 | 64) = 0
            AND NOT EXISTS (
              SELECT FROM pg_catalog.pg_proc f JOIN pg_catalog.pg_namespace n
                ON n.oid = f.pronamespace
              WHERE f.oid = t.tgfoid AND n.nspname = 'segue')
          ORDER BY 1, 2""";

  private record Trigger(TableName table, String name, String function, boolean onInsertedRow) {}

  private final Connection connection;
  private final OldTables old;
  private final List<Relation> fresh;
  private final Findings findings;

  CopyTriggerCheck(Connection connection, OldTables old, List<Relation> fresh, Findings findings) {
    this.connection = connection;
    this.old = old;
    this.fresh = fresh;
    this.findings = findings;
  }

  void run() throws SQLException {
    List<TableName> newNames = old.migration().tables(Shape.NEW);
    List<Trigger> onOld = new ArrayList<>();
    for (TableName name : old.names()) {
      onOld.addAll(triggers(name));
    }
    List<Trigger> onNew = new ArrayList<>();
    for (Relation table : fresh) {
      onNew.addAll(triggers(new TableName(table.schema(), table.name())));
    }
    for (Trigger trigger : onOld) {
      Findings.Entry entry = findings.about(Subject.TRIGGER, trigger.name());
      Optional<Trigger> same =
          onNew.stream().filter(other -> other.function().equals(trigger.function())).findFirst();
      if (same.isPresent()) {
        entry.warning(
            "triggers of %s and of %s call %s"
                .formatted(trigger.table(), same.get().table(), trigger.function()),
            "A statement that writes both tables calls it twice.",
            "Let the one on the new table begin with retire-old: DISABLE TRIGGER until then.");
      } else {
        entry.warning(
            "trigger %s on %s is not on %s"
                .formatted(trigger.name(), trigger.table(), CopyDependencyCheck.either(newNames)),
            "On route NEW no statement writes the old table, and it no longer fires.",
            "With retire-old, make it on the new table.");
      }
    }
    for (Trigger trigger : onNew) {
      if (trigger.onInsertedRow()) {
        findings
            .about(Subject.TRIGGER, trigger.name())
            .note(
                "trigger %s on %s fires for each row that the backfill copies"
                    .formatted(trigger.name(), trigger.table()),
                "",
                "Where it must not, DISABLE TRIGGER until the backfill is done.");
      }
    }
  }

  private List<Trigger> triggers(TableName table) throws SQLException {
    return CatalogQuery.rows(
        connection,
        TRIGGERS,
        row -> new Trigger(table, row.getString(1), row.getString(2), row.getBoolean(3)),
        Quoted.table(table.schema(), table.name()));
  }
}
