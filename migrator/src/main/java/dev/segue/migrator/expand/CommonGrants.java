package dev.segue.migrator.expand;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets those who use all of some tables use one that has their rows in the same way, and nobody
 * else: who names that one is asked about it alone.
 */
final class CommonGrants {

  private static final String PRIVILEGES =
      """
      SELECT x.privilege_type, coalesce(pg_catalog.quote_ident(r.rolname), 'PUBLIC'),
             bool_and(x.is_grantable)
      FROM pg_catalog.pg_class c
      CROSS JOIN LATERAL pg_catalog.aclexplode(
        coalesce(c.relacl, pg_catalog.acldefault('r', c.relowner))) x
      LEFT JOIN pg_catalog.pg_roles r ON r.oid = x.grantee
      WHERE c.oid = ANY (?::regclass[])
        AND x.grantee <> (SELECT n.relowner FROM pg_catalog.pg_class n WHERE n.oid = ?::regclass)
      GROUP BY 1, 2
      HAVING count(DISTINCT c.oid) = ?
      ORDER BY 2, 1""";

  private CommonGrants() {}

  /**
   * Grants what is granted on all of them.
   *
   * @param tables their names for SQL
   * @param to the one's
   */
  static void copy(Connection connection, List<String> tables, String to) throws SQLException {
    List<String> grants = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(PRIVILEGES)) {
      statement.setArray(1, connection.createArrayOf("text", tables.toArray()));
      statement.setString(2, to);
      statement.setInt(3, tables.size());
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          grants.add(
              "GRANT %s ON %s TO %s%s"
                  .formatted(
                      result.getString(1),
                      to,
                      result.getString(2),
                      result.getBoolean(3) ? " WITH GRANT OPTION" : ""));
        }
      }
    }
    try (Statement statement = connection.createStatement()) {
      for (String grant : grants) {
        statement.execute(grant);
      }
    }
  }
}
