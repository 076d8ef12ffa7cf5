package dev.segue.migrator.check;

import dev.segue.migrator.table.MigratingTable;
import dev.segue.route.Shape;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Row-level security policies, of this table and of others, that look at an old column. */
final class PolicyCheck {

  private static final String POLICIES =
      CatalogQuery.FAMILY
          + """
          SELECT p.polname::text, p.polrelid::regclass::text, array_agg(DISTINCT a.attname::text)
          FROM pg_catalog.pg_depend d
          JOIN family f ON d.refobjid = f.oid
          JOIN pg_catalog.pg_policy p ON p.oid = d.objid
          JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
          WHERE d.classid = 'pg_catalog.pg_policy'::regclass
            AND d.refclassid = 'pg_catalog.pg_class'::regclass AND a.attname = ANY (?)
          GROUP BY p.oid ORDER BY 1, 2""";

  private record Policy(String name, String relation, Set<String> columns) {}

  private final Connection connection;
  private final MigratingTable table;
  private final Findings findings;

  PolicyCheck(Connection connection, MigratingTable table, Findings findings) {
    this.connection = connection;
    this.table = table;
    this.findings = findings;
  }

  void run() throws SQLException {
    List<Policy> policies =
        CatalogQuery.rows(
            connection,
            POLICIES,
            row -> new Policy(row.getString(1), row.getString(2), CatalogQuery.texts(row, 3)),
            table.sqlName(),
            table.names(Shape.OLD));
    for (Policy policy : policies) {
      findings
          .about(Subject.POLICY, policy.name())
          .warning(
              "policy %s on %s looks at %s"
                  .formatted(policy.name(), policy.relation(), ColumnNames.old(policy.columns())),
              "On route NEW it judges by what was left in the old column: it may show a row that it"
                  + " should hide, and hide one that it should show.",
              "Between verify and retire-old, which refuses until then, let it look at the new columns: ALTER POLICY %s ON %s"
                      .formatted(policy.name(), policy.relation())
                  + " USING (…).");
    }
  }
}
