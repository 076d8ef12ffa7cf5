package dev.segue.driver.catalog;

import dev.segue.driver.control.DomainColumns;
import dev.segue.driver.control.OldColumn;
import dev.segue.driver.control.OldColumns;
import dev.segue.driver.control.ReplacedSequence;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.catalog.ColumnType;
import dev.segue.rules.catalog.KeyConstraint;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.catalog.RowRewrite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads one relation, with the columns that it once had and that a migration remembers. */
final class RelationReading {

  private static final String OID =
      """
      SELECT c.oid, c.relkind, c.relispartition
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p', 'v', 'm', 'f')""";

  // A sequence is told by its own name: contract drops the table, and keeps that.
  private static final String COLUMNS =
      """
      SELECT a.attname, a.attnum, pg_catalog.format_type(a.atttypid, a.atttypmod),
             pg_catalog.format_type(a.atttypid, NULL), a.atttypmod, a.attnotnull,
             CASE WHEN s.name IS NULL THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid)
                  WHEN NOT s.replaced
                  THEN pg_catalog.format('pg_catalog.nextval(%L::regclass)', s.name) END,
             a.attgenerated <> '' OR a.attidentity <> '',
             u.formatted, u.base, u.modifier
      FROM pg_catalog.pg_attribute a
      JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      LEFT JOIN LATERAL (
        SELECT g.name, """
          + ReplacedSequence.isOne("g.name")
          + """
       AS replaced
        FROM pg_catalog.pg_get_serial_sequence(
          pg_catalog.format('%I.%I', n.nspname, c.relname), a.attname) AS g (name)) s
        ON a.attidentity <> ''
      """
          + DomainColumns.over("a.atttypid")
          + """
       WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attnum""";

  /**
   * BEFORE and INSTEAD OF triggers for each row of an INSERT or UPDATE ({@code tgtype}: 1 row, 2
   * before, 4 insert, 16 update, 64 instead; {@code catalog/pg_trigger.h}) on the table and its
   * partitions, and rules. Triggers of Segue's own make a row what statements are to make of it.
   */
  private static final String REWRITES_ROWS =
      """
      WITH RECURSIVE family(oid) AS (
        SELECT ?::oid
        UNION
        SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN family f ON i.inhparent = f.oid)
      SELECT 'trigger ' || t.tgname, CASE WHEN l.lanname = 'plpgsql'
               THEN pg_catalog.pg_get_triggerdef(t.oid) || ' ' || p.prosrc END
      FROM pg_catalog.pg_trigger t JOIN family f ON t.tgrelid = f.oid
      JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
      JOIN pg_catalog.pg_language l ON l.oid = p.prolang
      WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND t.tgtype & 1 <> 0
        AND t.tgtype & (2 | 64) <> 0 AND t.tgtype & (4 | 16) <> 0
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_namespace n
                        WHERE n.oid = p.pronamespace AND n.nspname = 'segue')
      UNION
      SELECT 'rule ' || r.rulename, NULL
      FROM pg_catalog.pg_rewrite r JOIN family f ON r.ev_class = f.oid
      WHERE r.rulename <> '_RETURN' AND r.ev_enabled IN ('O', 'A')
      ORDER BY 1""";

  /** Primary key, unique and exclusion constraints ({@code catalog/pg_constraint.h}). */
  private static final String CONSTRAINTS =
      """
      SELECT k.conname, k.contype <> 'x', k.contype = 'p', ARRAY(
        SELECT a.attname::text FROM pg_catalog.unnest(k.conkey) WITH ORDINALITY AS c (num, place)
        JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = c.num
        ORDER BY c.place)
      FROM pg_catalog.pg_constraint k
      WHERE k.conrelid = ? AND k.contype IN ('p', 'u', 'x')
      ORDER BY k.conname""";

  /** Foreign keys of other tables, partitions counted as their table. */
  private static final String DELETIONS_REACH =
      """
      SELECT k.conrelid::regclass::text || ' (' || pg_catalog.string_agg(a.attname, ', ' ORDER BY c.place)
               || ')'
      FROM pg_catalog.pg_constraint k
      CROSS JOIN LATERAL pg_catalog.unnest(k.conkey) WITH ORDINALITY AS c (num, place)
      JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = c.num
      WHERE k.confrelid = ? AND k.contype = 'f' AND k.confdeltype IN ('c', 'n', 'd')
        AND k.conparentid = 0 AND k.conrelid <> k.confrelid
      GROUP BY k.oid, k.conrelid
      ORDER BY 1""";

