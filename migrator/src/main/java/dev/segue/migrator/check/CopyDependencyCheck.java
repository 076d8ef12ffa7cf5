package dev.segue.migrator.check;

import dev.segue.driver.control.MigrationStates;
import dev.segue.driver.control.Quoted;
import dev.segue.migrator.table.Counterparts;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.migrator.table.OldTables;
import dev.segue.migrator.table.PairConstraints;
import dev.segue.migrator.table.PairDependents;
import dev.segue.route.Shape;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.catalog.RowRewrite;
import dev.segue.rules.migration.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What else in the database reads, writes or guards one of the two tables of a copy, and would not
 * do so with the other; or with several of the one or the other shape.
 */
final class CopyDependencyCheck {

  private static final String ROW_SECURITY =
      "SELECT c.relrowsecurity FROM pg_catalog.pg_class c WHERE c.oid = ?::regclass";

  private static final String PUBLICATIONS =
      CatalogQuery.FAMILY
          + """
          SELECT DISTINCT p.pubname::text
          FROM pg_catalog.pg_publication_tables p
          JOIN pg_catalog.pg_namespace n ON n.nspname = p.schemaname
          JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = p.tablename
          JOIN family f ON f.oid = c.oid
          ORDER BY 1""";

  private static final String SUBSCRIPTIONS =
      CatalogQuery.FAMILY
          + """
          SELECT DISTINCT s.subname::text
          FROM pg_catalog.pg_subscription_rel r
          JOIN family f ON f.oid = r.srrelid
          JOIN pg_catalog.pg_subscription s ON s.oid = r.srsubid
          ORDER BY 1""";

  private final Connection connection;
  private final OldTables old;
  private final List<Relation> fresh;
  private final Findings findings;
  private final String oldNames;
  private final String newNames;

  CopyDependencyCheck(
      Connection connection, OldTables old, List<Relation> fresh, Findings findings) {
    this.connection = connection;
    this.old = old;
    this.fresh = fresh;
    this.findings = findings;
    this.oldNames = either(old.names());
    this.newNames = all(old.migration().tables(Shape.NEW));
  }

  static String all(List<TableName> names) {
    return names.stream().map(TableName::toString).collect(Collectors.joining(" and "));
  }

  static String either(List<TableName> names) {
    return names.stream().map(TableName::toString).collect(Collectors.joining(" or "));
  }

  void run() throws SQLException {
    new CopyTriggerCheck(connection, old, fresh, findings).run();
    for (MigratingTable table : old.each()) {
      new CopyRoutineCheck(connection, table, findings).run();
      new PartitionCheck(connection, table, findings).run();
      rewrites(table.relation(), table.name(), false);
      subscriptions(table.sqlName(), table.name());
    }
    PairDependents.ofOld(connection, old.migration()).forEach(this::dependent);
    if (fresh.isEmpty()) {
      return;
    }
    for (Relation table : fresh) {
      TableName newName = new TableName(table.schema(), table.name());
      String newSqlName = Quoted.table(newName.schema(), newName.name());
      rewrites(table, newName, true);
      if (old.migration().byTriggers()) {
        partitions(newSqlName, newName);
      }
      subscriptions(newSqlName, newName);
    }
    boolean handedOver =
        new MigrationStates(connection).of(old.migration().id()).constraintsHandedOver();
    PairConstraints.alone(connection, old).stream()
        .filter(alone -> !(handedOver && alone.owner() == Shape.NEW && onlyGuardsByKey(alone)))
        .forEach(this::alone);
    new PartCascadeCheck(connection, old.migration(), findings).run();
    for (Relation table : fresh) {
      TableName newName = new TableName(table.schema(), table.name());
      rowSecurity(newName);
      publications(newName);
    }
  }

