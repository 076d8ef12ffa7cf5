package dev.segue.migrator.expand;

import dev.segue.driver.catalog.DatabaseCatalog;
import dev.segue.driver.control.ControlSchema;
import dev.segue.driver.control.InTransaction;
import dev.segue.driver.control.Quoted;
import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.Progress;
import dev.segue.migrator.table.LockedChange;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.migrator.table.OldTables;
import dev.segue.migrator.table.PartColumns;
import dev.segue.migrator.table.TableAgreement;
import dev.segue.migrator.table.TableAgreement.Problem;
import dev.segue.migrator.table.TablePairs;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.RowParts;
import dev.segue.rules.migration.ShapeColumn;
import dev.segue.rules.migration.TableCopy;
import dev.segue.rules.migration.TableName;
import dev.segue.rules.migration.TablePart;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Makes the table that is to take another one's place, or that of several, or the tables, each by
 * the rule's own commands or like the old one, and asks whether they can. All of this is one
 * transaction: a table that cannot is not left behind. One that is there already is asked all the
 * same. Stateless.
 */
final class CopyExpansion {

  private final MigrationContext context;
  private final LockedChange locked;

  CopyExpansion(MigrationContext context, LockedChange locked) {
    this.context = context;
    this.locked = locked;
  }

  /** Gives the names of the tables that were made. */
  List<String> run(Migration migration, Progress progress) {
    OldTables old = OldTables.read(context, migration);
    DatabaseCatalog catalog = DatabaseCatalog.of(context.dataSource());
    List<TablePart> missing =
        migration.copied().orElseThrow().parts().stream()
            .filter(part -> TablePairs.relation(catalog, part.name()).isEmpty())
            .toList();
    try (Connection connection = context.connect()) {
      Map<String, NewColumn> wanted = wanted(connection, old);
      refuse(PartColumns.problems(connection, old));
      if (missing.isEmpty()) {
        InTransaction.run(connection, () -> requireAgreement(connection, migration, wanted));
      } else {
        create(connection, old, missing, wanted, progress);
        missing.forEach(part -> progress.said("created table " + part.name()));
      }
      new ControlSchema(connection).ensure();
      for (MigratingTable table : old.each()) {
        Grants.toUsersOf(connection, table, progress);
      }
      for (PartColumns columns : PartColumns.of(old)) {
        Grants.copyToTable(connection, columns, List.copyOf(wanted.values()), progress);
      }
      TableCopy copy = migration.copied().orElseThrow();
      for (TableName part : copy.rows().map(RowParts::names).orElse(List.of())) {
        CommonGrants.copy(connection, List.of(sqlName(copy.name())), sqlName(part));
      }
      new ControlSchema(connection).nextEpoch();
      return missing.stream().map(part -> part.name().toString()).toList();
    } catch (SQLException e) {
      throw MigratorException.of("expanding " + migration.table(), e);
    }
  }

  /** The new shape's columns, by name. */
  private static Map<String, NewColumn> wanted(Connection connection, OldTables old)
      throws SQLException {
    Map<String, NewColumn> wanted = new LinkedHashMap<>();
    for (ColumnChange change : old.migration().changes()) {
      Expansion.requireOld(old.whole(), change);
      MigratingTable table =
          change.oldColumns().stream()
              .findFirst()
              .map(column -> old.having(column.name()))
              .orElse(old.whole());
      for (ShapeColumn column : change.newColumns()) {
        wanted.put(column.name(), NewColumn.of(connection, table, change, column));
      }
    }
    return wanted;
  }

  private void create(
      Connection connection,
      OldTables old,
      List<TablePart> missing,
      Map<String, NewColumn> wanted,
      Progress progress)
      throws SQLException {
    List<String> commands = new ArrayList<>();
    List<String> how = new ArrayList<>();
    for (TablePart part : missing) {
      if (part.create().isPresent()) {
        commands.add(part.create().get());
        how.add("%s by the rule's \"create\"".formatted(part.name()));
      } else {
        requireSchema(connection, old.migration(), part.name());
        commands.addAll(TableLike.statements(connection, columns(old, part), wanted));
        TableCopy copy = old.migration().copied().orElseThrow();
        if (copy.rows().isPresent()) {
          commands.addAll(PartitionedLike.statements(copy));
        }
        how.add(
            "%s like %s, without a \"create\" in the rule,"
                .formatted(
                    part.name(),
                    old.names().stream()
                        .map(TableName::toString)
                        .collect(Collectors.joining(" and "))));
      }
    }
    locked.run(
        connection,
        "creating table " + String.join(" and ", how),
        () -> {
          try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String command : commands) {
              statement.execute(command);
            }
          }
          requireAgreement(connection, old.migration(), wanted);
        },
        progress);
  }

  private static String sqlName(TableName name) {
    return Quoted.table(name.schema(), name.name());
  }

  private static PartColumns columns(OldTables old, TablePart part) {
    return PartColumns.of(old).stream()
        .filter(columns -> columns.table().equals(part.name()))
        .findFirst()
        .orElseThrow();
  }

  private static void requireSchema(Connection connection, Migration migration, TableName name)
      throws SQLException {
    String sql = "SELECT FROM pg_catalog.pg_namespace WHERE nspname = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name.schema());
      try (ResultSet result = statement.executeQuery()) {
        if (!result.next()) {
          throw MigratorException.refused(
              "there is no schema %s".formatted(Quoted.identifier(name.schema())),
              "Migration \"%s\" %s table %s into it."
                  .formatted(
                      migration.id(),
                      migration.decomposes()
                          ? "decomposes"
                          : migration.joins() ? "joins" : "copies",
                      migration.table()),
              "Create it, or let the rule's \"create\" do so.");
        }
      }
    }
  }

  private static void requireAgreement(
      Connection connection, Migration migration, Map<String, NewColumn> wanted)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL search_path = ''");
    }
    Map<String, String> types =
        wanted.values().stream().collect(Collectors.toMap(NewColumn::name, NewColumn::type));
    refuse(TableAgreement.problems(connection, migration, types));
  }

  private static void refuse(List<Problem> problems) {
    if (!problems.isEmpty()) {
      Problem first = problems.get(0);
      String others =
          problems.stream()
              .skip(1)
              .map(problem -> " Besides, " + problem.fact() + ".")
              .collect(Collectors.joining());
      throw MigratorException.refused(first.fact(), first.detail() + others, first.hint());
    }
  }
}
