package dev.segue.migrator.table;

import dev.segue.driver.control.Quoted;
import dev.segue.route.Shape;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.TableName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What else in the database hangs on the old table of a copy, or on one of several, and on what
 * goes with it: its row type, its partitions, the sequences that it owns. The new tables may be
 * there or not.
 */
public final class PairDependents {

  /** What hangs on it. */
  public enum Kind {
    /** A foreign key of another table: rows that refer to it must be there. */
    REFERENCED_BY,
    /** A view, a materialized view, a rule. */
    VIEW,
    /** Anything else: a function, a policy of another table, a column of its row type. */
    OTHER
  }

  /**
   * One thing that hangs on it.
   *
   * @param name what it is and how it is called, as the server says it
   */
  public record Dependent(Kind kind, String name) {}

  /**
   * {@code n} in {@code pg_depend} stands in the way of dropping what it is about. Whoever depends
   * on the table's row type depends on a type of it.
   */
  private static final String OTHERS =
      """
      WITH RECURSIVE family(oid) AS (
        SELECT wanted.name::regclass::oid FROM unnest(?::text[]) AS wanted(name)
        UNION
        SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN family f ON i.inhparent = f.oid),
      fresh(oid) AS (
        SELECT c.oid FROM pg_catalog.pg_class c WHERE c.oid IN (
          SELECT pg_catalog.to_regclass(wanted.name) FROM unnest(?::text[]) AS wanted(name))
        UNION
        SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN fresh f ON i.inhparent = f.oid),
      gone(classid, oid) AS (
        SELECT 'pg_catalog.pg_class'::regclass::oid, oid FROM family
        UNION
        SELECT 'pg_catalog.pg_type'::regclass::oid, t.oid
        FROM pg_catalog.pg_type t JOIN pg_catalog.pg_class c ON c.oid IN (SELECT oid FROM family)
          AND (t.oid = c.reltype OR t.typelem = c.reltype AND t.typcategory = 'A')
        UNION
        SELECT d.classid, d.objid
        FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_class s ON s.oid = d.objid AND s.relkind = 'S'
        WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.refobjid IN (SELECT oid FROM family)
          AND d.deptype IN ('a', 'i'))
      SELECT DISTINCT d.classid = 'pg_catalog.pg_rewrite'::regclass,
             coalesce(
               (SELECT CASE c.relkind WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view ' END
                         || c.oid::regclass::text
                FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
                WHERE d.classid = 'pg_catalog.pg_rewrite'::regclass AND r.oid = d.objid
                  AND r.rulename = '_RETURN'),
               pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid))
      FROM pg_catalog.pg_depend d
      JOIN gone ON d.refclassid = gone.classid AND d.refobjid = gone.oid
      WHERE d.deptype = 'n'
        AND d.classid NOT IN ('pg_catalog.pg_constraint'::regclass)
        AND NOT EXISTS (
          SELECT FROM pg_catalog.pg_attrdef e
          WHERE d.classid = 'pg_catalog.pg_attrdef'::regclass AND e.oid = d.objid
            AND e.adrelid IN (SELECT oid FROM family UNION ALL SELECT oid FROM fresh))
        AND NOT EXISTS (
          SELECT FROM pg_catalog.pg_trigger t
          WHERE d.classid = 'pg_catalog.pg_trigger'::regclass AND t.oid = d.objid
            AND t.tgrelid IN (SELECT oid FROM family))
        AND NOT EXISTS (
          SELECT FROM pg_catalog.pg_policy p
          WHERE d.classid = 'pg_catalog.pg_policy'::regclass AND p.oid = d.objid
            AND p.polrelid IN (SELECT oid FROM family))
        AND NOT EXISTS (
          SELECT FROM pg_catalog.pg_rewrite r
          WHERE d.classid = 'pg_catalog.pg_rewrite'::regclass AND r.oid = d.objid
            AND r.ev_class IN (SELECT oid FROM family))
      ORDER BY 1, 2""";

  private PairDependents() {}

  /** What DROP TABLE of the old tables would fail on. */
  public static List<Dependent> ofOld(Connection connection, Migration migration)
      throws SQLException {
    List<Dependent> found = new ArrayList<>();
    for (Reference reference : Reference.to(Shape.OLD, connection, migration)) {
      found.add(new Dependent(Kind.REFERENCED_BY, reference.description()));
    }
    try (PreparedStatement statement = connection.prepareStatement(OTHERS)) {
      statement.setArray(1, sqlNames(connection, migration.tables(Shape.OLD)));
      statement.setArray(2, sqlNames(connection, migration.tables(Shape.NEW)));
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          found.add(
              new Dependent(result.getBoolean(1) ? Kind.VIEW : Kind.OTHER, result.getString(2)));
        }
      }
    }
    return found;
  }

  private static Array sqlNames(Connection connection, List<TableName> tables) throws SQLException {
    Object[] names =
        tables.stream().map(name -> Quoted.table(name.schema(), name.name())).toArray();
    return connection.createArrayOf("text", names);
  }
}
