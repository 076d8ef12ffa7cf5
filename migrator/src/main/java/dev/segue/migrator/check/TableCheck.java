package dev.segue.migrator.check;

import dev.segue.migrator.table.MigratingTable;
import dev.segue.route.Shape;
import dev.segue.rules.catalog.RowRewrite;
import dev.segue.rules.migration.ShapeColumn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether the table as a whole can be migrated, and by this role. */
final class TableCheck {

  private static final String QUERY =
      """
      SELECT c.relkind, pg_catalog.row_security_active(c.oid),
             pg_catalog.pg_has_role(c.relowner, 'USAGE'), c.relispartition,
             (SELECT count(*) FROM pg_catalog.pg_inherits i
              WHERE i.inhparent = c.oid AND c.relkind = 'r'),
             pg_catalog.has_database_privilege(current_database(), 'CREATE')
               OR EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'segue')
      FROM pg_catalog.pg_class c WHERE c.oid = ?::regclass""";

  private final Connection connection;
  private final MigratingTable table;
  private final Findings findings;

  TableCheck(Connection connection, MigratingTable table, Findings findings) {
    this.connection = connection;
    this.table = table;
    this.findings = findings;
  }

  void run() throws SQLException {
    String name = table.migration().table().toString();
    if (table.key().isEmpty()) {
      findings.error(
          "table %s has no primary key".formatted(name),
          "Add one: rows are backfilled and verified in the order of their keys.");
    }
    String rewrites = rewrites();
    if (!rewrites.isEmpty()) {
      findings.error(
          "table %s has %s".formatted(name, rewrites),
          "It changes rows after a statement was rewritten, so that the shapes would differ;"
              + " let the application do what it does, or an AFTER trigger.");
    }
    try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setString(1, table.sqlName());
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        check(name, result);
      }
    }
  }

  /** What changes rows behind a statement, and may change a column of the migration. */
  private String rewrites() {
    List<String> columns =
        table.migration().changes().stream()
            .flatMap(
                change ->
                    Stream.of(Shape.values()).flatMap(shape -> change.columns(shape).stream()))
            .map(ShapeColumn::name)
            .toList();
    return table.relation().rewritesRows().stream()
        .filter(rewrite -> rewrite.mayTouch(columns))
        .map(RowRewrite::name)
        .collect(Collectors.joining(", "));
  }

  private void check(String name, ResultSet result) throws SQLException {
    String kind = result.getString(1);
    if (!kind.equals("r") && !kind.equals("p")) {
      findings.error("%s is not a table".formatted(name), "Name the table that is behind it.");
    }
    if (result.getBoolean(2)) {
      findings.error(
          "row-level security hides rows of %s from this role".formatted(name),
          "Run the operator's commands as a role with BYPASSRLS, or as the owner without FORCE.");
    }
    if (!result.getBoolean(3)) {
      findings.error(
          "this role does not own table %s".formatted(name),
          "Run the operator's commands as its owner: ALTER TABLE is the owner's.");
    }
    if (result.getBoolean(4)) {
      findings.error(
          "%s is a partition".formatted(name), "Name the partitioned table in the rules file.");
    }
    if (result.getLong(5) > 0) {
      findings.error(
          "other tables inherit from %s".formatted(name),
          "Only partitions are supported; end the inheritance with ALTER TABLE … NO INHERIT.");
    }
    if (!result.getBoolean(6)) {
      findings.error(
          "this role cannot create the schema \"segue\"",
          "GRANT CREATE ON DATABASE to it, for the control tables.");
    }
  }
}
