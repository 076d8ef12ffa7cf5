package dev.segue.migrator.check;

import dev.segue.driver.control.Following;
import dev.segue.driver.control.FollowingNames;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.route.Shape;
import dev.segue.rules.catalog.RowRewrite;
import dev.segue.rules.migration.Migration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Triggers and rules of the table and its partitions. Those that change a row before it is stored
 * stand in the way where they may touch a column of the migration; those that come after may look
 * at one, or fire for it.
 */
final class TriggerCheck {

  /**
   * {@code tgtype}: 1 for each row, 2 BEFORE, 4 INSERT, 16 UPDATE, 64 INSTEAD OF. What {@code WHEN}
   * names and {@code UPDATE OF} lists is in {@code pg_depend}.
   */
  private static final String TRIGGERS =
      CatalogQuery.FAMILY
          + """
          SELECT t.tgname::text, t.tgrelid::regclass::text,
                 t.tgtype & 1 <> 0 AND t.tgtype & (2 | 64) <> 0 AND t.tgtype & (4 | 16) <> 0,
                 t.tgtype & 1 <> 0 AND t.tgtype & 16 <> 0 AND t.tgtype & (2 | 64) = 0,
                 ARRAY(SELECT a.attname::text FROM pg_catalog.pg_attribute a
                       WHERE a.attrelid = t.tgrelid AND a.attnum = ANY (t.tgattr)),
                 ARRAY(SELECT a.attname::text FROM pg_catalog.pg_depend d
                       JOIN pg_catalog.pg_attribute a
                         ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                       WHERE d.classid = 'pg_catalog.pg_trigger'::regclass AND d.objid = t.oid
                         AND d.refobjid = t.tgrelid),
                 CASE WHEN l.lanname NOT IN ('c', 'internal') THEN p.prosrc END,
                 t.tgfoid::regprocedure::text
          FROM pg_catalog.pg_trigger t JOIN family f ON t.tgrelid = f.oid
          JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
          JOIN pg_catalog.pg_language l ON l.oid = p.prolang
          WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND t.tgparentid = 0
            AND NOT EXISTS (
              SELECT FROM pg_catalog.pg_proc f JOIN pg_catalog.pg_namespace n
                ON n.oid = f.pronamespace
              WHERE f.oid = t.tgfoid AND n.nspname = 'segue')
          ORDER BY 1, 2""";

  /**
   * @param rewrites whether it may change the row that is stored
   * @param afterUpdate whether it fires after each row that is updated
   * @param updateOf the columns that it fires for; empty for all
   * @param named the columns that UPDATE OF or WHEN names
   * @param source its function's body, or null where it has none that can be read
   */
  private record Trigger(
      String name,
      String relation,
      boolean rewrites,
      boolean afterUpdate,
      Set<String> updateOf,
      Set<String> named,
      String source,
      String function) {}

  private final Connection connection;
  private final MigratingTable table;
  private final Findings findings;

  TriggerCheck(Connection connection, MigratingTable table, Findings findings) {
    this.connection = connection;
    this.table = table;
    this.findings = findings;
  }

  void run() throws SQLException {
    List<String> changed = new ArrayList<>(table.names(Shape.OLD));
    changed.addAll(table.names(Shape.NEW));
    changed.addAll(table.inputs());
    table.relation().rewritesRows().stream()
        .filter(rewrite -> rewrite.mayTouch(changed))
        .map(RowRewrite::name)
        .distinct()
        .forEach(this::rewrites);
    List<Trigger> triggers =
        CatalogQuery.rows(
            connection,
            TRIGGERS,
            row ->
                new Trigger(
                    row.getString(1),
                    row.getString(2),
                    row.getBoolean(3),
                    row.getBoolean(4),
                    CatalogQuery.texts(row, 5),
                    CatalogQuery.texts(row, 6),
                    row.getString(7),
                    row.getString(8)),
            table.sqlName());
    for (Trigger trigger : triggers) {
      if (!trigger.rewrites()) {
        looks(trigger);
        firesOnBackfill(trigger);
      }
    }
  }

