package dev.segue.migrator.table;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What matters of a column where another one is to take its place. Immutable.
 *
 * @param type as {@code format_type} prints it
 * @param sequences the names of those that its default, or its identity, draws from
 */
record ColumnFacts(
    String name,
    String type,
    boolean notNull,
    boolean hasDefault,
    boolean identity,
    boolean generated,
    Set<String> sequences) {

  private static final String COLUMNS =
      """
      SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
             a.attnotnull OR t.typnotnull, a.atthasdef, a.attidentity <> '', a.attgenerated <> '',
             ARRAY(
               SELECT d.refobjid::regclass::text
               FROM pg_catalog.pg_attrdef e
               JOIN pg_catalog.pg_depend d
                 ON d.classid = 'pg_catalog.pg_attrdef'::regclass AND d.objid = e.oid
               JOIN pg_catalog.pg_class s ON s.oid = d.refobjid AND s.relkind = 'S'
               WHERE e.adrelid = a.attrelid AND e.adnum = a.attnum
               UNION
               SELECT d.objid::regclass::text
               FROM pg_catalog.pg_depend d
               JOIN pg_catalog.pg_class s ON s.oid = d.objid AND s.relkind = 'S'
               WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.deptype = 'i'
                 AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum)
      FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
      WHERE a.attrelid = pg_catalog.to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attnum""";

  ColumnFacts {
    sequences = Set.copyOf(sequences);
  }

  /**
   * The columns of a table in their order, by name; none where there is no table.
   *
   * @param table its name for SQL
   */
  static Map<String, ColumnFacts> of(Connection connection, String table) throws SQLException {
    Map<String, ColumnFacts> columns = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setString(1, table);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          columns.put(
              result.getString(1),
              new ColumnFacts(
                  result.getString(1),
                  result.getString(2),
                  result.getBoolean(3),
                  result.getBoolean(4),
                  result.getBoolean(5),
                  result.getBoolean(6),
                  Set.of((String[]) result.getArray(7).getArray())));
        }
      }
    }
    return columns;
  }
}
