package dev.segue.migrator.check;

import dev.segue.migrator.table.MigratingTable;
import dev.segue.route.Shape;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Views and materialized views that read the old columns, those on top of them, and rules of other
 * relations that do. The server keeps with each rule the columns that it names ({@code pg_depend}),
 * but not a whole row: {@code pg_get_viewdef} prints that as {@code o.*}, and nothing else so.
 */
final class ViewCheck {

  private static final String VIEWS =
      CatalogQuery.FAMILY
          + """
          , direct AS (
            SELECT r.ev_class AS oid,
                   array_agg(DISTINCT a.attname::text) FILTER (WHERE a.attname = ANY (?)) AS columns,
                   pg_catalog.pg_get_viewdef(r.ev_class) LIKE '%.*%' AS whole_row
            FROM pg_catalog.pg_depend d
            JOIN family f ON d.refobjid = f.oid
            JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
            LEFT JOIN pg_catalog.pg_attribute a
              ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
            WHERE d.classid = 'pg_catalog.pg_rewrite'::regclass
              AND d.refclassid = 'pg_catalog.pg_class'::regclass AND r.rulename = '_RETURN'
            GROUP BY r.ev_class),
          found(oid, columns, whole_row, via) AS (
            SELECT oid, columns, whole_row, NULL::oid FROM direct
            WHERE columns IS NOT NULL OR whole_row
            UNION
            SELECT r.ev_class, NULL::text[], false, found.oid
            FROM found
            JOIN pg_catalog.pg_depend d ON d.refobjid = found.oid
            JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
            WHERE d.classid = 'pg_catalog.pg_rewrite'::regclass
              AND d.refclassid = 'pg_catalog.pg_class'::regclass
              AND r.rulename = '_RETURN' AND r.ev_class <> found.oid)
          SELECT DISTINCT ON (1) found.oid::regclass::text, c.relkind, columns, whole_row,
                 via::regclass::text, pg_catalog.pg_relation_is_updatable(found.oid, true)
          FROM found JOIN pg_catalog.pg_class c ON c.oid = found.oid
          ORDER BY 1, via NULLS FIRST""";

  private static final String RULES =
      CatalogQuery.FAMILY
          + """
          SELECT r.rulename::text, r.ev_class::regclass::text, pg_catalog.pg_get_ruledef(r.oid),
                 bool_or(a.attname = ANY (?)) IS TRUE
          FROM pg_catalog.pg_depend d
          JOIN family f ON d.refobjid = f.oid
          JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
          LEFT JOIN pg_catalog.pg_attribute a
            ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
          WHERE d.classid = 'pg_catalog.pg_rewrite'::regclass
            AND d.refclassid = 'pg_catalog.pg_class'::regclass AND r.rulename <> '_RETURN'
            AND r.ev_class NOT IN (SELECT oid FROM family)
          GROUP BY r.oid, r.rulename, r.ev_class
          ORDER BY 1, 2""";

  /** Bits of {@code pg_relation_is_updatable}: {@code 1 << CMD_UPDATE | 1 << CMD_INSERT}. */
  private static final int UPDATE_OR_INSERT = 4 | 8;

  private record Rule(String name, String relation, String definition, boolean namesOld) {}

  private record View(
      String name, String kind, Set<String> columns, boolean wholeRow, String via, int events) {}

  private final Connection connection;
  private final MigratingTable table;
  private final Findings findings;

  ViewCheck(Connection connection, MigratingTable table, Findings findings) {
    this.connection = connection;
    this.table = table;
    this.findings = findings;
  }

  void run() throws SQLException {
    List<String> old = table.names(Shape.OLD);
    List<View> views =
        CatalogQuery.rows(
            connection,
            VIEWS,
            row ->
                new View(
                    row.getString(1),
                    row.getString(2),
                    CatalogQuery.texts(row, 3),
                    row.getBoolean(4),
                    row.getString(5),
                    row.getInt(6)),
            table.sqlName(),
            old);
    for (View view : views) {
      if (view.kind().equals("m")) {
        materialized(view);
      } else {
        view(view);
      }
    }
    List<Rule> rules =
        CatalogQuery.rows(
            connection,
            RULES,
            row ->
                new Rule(row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4)),
            table.sqlName(),
            old);
    for (Rule rule : rules) {
      if (rule.namesOld()
          || RoutineSource.of(rule.definition()).insertsInto(table.relation().name())) {
        rule(rule);
      }
    }
  }

  private void view(View view) {
    boolean written = (view.events() & UPDATE_OR_INSERT) != 0 && !table.migration().byTriggers();
    findings
        .about(Subject.VIEW, view.name())
        .warning(
            "view %s %s".formatted(view.name(), reads(view)),
            "A statement that names it is not rewritten: it reads the old shape on every route,"
                + " which on route NEW is what was left there."
                + (written
                    ? " PostgreSQL lets it be written: that writes the old shape alone, on every"
                        + " route."
                    : ""),
            (written
                    ? "Before write-new, let nobody write through it: REVOKE INSERT, UPDATE ON %s. "
                        .formatted(view.name())
                    : "")
                + "Before retire-old, make it read the new columns with CREATE OR REPLACE VIEW, or"
                + " drop it; contract refuses until then.");
  }

  private void materialized(View view) {
    findings
        .about(Subject.MATERIALIZED_VIEW, view.name())
        .warning(
            "materialized view %s %s".formatted(view.name(), reads(view)),
            "REFRESH fills it from the old shape on every route, which on route NEW is what was"
                + " left there.",
            "Before retire-old, make one over the new columns and drop this one; contract refuses"
                + " until then.");
  }

  private String reads(View view) {
    if (view.via() != null) {
      return "reads view %s, which reads the old shape".formatted(view.via());
    }
    return view.columns().isEmpty()
        ? "shows whole rows, which may be those of %s".formatted(table.migration().table())
        : "reads %s of %s".formatted(ColumnNames.old(view.columns()), table.migration().table());
  }

  private void rule(Rule rule) {
    findings
        .about(Subject.RULE, rule.name())
        .warning(
            "rule %s on %s reads or writes %s"
                .formatted(rule.name(), rule.relation(), table.migration().table()),
            "What it does is not rewritten: it reads and writes the old shape on every route.",
            "Before write-new, let it write both shapes; before retire-old, the new one; or let the"
                + " application do what it does.");
  }
}