  /** The only partition of a table without bounds, a default one, takes all rows. */
  private static final String BOUNDS =
      "SELECT coalesce(pg_catalog.pg_get_partition_constraintdef(?), 'true')";

  private RelationReading() {}

  /** What {@code pg_class} says of a relation. */
  private record Entry(long oid, char kind, boolean partition) {}

  static Optional<Relation> read(Connection connection, String schema, String name)
      throws SQLException {
    Optional<Entry> entry = entry(connection, schema, name);
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    long oid = entry.get().oid();
    List<CatalogColumn> columns = columns(connection, oid);
    for (OldColumn old : new OldColumns(connection).of(schema, name)) {
      if (columns.stream().noneMatch(column -> column.name().equals(old.name()))) {
        columns.add(remembered(old));
      }
      columns.replaceAll(
          column -> isOfReplaced(column, old) ? column.drawing(old.defaultExpression()) : column);
    }
    columns.sort(Comparator.comparingInt(CatalogColumn::position));
    return Optional.of(
        new Relation(
            schema,
            name,
            columns,
            rewritesRows(connection, oid),
            entry.get().kind(),
            constraints(connection, oid),
            deletionsReach(connection, oid),
            entry.get().partition() ? Optional.of(bounds(connection, oid)) : Optional.empty()));
  }

  /** The columns that a migration remembers of a table, there or not. */
  static List<CatalogColumn> remembered(Connection connection, String schema, String name)
      throws SQLException {
    return new OldColumns(connection)
        .of(schema, name).stream().map(RelationReading::remembered).toList();
  }

  private static Optional<Entry> entry(Connection connection, String schema, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OID)) {
      statement.setString(1, schema);
      statement.setString(2, name);
      try (ResultSet result = statement.executeQuery()) {
        return result.next()
            ? Optional.of(
                new Entry(result.getLong(1), result.getString(2).charAt(0), result.getBoolean(3)))
            : Optional.empty();
      }
    }
  }

  /**
   * Which rows a partition takes. The function keeps the locks that it takes to the end of what has
   * called it, and a reading should hold none on one table while it waits for another.
   */
  private static String bounds(Connection connection, long oid) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try (PreparedStatement statement = connection.prepareStatement(BOUNDS)) {
      statement.setLong(1, oid);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getString(1);
      }
    } finally {
      connection.rollback(before);
    }
  }

  private static List<CatalogColumn> columns(Connection connection, long oid) throws SQLException {
    List<CatalogColumn> columns = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setLong(1, oid);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          columns.add(
              new CatalogColumn(
                  result.getString(1),
                  result.getInt(2),
                  new ColumnType(
                      result.getString(3),
                      result.getString(4),
                      result.getInt(5),
                      DomainColumns.read(result, 9)),
                  result.getBoolean(6),
                  Optional.ofNullable(result.getString(7)),
                  result.getBoolean(8),
                  true));
        }
      }
    }
    return columns;
  }

  /** Whether it is an identity column whose sequence has given its name to another one. */
  private static boolean isOfReplaced(CatalogColumn column, OldColumn old) {
    return column.generated()
        && column.defaultExpression().isEmpty()
        && column.name().equals(old.name());
  }

  private static CatalogColumn remembered(OldColumn old) {
    return new CatalogColumn(
        old.name(),
        old.position(),
        old.type(),
        old.notNull(),
        old.defaultExpression(),
        false,
        false);
  }

  private static List<RowRewrite> rewritesRows(Connection connection, long oid)
      throws SQLException {
    List<RowRewrite> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(REWRITES_ROWS)) {
      statement.setLong(1, oid);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          found.add(new RowRewrite(result.getString(1), Optional.ofNullable(result.getString(2))));
        }
      }
    }
    return found;
  }

  private static List<KeyConstraint> constraints(Connection connection, long oid)
      throws SQLException {
    List<KeyConstraint> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(CONSTRAINTS)) {
      statement.setLong(1, oid);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          String[] columns = (String[]) result.getArray(4).getArray();
          found.add(
              new KeyConstraint(
                  result.getString(1),
                  List.of(columns),
                  result.getBoolean(2),
                  result.getBoolean(3)));
        }
      }
    }
    return found;
  }

  private static List<String> deletionsReach(Connection connection, long oid) throws SQLException {
    List<String> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(DELETIONS_REACH)) {
      statement.setLong(1, oid);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          found.add(result.getString(1));
        }
      }
    }
    return found;
  }
}
