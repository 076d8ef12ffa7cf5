package dev.segue.migrator.expand;

import dev.segue.driver.control.ControlSchema;
import dev.segue.driver.control.MoveObjects;
import dev.segue.driver.control.Quoted;
import dev.segue.migrator.Progress;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.migrator.table.MoveAgreement;
import dev.segue.migrator.table.OldTables;
import dev.segue.migrator.table.PartColumns;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.Lookup;
import dev.segue.rules.migration.MovedColumn;
import dev.segue.rules.migration.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

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

  /** Who may insert draws a number from an identity column's sequence without a privilege on it. */
  private static final String IDENTITY_SEQUENCES =
      """
      SELECT DISTINCT pg_catalog.pg_get_serial_sequence(?, i.attname), x.grantee = 0, r.rolname
      FROM pg_catalog.pg_attribute i
      JOIN pg_catalog.pg_class c ON c.oid = i.attrelid
      CROSS JOIN LATERAL (
        SELECT * FROM pg_catalog.aclexplode(c.relacl)
        UNION SELECT p.* FROM pg_catalog.pg_attribute a, pg_catalog.aclexplode(a.attacl) p
        WHERE a.attrelid = c.oid) x
      LEFT JOIN pg_catalog.pg_roles r ON r.oid = x.grantee
      WHERE c.oid = ?::regclass AND i.attidentity <> '' AND NOT i.attisdropped
        AND x.privilege_type = 'INSERT' AND x.grantee <> c.relowner""";

  private static final String OUTSIDE_THE_SCHEMA =
      """
      SELECT r.rolname FROM pg_catalog.pg_roles r
      WHERE r.rolname = ANY (?) AND NOT pg_catalog.has_schema_privilege(r.oid, ?, 'USAGE')
      ORDER BY 1""";

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

  /**
   * Lets those who use a table use one that takes its place, or a part of it, or the place of
   * several, each in the same way.
   *
   * @param part the columns that the other table takes
   * @param columns those of the new shape that it has instead of others
   */
  static void copyToTable(
      Connection connection, PartColumns part, List<NewColumn> columns, Progress progress)
      throws SQLException {
    OldTables old = part.old();
    TableName name = part.table();
    String to = Quoted.table(name.schema(), name.name());
    List<String> grants =
        new ArrayList<>(new TablePrivileges(part, columns).grants(connection, to));
    for (MigratingTable table : old.each()) {
      for (CatalogColumn column : table.relation().columns()) {
        if (column.present() && part.takesUnchanged(column.name())) {
          grants.addAll(grants(connection, table, column.name(), List.of(column.name()), to));
        }
      }
      for (NewColumn column : columns) {
        if (part.takes(column.name()) && column.isFrom(table)) {
          grants.addAll(grants(connection, table, column.name(), column.from(), to));
        }
      }
      grants.addAll(sequences(connection, table));
    }
    execute(connection, grants);
    for (MigratingTable table : old.each()) {
      sayWhoIsOutside(connection, table, name, progress);
    }
  }

  /**
   * Lets those who use a table use the lookup table, by its functions and by themselves: to read it
   * and to enter values.
   */
  static void toUsersOfLookup(
      Connection connection,
      MigratingTable table,
      ColumnChange change,
      String keyType,
      Progress progress)
      throws SQLException {
    Lookup lookup = change.lookup().orElseThrow();
    List<String> functions =
        List.of(
            lookup.function(Lookup.Function.KEY) + "(text)",
            lookup.function(Lookup.Function.KNOWN_KEY) + "(text)",
            lookup.function(Lookup.Function.VALUE) + "(" + keyType + ")");
    List<String> grants = new ArrayList<>();
    functions.forEach(name -> grants.add("REVOKE ALL ON FUNCTION %s FROM PUBLIC".formatted(name)));
    List<String> users =
        new ArrayList<>(names(connection, USERS, table).stream().map(Quoted::identifier).toList());
    if (isPublic(connection, table)) {
      users.add("PUBLIC");
    }
    for (String user : users) {
      grants.add("GRANT SELECT, INSERT ON %s TO %s".formatted(lookup.sqlName(), user));
      functions.forEach(
          name -> grants.add("GRANT EXECUTE ON FUNCTION %s TO %s".formatted(name, user)));
    }
    execute(connection, grants);
    sayWhoIsOutside(connection, table, lookup.table(), progress);
  }

  /** Lets those who use one of two tables use what carries a column from the one to the other. */
  static void toUsersOfMove(
      Connection connection,
      MigratingTable source,
      MigratingTable target,
      MovedColumn moved,
      MoveAgreement agreement)
      throws SQLException {
    List<String> functions =
        MoveObjects.called(moved, agreement.referenceType(), agreement.valueType());
    List<String> grants = new ArrayList<>();
    functions.forEach(name -> grants.add("REVOKE ALL ON FUNCTION %s FROM PUBLIC".formatted(name)));
    for (MigratingTable table : List.of(source, target)) {
      MigratingTable other = table == source ? target : source;
      List<String> read =
          table == source
              ? List.of(moved.key(), moved.name())
              : List.of(moved.reference(), moved.column());
      List<String> users =
          new ArrayList<>(
              names(connection, USERS, table).stream().map(Quoted::identifier).toList());
      if (isPublic(connection, table)) {
        users.add("PUBLIC");
      }
      for (String user : users) {
        grants.add(
            "GRANT SELECT (%s) ON %s TO %s"
                .formatted(
                    read.stream().map(Quoted::identifier).collect(Collectors.joining(", ")),
                    other.sqlName(),
                    user));
        functions.forEach(
            name -> grants.add("GRANT EXECUTE ON FUNCTION %s TO %s".formatted(name, user)));
      }
    }
    execute(connection, grants);
  }

  private static List<String> sequences(Connection connection, MigratingTable table)
      throws SQLException {
    List<String> grants = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(IDENTITY_SEQUENCES)) {
      statement.setString(1, table.sqlName());
      statement.setString(2, table.sqlName());
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          grants.add(
              "GRANT USAGE ON SEQUENCE %s TO %s"
                  .formatted(result.getString(1), grantee(result, 2)));
        }
      }
    }
    return grants;
  }

  private static void sayWhoIsOutside(
      Connection connection, MigratingTable table, TableName name, Progress progress)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OUTSIDE_THE_SCHEMA)) {
      Object[] users = names(connection, USERS, table).toArray();
      statement.setArray(1, connection.createArrayOf("text", users));
      statement.setString(2, name.schema());
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          progress.said(
              "role \"%s\" uses the table and has no USAGE on schema \"%s\": grant it before write-new"
                  .formatted(result.getString(1), name.schema()));
        }
      }
    }
  }

  /** Of a row's columns the first says whether it is PUBLIC, and the next has a role's name. */
  private static String grantee(ResultSet result, int column) throws SQLException {
    return result.getBoolean(column) ? "PUBLIC" : Quoted.identifier(result.getString(column + 1));
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
    List<String> grants = new ArrayList<>();
    for (NewColumn column : columns) {
      grants.addAll(grants(connection, table, column.name(), column.from(), table.sqlName()));
    }
    execute(connection, grants);
  }

  private static void execute(Connection connection, List<String> grants) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String grant : grants) {
        statement.execute(grant);
      }
    }
  }

  private static List<String> grants(
      Connection connection, MigratingTable table, String column, List<String> from, String to)
      throws SQLException {
    List<String> grants = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMN_PRIVILEGES)) {
      statement.setString(1, table.sqlName());
      statement.setArray(2, connection.createArrayOf("text", from.toArray()));
      statement.setArray(3, connection.createArrayOf("text", from.toArray()));
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          grants.add(
              "GRANT %s (%s) ON %s TO %s"
                  .formatted(
                      result.getString(1), Quoted.identifier(column), to, grantee(result, 2)));
        }
      }
    }
    return grants;
  }
}
