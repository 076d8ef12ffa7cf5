package dev.segue.migrator.expand;

import dev.segue.driver.control.Quoted;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.migrator.table.PartColumns;
import dev.segue.rules.catalog.CatalogColumn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What those who hold privileges on whole tables may do with one that takes their place: the same.
 * Of several tables what holds on each holds on the one; what holds on some holds on the columns of
 * these. Immutable.
 *
 * @param part the columns that it takes
 * @param columns those of the new shape that it has instead of others
 */
record TablePrivileges(PartColumns part, List<NewColumn> columns) {

  /** What holds on a whole table; its owner, where the other table has another one, holds all. */
  private static final String QUERY =
      """
      SELECT x.privilege_type, x.grantee = 0, r.rolname, x.is_grantable
      FROM pg_catalog.pg_class c
      CROSS JOIN LATERAL pg_catalog.aclexplode(c.relacl) x
      LEFT JOIN pg_catalog.pg_roles r ON r.oid = x.grantee
      WHERE c.oid = ?::regclass AND x.grantee <> c.relowner
      UNION ALL
      SELECT 'ALL', false, r.rolname, false
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_roles r ON r.oid = c.relowner
      JOIN pg_catalog.pg_class n ON n.oid = ?::regclass AND n.relowner <> c.relowner
      WHERE c.oid = ?::regclass
      ORDER BY 3, 1""";

  private static final String ALL = "ALL";

  private static final List<String> EACH =
      List.of("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER");

  /** Those that a column can have. */
  private static final List<String> OF_COLUMNS =
      List.of("SELECT", "INSERT", "UPDATE", "REFERENCES");

  TablePrivileges {
    columns = List.copyOf(columns);
  }

  /** Who holds what. */
  private record Held(String privilege, String grantee) {}

  /**
   * The commands that give the same.
   *
   * @param to the table, for SQL
   */
  List<String> grants(Connection connection, String to) throws SQLException {
    List<MigratingTable> tables = part.old().each();
    Map<Held, List<MigratingTable>> holding = new LinkedHashMap<>();
    Map<Held, Boolean> grantable = new LinkedHashMap<>();
    for (MigratingTable table : tables) {
      try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
        statement.setString(1, table.sqlName());
        statement.setString(2, to);
        statement.setString(3, table.sqlName());
        try (ResultSet result = statement.executeQuery()) {
          while (result.next()) {
            for (Held held : held(result, tables.size() > 1)) {
              holding.computeIfAbsent(held, key -> new ArrayList<>()).add(table);
              grantable.merge(held, result.getBoolean(4), Boolean::logicalAnd);
            }
          }
        }
      }
    }
    List<String> grants = new ArrayList<>();
    holding.forEach(
        (held, on) -> {
          if (on.size() == tables.size()) {
            String option = grantable.get(held) ? " WITH GRANT OPTION" : "";
            grants.add(
                "GRANT %s ON %s TO %s".formatted(held.privilege(), to, held.grantee()) + option);
          } else if (OF_COLUMNS.contains(held.privilege())) {
            on.forEach(table -> onColumns(held, table, to).ifPresent(grants::add));
          }
        });
    return grants;
  }

  private static List<Held> held(ResultSet result, boolean each) throws SQLException {
    String grantee = result.getBoolean(2) ? "PUBLIC" : Quoted.identifier(result.getString(3));
    String privilege = result.getString(1);
    return each && privilege.equals(ALL)
        ? EACH.stream().map(one -> new Held(one, grantee)).toList()
        : List.of(new Held(privilege, grantee));
  }

  private Optional<String> onColumns(Held held, MigratingTable table, String to) {
    List<String> names =
        Stream.concat(
                table.relation().columns().stream()
                    .filter(CatalogColumn::present)
                    .map(CatalogColumn::name)
                    .filter(part::takesUnchanged),
                columns.stream()
                    .filter(column -> part.takes(column.name()) && column.isFrom(table))
                    .map(NewColumn::name))
            .map(Quoted::identifier)
            .toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "GRANT %s (%s) ON %s TO %s"
                .formatted(held.privilege(), String.join(", ", names), to, held.grantee()));
  }
}
