package dev.segue.migrator.contract;

import dev.segue.driver.control.InTransaction;
import dev.segue.migrator.table.TablePair;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A sequence that an old table owns and a column of the new one draws from. Names are ready for
 * SQL, with their schemas.
 *
 * @param table the new table
 * @param column the one that draws
 * @param expression its default
 * @param name of the sequence
 * @param schema of the sequence
 * @param oid of the sequence
 * @param ofIdentity whether it is an identity column's, which cannot be parted from it
 * @param canBelong whether the new column may own it (manual, ALTER SEQUENCE, OWNED BY)
 * @param widens whether the column is bigint, and it is not
 * @param options what CREATE SEQUENCE makes the same of
 * @param ascending whether its increment is above zero
 * @param tableOwner the role that owns the new table
 */
record DrawnSequence(
    String table,
    String column,
    String expression,
    String name,
    String schema,
    long oid,
    boolean ofIdentity,
    boolean canBelong,
    boolean widens,
    String options,
    boolean ascending,
    String tableOwner) {

  private static final String SEQUENCES =
      """
      SELECT pg_catalog.quote_ident(a.attname), pg_catalog.pg_get_expr(e.adbin, e.adrelid),
             s.oid::regclass::text, s.relnamespace::regnamespace::text, s.oid, o.deptype = 'i',
             s.relnamespace = n.relnamespace
               AND (o.deptype = 'i' OR s.relowner = n.relowner),
             a.atttypid = 'bigint'::regtype AND q.seqtypid <> a.atttypid,
             pg_catalog.format(
               'AS %s INCREMENT BY %s MINVALUE %s MAXVALUE %s START WITH %s CACHE %s %s CYCLE',
               q.seqtypid::regtype, q.seqincrement, q.seqmin, q.seqmax, q.seqstart, q.seqcache,
               CASE WHEN q.seqcycle THEN '' ELSE 'NO' END),
             q.seqincrement > 0, pg_catalog.quote_ident(r.rolname)
      FROM pg_catalog.pg_attrdef e
      JOIN pg_catalog.pg_class n ON n.oid = e.adrelid
      JOIN pg_catalog.pg_roles r ON r.oid = n.relowner
      JOIN pg_catalog.pg_attribute a ON a.attrelid = e.adrelid AND a.attnum = e.adnum
      JOIN pg_catalog.pg_depend d
        ON d.classid = 'pg_catalog.pg_attrdef'::regclass AND d.objid = e.oid
          AND d.refclassid = 'pg_catalog.pg_class'::regclass
      JOIN pg_catalog.pg_class s ON s.oid = d.refobjid AND s.relkind = 'S'
      JOIN pg_catalog.pg_sequence q ON q.seqrelid = s.oid
      JOIN pg_catalog.pg_depend o
        ON o.classid = 'pg_catalog.pg_class'::regclass AND o.objid = s.oid
          AND o.deptype IN ('a', 'i') AND o.refclassid = 'pg_catalog.pg_class'::regclass
      WHERE e.adrelid = ?::regclass AND o.refobjid = ?::regclass
      ORDER BY a.attnum""";

  /** Those of one pair of tables. */
  static List<DrawnSequence> of(Connection connection, TablePair pair) throws SQLException {
    List<DrawnSequence> drawn = new ArrayList<>();
    InTransaction.run(
        connection,
        () -> {
          try (Statement statement = connection.createStatement()) {
            // So that every name is printed with its schema.
            statement.execute("SET LOCAL search_path = ''");
          }
          try (PreparedStatement query = connection.prepareStatement(SEQUENCES)) {
            query.setString(1, pair.fresh().sqlName());
            query.setString(2, pair.old().sqlName());
            try (ResultSet result = query.executeQuery()) {
              while (result.next()) {
                drawn.add(read(pair.fresh().sqlName(), result));
              }
            }
          }
        });
    return drawn;
  }

  private static DrawnSequence read(String table, ResultSet result) throws SQLException {
    return new DrawnSequence(
        table,
        result.getString(1),
        result.getString(2),
        result.getString(3),
        result.getString(4),
        result.getLong(5),
        result.getBoolean(6),
        result.getBoolean(7),
        result.getBoolean(8),
        result.getString(9),
        result.getBoolean(10),
        result.getString(11));
  }

  /** The statements that make it the new column's, of the column's width. */
  List<String> taking() {
    List<String> statements = new ArrayList<>();
    if (widens) {
      statements.add("ALTER SEQUENCE %s AS bigint".formatted(name));
    }
    statements.add(
        "ALTER SEQUENCE %s OWNED BY %s".formatted(name, canBelong ? table + "." + column : "NONE"));
    return statements;
  }
}