  private void rewrites(String rewrite) {
    Subject subject = rewrite.startsWith("rule ") ? Subject.RULE : Subject.TRIGGER;
    String name = rewrite.substring(rewrite.indexOf(' ') + 1);
    Findings.Entry entry = findings.about(subject, name);
    String fact = "table %s has %s".formatted(table.migration().table(), rewrite);
    Migration migration = table.migration();
    String own = new FollowingNames(migration.id()).whileFollowing(Following.BOTH);
    if (!migration.byTriggers()) {
      String hint = "Let the application do what it does, or an AFTER trigger.";
      entry.error(
          fact,
          "It changes rows after a statement was rewritten, so that the shapes would differ: a"
              + " write to a changed column is refused on every route but OLD.",
          migration.mayBeByTriggers() ? hint + " Or set write-mode: trigger in the rule." : hint);
    } else if (subject == Subject.TRIGGER && name.compareTo(own) > 0) {
      entry.error(
          fact,
          "It fires behind the triggers that write the second shape, which do not see what it"
              + " changes.",
          "Give it a name that comes before \"%s\".".formatted(own));
    } else {
      entry.warning(
          fact,
          "What it makes of a row is followed. Where the new shape alone is to be written, a write"
              + " of the old one is refused, since it may change what is written.",
          "Before retire-old, let it do for the new columns what it does for the old ones.");
    }
  }

  private void looks(Trigger trigger) {
    List<String> old = table.names(Shape.OLD);
    Set<String> named = new TreeSet<>(trigger.named());
    named.retainAll(old);
    Set<String> fires = new TreeSet<>(trigger.updateOf());
    fires.retainAll(old);
    Findings.Entry entry = findings.about(Subject.TRIGGER, trigger.name());
    String subject = "trigger %s on %s".formatted(trigger.name(), trigger.relation());
    boolean alsoNew = trigger.updateOf().containsAll(table.names(Shape.NEW));
    if (!fires.isEmpty() && !alsoNew) {
      entry.warning(
          "%s fires for UPDATE OF %s".formatted(subject, ColumnNames.old(fires)),
          "On route NEW no statement sets the old column, and it no longer fires.",
          "Before retire-old, which refuses until then, make it anew for the new columns: it fires"
              + " once for a statement that sets both.");
    } else if (!named.isEmpty() && fires.isEmpty()) {
      entry.warning(
          "%s fires when %s says so".formatted(subject, ColumnNames.old(named)),
          "On route NEW its condition sees what was left in the old column.",
          "Before retire-old, which refuses until then, let its WHEN name the new columns.");
    }
    if (trigger.source() == null) {
      entry.note(
          "%s calls %s, whose source cannot be read".formatted(subject, trigger.function()),
          "Whether it looks at a changed column cannot be told.",
          "");
      return;
    }
    RoutineSource source = RoutineSource.of(trigger.source());
    Set<String> read = source.mentioned(old);
    if (!read.isEmpty() && !source.mentionsAll(table.names(Shape.NEW))) {
      entry.warning(
          "%s calls %s, which names %s"
              .formatted(subject, trigger.function(), ColumnNames.old(read)),
          "On route NEW it sees what was left in the old column, or NULL in a row that is new.",
          "Before retire-old, let it read the new columns.");
    } else if (read.isEmpty() && wholeRow(source)) {
      entry.warning(
          "%s calls %s, which takes the whole row".formatted(subject, trigger.function()),
          "From expand on a row has the columns of both shapes; on route NEW the old ones are what"
              + " was left there.",
          "Before expand, let it name the columns that it needs.");
    }
  }

  /** {@code to_jsonb(NEW)}, {@code NEW.*}, {@code OLD IS DISTINCT FROM NEW}; not {@code NEW.a}. */
  private static boolean wholeRow(RoutineSource source) {
    List<String> tokens = source.tokens();
    for (int i = 0; i < tokens.size(); i++) {
      boolean row = tokens.get(i).equals("new") || tokens.get(i).equals("old");
      boolean column =
          i + 2 < tokens.size() && tokens.get(i + 1).equals(".") && !tokens.get(i + 2).equals("*");
      boolean given = i > 0 && tokens.get(i - 1).equals("return");
      if (row && !column && !given) {
        return true;
      }
    }
    return false;
  }

  private void firesOnBackfill(Trigger trigger) {
    boolean fires =
        trigger.updateOf().isEmpty()
            || table.names(Shape.NEW).stream().anyMatch(trigger.updateOf()::contains);
    if (trigger.afterUpdate() && fires && !table.names(Shape.NEW).isEmpty()) {
      findings
          .about(Subject.TRIGGER, trigger.name())
          .note(
              "trigger %s on %s fires for each row that the backfill updates"
                  .formatted(trigger.name(), trigger.relation()),
              "",
              "Where it must not, let it stand aside for a value that only the backfill changes: a"
                  + " WHEN that compares the columns it is for.");
    }
  }
}
