package dev.segue.migrator.expand;

import dev.segue.migrator.table.MigratingTable;
import dev.segue.migrator.table.OldTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The statements that give a table the columns of another one, as they are there, with the
 * constraints and indexes that stand on them: what {@code LIKE} does for one table alone, since it
 * takes no column twice.
 */
final class FurtherColumns {

  /** Plain ones first: what generates the others reads them. */
  private static final String COLUMNS =
      """
      SELECT pg_catalog.concat(
        pg_catalog.quote_ident(a.attname), ' ', pg_catalog.format_type(a.atttypid, a.atttypmod),
        (SELECT pg_catalog.format(' COLLATE %I.%I', n.nspname, l.collname)
         FROM pg_catalog.pg_collation l JOIN pg_catalog.pg_namespace n ON n.oid = l.collnamespace
         WHERE l.oid = a.attcollation AND a.attcollation <> t.typcollation),
        CASE WHEN a.attgenerated <> '' THEN pg_catalog.format(' GENERATED ALWAYS AS (%s) %s',
               pg_catalog.pg_get_expr(e.adbin, e.adrelid),
               CASE a.attgenerated WHEN 's' THEN 'STORED' ELSE 'VIRTUAL' END)
             WHEN e.oid IS NOT NULL THEN ' DEFAULT ' || pg_catalog.pg_get_expr(e.adbin, e.adrelid) END,
        CASE WHEN a.attnotnull THEN ' NOT NULL' END)
      FROM pg_catalog.pg_attribute a
      JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
      LEFT JOIN pg_catalog.pg_attrdef e ON e.adrelid = a.attrelid AND e.adnum = a.attnum
      WHERE a.attrelid = ?::regclass AND a.attnum > 0 AND NOT a.attisdropped
        AND a.attname <> ALL (?)
      ORDER BY a.attgenerated <> '', a.attnum""";

  /** In the end foreign keys, but for those by which one of the tables refers to another. */
  private static final String CONSTRAINTS =
      """
      SELECT pg_catalog.pg_get_constraintdef(k.oid)
      FROM pg_catalog.pg_constraint k
      WHERE k.conrelid = ?::regclass AND k.contype IN ('c', 'u', 'x', 'f') AND k.conparentid = 0
        AND (k.contype <> 'f' OR k.convalidated
          AND k.confrelid NOT IN (SELECT name::regclass FROM unnest(?::text[]) AS wanted(name)))
      ORDER BY k.contype = 'f', k.conname""";

  private static final String INDEXES =
      """
      SELECT CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END,
             pg_catalog.regexp_replace(pg_catalog.pg_get_indexdef(i.indexrelid), '^.*? USING ', '')
      FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
      WHERE i.indrelid = ?::regclass AND i.indisvalid AND NOT i.indisprimary
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.conindid = i.indexrelid
          AND k.conrelid = i.indrelid)
      ORDER BY c.relname""";

  private final Connection connection;
  private final OldTables old;
  private final MigratingTable table;
  private final String name;
  private final List<String> statements = new ArrayList<>();

  private FurtherColumns(Connection connection, OldTables old, MigratingTable table, String name) {
    this.connection = connection;
    this.old = old;
    this.table = table;
    this.name = name;
  }

  /**
   * Gives the statements.
   *
   * @param table the one of the old tables whose columns these are
   * @param name the table that gets them, for SQL; it has the key
   */
  static List<String> statements(
      Connection connection, OldTables old, MigratingTable table, String name) throws SQLException {
    FurtherColumns further = new FurtherColumns(connection, old, table, name);
    further.columns();
    further.constraints();
    further.indexes();
    return further.statements;
  }

  private void columns() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setString(1, table.sqlName());
      Object[] key = table.key().stream().map(MigratingTable.KeyColumn::name).toArray();
      statement.setArray(2, connection.createArrayOf("text", key));
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          statements.add("ALTER TABLE %s ADD COLUMN %s".formatted(name, result.getString(1)));
        }
      }
    }
  }

  private void constraints() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(CONSTRAINTS)) {
      statement.setString(1, table.sqlName());
      Object[] tables = old.each().stream().map(MigratingTable::sqlName).toArray();
      statement.setArray(2, connection.createArrayOf("text", tables));
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          statements.add("ALTER TABLE %s ADD %s".formatted(name, result.getString(1)));
        }
      }
    }
  }

  private void indexes() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INDEXES)) {
      statement.setString(1, table.sqlName());
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          statements.add(
              "CREATE %sINDEX ON %s USING %s"
                  .formatted(result.getString(1), name, result.getString(2)));
        }
      }
    }
  }
}
