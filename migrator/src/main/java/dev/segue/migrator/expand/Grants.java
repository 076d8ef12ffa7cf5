package dev.segue.migrator.expand;

import dev.segue.driver.control.ControlSchema;
import dev.segue.driver.control.Quoted;
import dev.segue.migrator.Progress;
import dev.segue.migrator.table.MigratingTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Lets those who use a table use what Segue adds for it, and nobody else. */
final class Grants {

  /** Who may read or write the table, by a grant of their own; PUBLIC among them as oid 0. */
  private static final String USERS =
      """
      SELECT DISTINCT r.rolname
      FROM pg_catalog.pg_class c
      CROSS JOIN LATERAL (
        SELECT grantee FROM pg_catalog.aclexplode(c.relacl)
        UNION SELECT c.relowner
        UNION SELECT x.grantee
        FROM pg_catalog.pg_attribute a, pg_catalog.aclexplode(a.attacl) x
        WHERE a.attrelid = c.oid) AS users
      JOIN pg_catalog.pg_roles r ON r.oid = users.grantee
      WHERE c.oid = ?::regclass AND r.rolname <> current_user AND NOT r.rolsuper
      ORDER BY 1""";

  private static final String TO_PUBLIC =
      """
      SELECT EXISTS (SELECT FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) x
                     WHERE c.oid = ?::regclass AND x.grantee = 0)""";

  /**
   * Privileges on the given columns: to read where it holds on each of them, to write where it
   * holds on one, since whoever writes that one writes what is computed from it.
   */
  private static final String COLUMN_PRIVILEGES =
      """
      SELECT x.privilege_type, x.grantee = 0, r.rolname
      FROM pg_catalog.pg_attribute a
      CROSS JOIN LATERAL pg_catalog.aclexplode(a.attacl) x
      LEFT JOIN pg_catalog.pg_roles r ON r.oid = x.grantee
      WHERE a.attrelid = ?::regclass AND a.attname = ANY (?)
      GROUP BY 1, 2, 3
      HAVING count(DISTINCT a.attname) = cardinality(?)
        OR x.privilege_type IN ('INSERT', 'UPDATE')""";

  private Grants() {}

  /** Lets the roles that use the table read flags and hold leases. */
  static void toUsersOf(Connection connection, MigratingTable table, Progress progress)
      throws SQLException {
    ControlSchema control = new ControlSchema(connection);
    for (String role : names(connection, USERS, table)) {
      control.grantTo(role);
      progress.said("role \"%s\" may use the control tables".formatted(role));
    }
    if (isPublic(connection, table)) {
      control.grantToPublic();
      progress.said("every role may use the control tables, as it may use the table");
    }
  }

  private static boolean isPublic(Connection connection, MigratingTable table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TO_PUBLIC)) {
      statement.setString(1, table.sqlName());
      try (ResultSet result = statement.executeQuery()) {
        return result.next() && result.getBoolean(1);
      }
    }
  }

  private static List<String> names(Connection connection, String sql, MigratingTable table)
      throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, table.sqlName());
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          names.add(result.getString(1));
        }
      }
    }
    return names;
  }

  /** Gives a new column the privileges that hold on the columns it is computed from. */
  static void copyColumnPrivileges(
      Connection connection, MigratingTable table, List<NewColumn> columns) throws SQLException {
    for (NewColumn column : columns) {
      for (String grant : grants(connection, table, column)) {
        try (Statement statement = connection.createStatement()) {
          statement.execute(grant);
        }
      }
    }
  }

  private static List<String> grants(Connection connection, MigratingTable table, NewColumn column)
      throws SQLException {
    List<String> grants = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMN_PRIVILEGES)) {
      statement.setString(1, table.sqlName());
      statement.setArray(2, connection.createArrayOf("text", column.from().toArray()));
      statement.setArray(3, connection.createArrayOf("text", column.from().toArray()));
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          grants.add(
              "GRANT %s (%s) ON %s TO %s"
                  .formatted(
                      result.getString(1),
                      Quoted.identifier(column.name()),
                      table.sqlName(),
                      result.getBoolean(2) ? "PUBLIC" : Quoted.identifier(result.getString(3))));
        }
      }
    }
    return grants;
  }
}
