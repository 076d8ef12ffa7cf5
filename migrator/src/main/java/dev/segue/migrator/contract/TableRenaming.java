package dev.segue.migrator.contract;

import dev.segue.driver.control.Quoted;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.rules.migration.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The statements that give a table another name, and leave a view under the old one.
 *
 * <p>The view reads and writes with the rights of whoever uses it where PostgreSQL can do that
 * ({@code security_invoker}, from 15 on), and with those of its owner before; who may use the table
 * may use it.
 */
record TableRenaming(MigratingTable table, TableName name) {

  private static final int FIRST_WITH_INVOKERS_RIGHTS = 15;

  /** What is granted on the table, save what a view does not know. */
  private static final String GRANTS =
      """
      SELECT x.privilege_type, coalesce(pg_catalog.quote_ident(r.rolname), 'PUBLIC')
      FROM pg_catalog.pg_class c
      CROSS JOIN LATERAL pg_catalog.aclexplode(c.relacl) x
      LEFT JOIN pg_catalog.pg_roles r ON r.oid = x.grantee
      WHERE c.oid = ?::regclass AND x.grantee <> c.relowner
        AND x.privilege_type IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
      ORDER BY 2, 1""";

  List<String> statements(Connection connection) throws SQLException {
    String oldSchema = table.relation().schema();
    String oldName = table.relation().name();
    String old = Quoted.table(oldSchema, oldName);
    String moved = Quoted.table(name.schema(), oldName);
    String fresh = Quoted.table(name.schema(), name.name());
    List<String> statements = new ArrayList<>();
    if (!name.schema().equals(oldSchema)) {
      statements.add(
          "ALTER TABLE %s SET SCHEMA %s".formatted(old, Quoted.identifier(name.schema())));
    }
    if (!name.name().equals(oldName)) {
      statements.add(
          "ALTER TABLE %s RENAME TO %s".formatted(moved, Quoted.identifier(name.name())));
    }
    statements.add(
        "CREATE VIEW %s%s AS SELECT * FROM %s".formatted(old, withRights(connection), fresh));
    for (String grant : grants(connection)) {
      statements.add(grant.formatted(old));
    }
    statements.add(
        "UPDATE segue.old_column SET table_schema = %s, table_name = %s WHERE table_schema = %s AND table_name = %s"
            .formatted(
                Quoted.literal(name.schema()),
                Quoted.literal(name.name()),
                Quoted.literal(oldSchema),
                Quoted.literal(oldName)));
    return statements;
  }

  private static String withRights(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseMajorVersion() >= FIRST_WITH_INVOKERS_RIGHTS
        ? " WITH (security_invoker = true)"
        : "";
  }

  private List<String> grants(Connection connection) throws SQLException {
    List<String> grants = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(GRANTS)) {
      statement.setString(1, table.sqlName());
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          grants.add(
              "GRANT "
                  + result.getString(1)
                  + " ON %s TO "
                  + result.getString(2).replace("%", "%%"));
        }
      }
    }
    return grants;
  }
}
