package dev.segue.migrator.check;

import dev.segue.migrator.table.MigratingTable;
import dev.segue.route.Shape;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Functions and procedures that name the table and what the migration changes, in any language that
 * has a text. Of a body in SQL's own form ({@code BEGIN ATOMIC}) the server knows the columns; of
 * any other the words tell.
 */
final class RoutineCheck {

  private static final String ROUTINES =
      CatalogQuery.FAMILY
          + """
          SELECT p.oid::regprocedure::text,
                 CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END,
                 coalesce(pg_catalog.pg_get_function_sqlbody(p.oid), p.prosrc),
                 EXISTS (
                   SELECT FROM pg_catalog.pg_type t JOIN family f ON t.typrelid = f.oid
                   WHERE ARRAY[t.oid, t.typarray] && (p.proargtypes::oid[] || p.prorettype))
          FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_language l ON l.oid = p.prolang
          WHERE p.oid >= 16384 AND l.lanname NOT IN ('c', 'internal')
            AND p.pronamespace <> ALL (ARRAY(
              SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname = 'segue'))
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                            WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid
                              AND d.deptype = 'e')
          ORDER BY 1""";

  /**
   * A function or procedure.
   *
   * @param rowType whether it takes or gives rows of the table
   */
  record Routine(String name, String kind, String source, boolean rowType) {}

  private final Connection connection;
  private final MigratingTable table;
  private final Findings findings;

  RoutineCheck(Connection connection, MigratingTable table, Findings findings) {
    this.connection = connection;
    this.table = table;
    this.findings = findings;
  }

  void run() throws SQLException {
    for (Routine routine : routines(connection, table)) {
      check(routine, RoutineSource.of(routine.source()));
    }
  }

  /** Those of the database that have a text. */
  static List<Routine> routines(Connection connection, MigratingTable table) throws SQLException {
    return CatalogQuery.rows(
        connection,
        ROUTINES,
        row -> new Routine(row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4)),
        table.sqlName());
  }

  private void check(Routine routine, RoutineSource source) {
    String name = table.relation().name();
    Set<String> old = source.mentioned(table.names(Shape.OLD));
    boolean named = source.mentions(name);
    if (named && source.mentionsAll(table.names(Shape.NEW)) && !table.names(Shape.NEW).isEmpty()) {
      about(routine)
          .note(
              "%s names the new columns of %s".formatted(said(routine), table.migration().table()),
              "It passes no driver, and has to do by itself what its route asks for.",
              "");
    } else if (named
        && (source.insertsInto(name)
            || source.updates(name) && !source.mentioned(table.mapped()).isEmpty())) {
      writes(routine, source.mentioned(table.mapped()));
    } else if (named && !old.isEmpty()) {
      reads(routine, "names %s of %s".formatted(ColumnNames.old(old), table.migration().table()));
    } else if (named && table.awaitedName().isPresent()) {
      reads(
          routine,
          "names table %s, which will be %s"
              .formatted(table.migration().table(), table.awaitedName().get()));
    } else if (routine.rowType()) {
      reads(routine, "takes or gives whole rows of %s".formatted(table.migration().table()));
    } else if (named && source.takesWholeRows()) {
      reads(routine, "may read whole rows of %s".formatted(table.migration().table()));
    }
  }

  private void writes(Routine routine, Set<String> columns) {
    about(routine)
        .pastDriver(
            "%s may write %s%s"
                .formatted(
                    said(routine),
                    table.migration().table(),
                    columns.isEmpty() ? "" : ", and names " + ColumnNames.said(columns)),
            "SQL inside the database passes no driver: it writes the old shape alone, on every"
                + " route, and the shapes differ from then on.",
            "Before write-new, let it write both shapes, or let the application do what it does.",
            "Before retire-old, let it write the new columns.");
  }

  private void reads(Routine routine, String fact) {
    about(routine)
        .warning(
            said(routine) + " " + fact,
            "SQL inside the database passes no driver: it reads the old shape on every route, which"
                + " on route NEW is what was left there; a whole row has the columns of both"
                + " shapes from expand on.",
            "Before retire-old, let it read the new columns.");
  }

  private Findings.Entry about(Routine routine) {
    return findings.about(Subject.FUNCTION, routine.name());
  }

  private static String said(Routine routine) {
    return routine.kind() + " " + routine.name();
  }
}
