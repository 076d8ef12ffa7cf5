package dev.segue.migrator.check;

import dev.segue.driver.control.Quoted;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.route.Shape;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.migration.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Triggers of the two tables of a copy that come after a row is stored: each fires for its own
 * table, and a statement that writes both fires them all.
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

  private record Trigger(String name, String function, boolean onInsertedRow) {}

  private final Connection connection;
  private final MigratingTable old;
  private final Optional<Relation> fresh;
  private final Findings findings;

  CopyTriggerCheck(
      Connection connection, MigratingTable old, Optional<Relation> fresh, Findings findings) {
    this.connection = connection;
    this.old = old;
    this.fresh = fresh;
    this.findings = findings;
  }

  void run() throws SQLException {
    TableName oldName = old.migration().table();
    TableName newName = old.migration().table(Shape.NEW);
    List<Trigger> onOld = triggers(old.sqlName());
    List<Trigger> onNew =
        fresh.isPresent() ? triggers(Quoted.table(newName.schema(), newName.name())) : List.of();
    for (Trigger trigger : onOld) {
      Findings.Entry entry = findings.about(Subject.TRIGGER, trigger.name());
      if (onNew.stream().anyMatch(other -> other.function().equals(trigger.function()))) {
        entry.warning(
            "triggers of %s and of %s call %s".formatted(oldName, newName, trigger.function()),
            "A statement that writes both tables calls it twice.",
            "Let the one on the new table begin with retire-old: DISABLE TRIGGER until then.");
      } else {
        entry.warning(
            "trigger %s on %s is not on %s".formatted(trigger.name(), oldName, newName),
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
                    .formatted(trigger.name(), newName),
                "",
                "Where it must not, DISABLE TRIGGER until the backfill is done.");
      }
    }
  }

  private List<Trigger> triggers(String table) throws SQLException {
    return CatalogQuery.rows(
        connection,
        TRIGGERS,
        row -> new Trigger(row.getString(1), row.getString(2), row.getBoolean(3)),
        table);
  }
}
