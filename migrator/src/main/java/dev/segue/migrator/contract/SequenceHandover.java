package dev.segue.migrator.contract;

import dev.segue.driver.control.InTransaction;
import dev.segue.driver.control.Quoted;
import dev.segue.migrator.table.TablePair;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets the sequences that a new table draws from survive the old table, which owns them.
 *
 * <p>That of a {@code serial} column is given to the new column. That of an identity column cannot
 * be given away; another one takes its name and goes on where it was. While this is done nobody
 * draws from it: the old one is locked for being renamed, which waits for whoever has drawn and not
 * committed, and the new table for its default. A sequence of a smaller type than its new column
 * gets the column's.
 */
final class SequenceHandover {

  private static final String SEQUENCES =
      """
      SELECT pg_catalog.quote_ident(a.attname), pg_catalog.pg_get_expr(e.adbin, e.adrelid),
             s.oid::regclass::text, s.oid, s.relnamespace::regnamespace::text, o.deptype = 'i',
             s.relnamespace = n.relnamespace
               AND (o.deptype = 'i' OR s.relowner = n.relowner),
             a.atttypid = 'bigint'::regtype AND q.seqtypid <> a.atttypid,
             pg_catalog.format(
               'AS %s INCREMENT BY %s MINVALUE %s MAXVALUE %s START WITH %s CACHE %s %s CYCLE',
               q.seqtypid::regtype, q.seqincrement, q.seqmin, q.seqmax, q.seqstart, q.seqcache,
               CASE WHEN q.seqcycle THEN '' ELSE 'NO' END),
             pg_catalog.quote_ident(r.rolname)
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

  private static final String GRANTS =
      """
      SELECT 'GRANT ' || x.privilege_type || ' ON SEQUENCE ' || ? || ' TO '
               || coalesce(pg_catalog.quote_ident(r.rolname), 'PUBLIC')
               || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
      FROM pg_catalog.pg_class s
      CROSS JOIN LATERAL pg_catalog.aclexplode(s.relacl) x
      LEFT JOIN pg_catalog.pg_roles r ON r.oid = x.grantee
      WHERE s.oid = ?::oid AND x.grantee <> s.relowner
      ORDER BY 1""";

  private SequenceHandover() {}

  /** The statements that do it; they belong into the transaction that drops the old table. */
  static List<String> statements(Connection connection, TablePair pair) throws SQLException {
    List<String> statements = new ArrayList<>();
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
                statements.addAll(of(connection, pair.fresh().sqlName(), result));
              }
            }
          }
        });
    return statements;
  }

  private static List<String> of(Connection connection, String table, ResultSet result)
      throws SQLException {
    String column = result.getString(1);
    String sequence = result.getString(3);
    List<String> statements = new ArrayList<>();
    if (result.getBoolean(6)) {
      // What DROP TABLE takes along gets a name that nobody has.
      String left = "segue_left_" + result.getLong(4);
      statements.add("ALTER SEQUENCE %s RENAME TO %s".formatted(sequence, left));
      statements.add("CREATE SEQUENCE %s %s".formatted(sequence, result.getString(9)));
      statements.add("ALTER SEQUENCE %s OWNER TO %s".formatted(sequence, result.getString(10)));
      statements.addAll(grants(connection, result.getLong(4), sequence));
      statements.add(
          "ALTER TABLE %s ALTER COLUMN %s SET DEFAULT %s"
              .formatted(table, column, result.getString(2)));
      statements.add(
          "SELECT pg_catalog.setval(%s, last_value, is_called) FROM %s"
              .formatted(Quoted.literal(sequence), result.getString(5) + "." + left));
    }
    if (result.getBoolean(8)) {
      statements.add("ALTER SEQUENCE %s AS bigint".formatted(sequence));
    }
    statements.add(
        "ALTER SEQUENCE %s OWNED BY %s"
            .formatted(sequence, result.getBoolean(7) ? table + "." + column : "NONE"));
    return statements;
  }

  private static List<String> grants(Connection connection, long oid, String sequence)
      throws SQLException {
    List<String> grants = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(GRANTS)) {
      statement.setString(1, sequence);
      statement.setLong(2, oid);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          grants.add(result.getString(1));
        }
      }
    }
    return grants;
  }
}