  private void dependent(PairDependents.Dependent dependent) {
    switch (dependent.kind()) {
      case REFERENCED_BY ->
          findings
              .about(Subject.FOREIGN_KEY, dependent.name())
              .warning(
                  "%s points at %s".formatted(dependent.name(), oldNames),
                  "On route NEW rows that are new are not in %s, and nothing can refer to them."
                      .formatted(oldNames),
                  "retire-old lets it point at %s; it refuses where the columns there have other values."
                      .formatted(
                          old.migration().decomposes()
                              ? "the one that has its columns of " + newNames
                              : newNames));
      case VIEW ->
          findings
              .about(Subject.VIEW, dependent.name())
              .warning(
                  "%s reads or writes %s".formatted(dependent.name(), oldNames),
                  "A statement that names it is not rewritten: it goes by the old table on every"
                      + " route, which on route NEW is what was left there.",
                  "Before retire-old, let it go by %s; contract refuses until then."
                      .formatted(newNames));
      case OTHER ->
          findings
              .about(Subject.DEPENDENT, dependent.name())
              .warning(
                  "%s hangs on %s".formatted(dependent.name(), oldNames),
                  "contract would fail on it, and refuses.",
                  "Before contract, change it to %s or drop it.".formatted(newNames));
    }
  }

  /** Triggers for a statement fire for the table that it names. */
  private void partitions(String newSqlName, TableName newName) throws SQLException {
    List<String> partitions = PartitionCheck.partitions(connection, newSqlName);
    if (!partitions.isEmpty()) {
      findings
          .about(Subject.PARTITION, partitions.get(0))
          .note(
              "%s has partitions, such as %s".formatted(newName, partitions.get(0)),
              "What a statement writes that names one by itself, no trigger writes to %s."
                  .formatted(oldNames),
              "Let clients name the partitioned table.");
    }
  }

  private void rewrites(Relation relation, TableName name, boolean onNew) {
    List<String> rewrites =
        relation.rewritesRows().stream().map(RowRewrite::name).distinct().toList();
    for (String rewrite : rewrites) {
      boolean rule = rewrite.startsWith("rule ");
      Findings.Entry entry =
          findings.about(
              rule ? Subject.RULE : Subject.TRIGGER, rewrite.substring(rewrite.indexOf(' ') + 1));
      String fact = "table %s has %s".formatted(name, rewrite);
      if (old.migration().byTriggers()) {
        String detail =
            "It changes rows when they are stored in this table, also those that follow the other"
                + " one: the two differ where it does not leave such a row as it is.";
        if (onNew) {
          entry.error(
              fact,
              detail,
              "Before write-new, drop it, or let %s have the same.".formatted(oldNames));
        } else {
          entry.warning(fact, detail, "Before read-new, let %s have the same.".formatted(newNames));
        }
        continue;
      }
      entry.error(
          fact,
          "It changes rows when they are stored in this table, so that the two would differ:"
              + " writes in which it follows the other one are refused.",
          "Let the application do what it does, or an AFTER trigger."
              + (onNew || !old.migration().mayBeByTriggers()
                  ? ""
                  : " Or set write-mode: trigger in the rule."));
    }
  }

  /** Such a foreign key is on the table that leads, and goes over with the flags. */
  private static boolean onlyGuardsByKey(PairConstraints.Alone alone) {
    return alone.kind() == Counterparts.Kind.FOREIGN_KEY && !alone.acts();
  }

