package dev.segue.migrator.check;

import dev.segue.driver.control.Quoted;
import dev.segue.migrator.table.Counterparts;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.route.Shape;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Indexes and constraints on the old columns that the new ones lack, and statistics. A foreign key
 * with an action writes its own columns behind every statement: only an equal key on the new ones
 * keeps both shapes the same.
 */
final class ConstraintCheck {

  /**
   * Foreign keys whose action may write one of the table's old columns (SET NULL may list them).
   */
  private static final String WRITING =
      """
      SELECT k.conname::text
      FROM pg_catalog.pg_constraint k
      WHERE k.contype = 'f' AND k.conrelid = ?::regclass
        AND (k.confupdtype IN ('c', 'n', 'd') AND EXISTS (
               SELECT FROM pg_catalog.pg_attribute a
               WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey) AND a.attname = ANY (?))
             OR k.confdeltype IN ('n', 'd') AND EXISTS (
               SELECT FROM pg_catalog.pg_attribute a
               WHERE a.attrelid = k.conrelid AND a.attname = ANY (?)
                 AND a.attnum IN (
                   SELECT n::int2 FROM pg_catalog.jsonb_array_elements_text(coalesce(
                     nullif(to_jsonb(k) -> 'confdelsetcols', 'null'), to_jsonb(k.conkey))) n)))""";

  private static final String STATISTICS =
      """
      SELECT s.stxname::text, array_agg(DISTINCT a.attname::text)
      FROM pg_catalog.pg_statistic_ext s
      JOIN pg_catalog.pg_depend d
        ON d.classid = 'pg_catalog.pg_statistic_ext'::regclass AND d.objid = s.oid
      JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
      WHERE d.refclassid = 'pg_catalog.pg_class'::regclass AND s.stxrelid = ?::regclass
        AND a.attname = ANY (?)
      GROUP BY s.oid, s.stxname ORDER BY 1""";

  private record Statistics(String name, Set<String> columns) {}

  private final Connection connection;
  private final MigratingTable table;
  private final Findings findings;

  ConstraintCheck(Connection connection, MigratingTable table, Findings findings) {
    this.connection = connection;
    this.table = table;
    this.findings = findings;
  }

  void run() throws SQLException {
    Set<String> writing = new HashSet<>(writing(table.names(Shape.OLD)));
    writesInputs();
    for (Counterparts.Missing missing : Counterparts.missing(connection, table)) {
      if (missing.kind() == Counterparts.Kind.FOREIGN_KEY && writing.contains(missing.name())) {
        writes(missing);
      } else {
        lacks(missing);
      }
    }
    CatalogQuery.rows(
            connection,
            STATISTICS,
            row -> new Statistics(row.getString(1), CatalogQuery.texts(row, 2)),
            table.sqlName(),
            table.names(Shape.OLD))
        .forEach(this::statistics);
  }

  private void writes(Counterparts.Missing missing) {
    findings
        .about(Subject.FOREIGN_KEY, missing.name())
        .pastDriver(
            "%s %s writes an old column".formatted(missing.name(), missing.definition()),
            "Its action passes no driver: when the row that is referred to changes or goes, the old"
                + " shape alone is written, on every route.",
            "After expand and before write-new, run: " + missing.sql(),
            "Before retire-old, run: " + missing.sql());
  }

  /** The same of columns that a mapping reads: no other key can make up for it. */
  private void writesInputs() throws SQLException {
    List<String> inputs = new ArrayList<>(table.mapped());
    inputs.removeAll(table.names(Shape.OLD));
    for (String name : table.migration().byTriggers() ? List.<String>of() : writing(inputs)) {
      findings
          .about(Subject.FOREIGN_KEY, name)
          .pastDriver(
              "%s writes a column that the new shape is computed from".formatted(name),
              "Its action passes no driver: when the row that is referred to changes or goes, the new"
                  + " shape is not computed anew.",
              "Before write-new, let it RESTRICT, and the application do what it does.",
              "");
    }
  }

  private List<String> writing(List<String> columns) throws SQLException {
    return CatalogQuery.rows(
        connection,
        WRITING,
        row -> Quoted.identifier(row.getString(1)),
        table.sqlName(),
        columns,
        columns);
  }

  private void lacks(Counterparts.Missing missing) {
    Subject subject =
        switch (missing.kind()) {
          case INDEX, UNIQUE -> Subject.INDEX;
          case FOREIGN_KEY, REFERENCED_BY -> Subject.FOREIGN_KEY;
          case CHECK, EXCLUSION -> Subject.CONSTRAINT;
        };
    String detail =
        switch (missing.kind()) {
          case INDEX -> "Where the new column is read, nothing serves what this index serves.";
          case REFERENCED_BY ->
              "On route NEW the old column is not written: other tables would refer to what was"
                  + " left there, and its cascades no longer run.";
          default ->
              "On route NEW the old columns are not written, and nothing guards the new ones as it"
                  + " does; retire-old refuses until then.";
        };
    String before =
        missing.kind().guardsData()
            ? "Before retire-old, run: "
            : "Before read-new, for speed, run: ";
    findings
        .about(subject, missing.name())
        .warning(
            "%s %s stands on the old columns and has no counterpart on the new ones"
                .formatted(missing.name(), missing.definition()),
            detail,
            before + missing.sql());
  }

  private void statistics(Statistics statistics) {
    findings
        .about(Subject.STATISTICS, statistics.name())
        .note(
            "statistics %s are kept of %s"
                .formatted(statistics.name(), ColumnNames.old(statistics.columns())),
            "contract drops them with the column; the planner knows nothing like it of the new"
                + " shape.",
            "Before read-new, for speed, make CREATE STATISTICS over the new columns, and ANALYZE.");
  }
}
