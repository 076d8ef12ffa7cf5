package dev.segue.migrator.table;

import dev.segue.route.Shape;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What else in the database hangs on the old columns of a table. */
public final class Dependents {

  /**
   * By {@code pg_depend}: {@code a} goes with the column by itself (indexes, the table's own
   * constraints), {@code n} stands in the way of dropping it (manual, 52.18). A generated column
   * depends by its expression, and before PostgreSQL 15 as a column.
   */
  private static final String QUERY =
      """
      SELECT DISTINCT
             CASE WHEN d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = d.refobjid
                  THEN 'pg_attrdef'
                  ELSE (SELECT k.relname FROM pg_catalog.pg_class k WHERE k.oid = d.classid) END,
             coalesce(
               (SELECT CASE c.relkind WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view ' END
                         || c.oid::regclass::text
                FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
                WHERE d.classid = 'pg_catalog.pg_rewrite'::regclass AND r.oid = d.objid
                  AND r.rulename = '_RETURN'),
               pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid))
      FROM pg_catalog.pg_depend d
      JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
      WHERE d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = ?::regclass
        AND a.attname = ANY (?)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k
                        WHERE d.classid = 'pg_catalog.pg_constraint'::regclass
                          AND k.oid = d.objid AND k.conrelid = d.refobjid)
        AND (d.deptype = 'n'
             OR d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = d.refobjid
                AND d.objsubid > 0 AND d.objsubid <> d.refobjsubid
             OR d.classid = 'pg_catalog.pg_attrdef'::regclass
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_attrdef f
                                WHERE f.oid = d.objid AND f.adnum = d.refobjsubid))
      ORDER BY 2""";

  private Dependents() {}

  /**
   * One thing that hangs on them.
   *
   * @param catalog where it is kept: {@code pg_trigger}
   * @param name what it is and how it is called, as the server says it
   */
  public record Dependent(String catalog, String name) {

    /**
     * Whether it goes on with what was left in the old columns once they are no longer written, and
     * nobody is told: a policy judges by it, a generated column is computed from it, a trigger no
     * longer fires.
     */
    public boolean goesStale() {
      return STALE.contains(catalog);
    }
  }

  private static final Set<String> STALE = Set.of("pg_policy", "pg_attrdef", "pg_trigger");

  /** What DROP COLUMN of the old columns would fail on, or take with it unasked. */
  public static List<Dependent> blockingDrop(Connection connection, MigratingTable table)
      throws SQLException {
    List<Dependent> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setString(1, table.sqlName());
      statement.setArray(2, connection.createArrayOf("text", table.names(Shape.OLD).toArray()));
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          found.add(new Dependent(result.getString(1), result.getString(2)));
        }
      }
    }
    return found;
  }
}