  private void alone(PairConstraints.Alone alone) {
    Subject subject =
        switch (alone.kind()) {
          case INDEX, UNIQUE -> Subject.INDEX;
          case FOREIGN_KEY, REFERENCED_BY -> Subject.FOREIGN_KEY;
          case CHECK, EXCLUSION -> Subject.CONSTRAINT;
        };
    Findings.Entry entry = findings.about(subject, alone.name());
    TableName owner = alone.table();
    if (alone.other().isEmpty()) {
      spanning(entry, alone);
      return;
    }
    TableName other = alone.other().get();
    String fact =
        "%s %s of %s has no counterpart on %s"
            .formatted(alone.name(), alone.definition(), owner, other);
    if (alone.acts() && alone.owner() == Shape.OLD) {
      entry.pastDriver(
          fact,
          "Its action passes no driver: when the row that is referred to changes or goes, it writes"
              + " %s alone.".formatted(owner),
          "Before write-new, give %s the same one.".formatted(other),
          "Before retire-old, give %s the same one.".formatted(other));
    } else if (alone.acts()) {
      entry.error(
          fact,
          "Its action passes no driver: when the row that is referred to changes or goes, it writes"
              + " %s alone.".formatted(owner),
          "Before write-new, give %s the same one.".formatted(other));
    } else if (alone.owner() == Shape.NEW && alone.kind().guardsData()) {
      entry.warning(
          fact,
          "What it refuses, the old table takes: a statement that writes both fails by it, as does"
              + " the backfill.",
          "Before write-new, see that the old table's rows satisfy it, and those to come.");
    } else if (alone.owner() == Shape.OLD && onlyGuardsByKey(alone)) {
      entry.note(
          fact,
          "retire-old moves it there; it refuses where its columns have other values there.",
          "Before retire-old, give the new table the same one where they have.");
    } else if (alone.owner() == Shape.OLD && alone.kind().guardsData()) {
      entry.warning(
          fact,
          "On route NEW nothing guards the new table as it does; retire-old refuses until then.",
          "Before retire-old, give the new table the same one.");
    } else if (alone.owner() == Shape.OLD) {
      entry.warning(
          fact,
          "Where the new table is read, nothing serves what this index serves.",
          "Before read-new, for speed, give the new table the same one.");
    }
  }

  /** Nothing of the kind can be on two tables. */
  private static void spanning(Findings.Entry entry, PairConstraints.Alone alone) {
    String fact =
        "%s %s of %s has columns that several tables take"
            .formatted(alone.name(), alone.definition(), alone.table());
    if (alone.kind().guardsData()) {
      entry.warning(
          fact,
          "On route NEW nothing guards them as it does; retire-old refuses until then.",
          "Let one table take them all. Or drop it before retire-old, and guard them otherwise.");
    } else {
      entry.warning(
          fact,
          "Where the new tables are read, nothing serves what this index serves.",
          "Let one table take them all, or have an index on each.");
    }
  }

  private void rowSecurity(TableName newName) throws SQLException {
    for (MigratingTable table : old.each()) {
      if (isSecured(table.sqlName())
          && !isSecured(Quoted.table(newName.schema(), newName.name()))) {
        findings
            .about(Subject.POLICY, newName.toString())
            .warning(
                "row-level security is on for %s and not for %s".formatted(table.name(), newName),
                "Where the new table is read, everybody sees all of its rows.",
                "Before read-new, give it the same policies, and ENABLE ROW LEVEL SECURITY.");
      }
    }
  }

  private boolean isSecured(String table) throws SQLException {
    return CatalogQuery.rows(connection, ROW_SECURITY, row -> row.getBoolean(1), table).get(0);
  }

  private void publications(TableName newName) throws SQLException {
    String newSqlName = Quoted.table(newName.schema(), newName.name());
    List<String> ofNew =
        CatalogQuery.rows(connection, PUBLICATIONS, row -> row.getString(1), newSqlName);
    for (MigratingTable table : old.each()) {
      CatalogQuery.rows(connection, PUBLICATIONS, row -> row.getString(1), table.sqlName()).stream()
          .filter(name -> !ofNew.contains(name))
          .forEach(
              name ->
                  findings
                      .about(Subject.PUBLICATION, name)
                      .warning(
                          "publication %s has %s and not %s".formatted(name, table.name(), newName),
                          "On route NEW its subscribers get nothing of what is written.",
                          "Before retire-old, add %s to it and to the subscribers' databases."
                              .formatted(newName)));
    }
  }

  private void subscriptions(String sqlName, TableName name) throws SQLException {
    for (String subscription :
        CatalogQuery.rows(connection, SUBSCRIPTIONS, row -> row.getString(1), sqlName)) {
      findings
          .about(Subject.SUBSCRIPTION, subscription)
          .error(
              "subscription %s writes %s".formatted(subscription, name),
              "What it receives passes no driver: it writes this table alone, on every route.",
              "Migrate the publisher's table, and let this one follow; or end the subscription.");
    }
  }
}
