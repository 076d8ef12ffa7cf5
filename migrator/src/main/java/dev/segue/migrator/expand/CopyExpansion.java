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
import dev.segue.migrator.table.TableAgreement;
import dev.segue.migrator.table.TableAgreement.Problem;
import dev.segue.migrator.table.TablePair;
import dev.segue.route.Shape;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.ShapeColumn;
import dev.segue.rules.migration.TableCopy;
import dev.segue.rules.migration.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Makes the table that is to take another one's place, by the rule's own commands or like the old
 * one, and asks whether it can. Both is one transaction: a table that cannot is not left behind.
 * One that is there already is asked all the same. Stateless.
 */
final class CopyExpansion {

  private final MigrationContext context;
  private final LockedChange locked;

  CopyExpansion(MigrationContext context, LockedChange locked) {
    this.context = context;
    this.locked = locked;
  }

  /** Gives the name of the table, if it was made. */
  List<String> run(Migration migration, Progress progress) {
    MigratingTable old = MigratingTable.read(context, migration);
    TableCopy copy = migration.copied().orElseThrow();
    try (Connection connection = context.connect()) {
      Map<String, NewColumn> wanted = wanted(connection, old);
      boolean present =
          TablePair.relation(DatabaseCatalog.of(context.dataSource()), migration, Shape.NEW)
              .isPresent();
      if (present) {
        InTransaction.run(connection, () -> requireAgreement(connection, migration, wanted));
      } else {
        create(connection, old, copy, wanted, progress);
        progress.said("created table " + copy.name());
      }
      new ControlSchema(connection).ensure();
      Grants.toUsersOf(connection, old, progress);
      Grants.copyToTable(connection, old, copy.name(), List.copyOf(wanted.values()), progress);
      new ControlSchema(connection).nextEpoch();
      return present ? List.of() : List.of(copy.name().toString());
    } catch (SQLException e) {
      throw MigratorException.of("expanding " + migration.table(), e);
    }
  }

  /** The new shape's columns, by name. */
  private static Map<String, NewColumn> wanted(Connection connection, MigratingTable old)
      throws SQLException {
    Map<String, NewColumn> wanted = new LinkedHashMap<>();
    for (ColumnChange change : old.migration().changes()) {
      Expansion.requireOld(old, change);
      for (ShapeColumn column : change.newColumns()) {
        wanted.put(column.name(), NewColumn.of(connection, old, change, column));
      }
    }
    return wanted;
  }

  private void create(
      Connection connection,
      MigratingTable old,
      TableCopy copy,
      Map<String, NewColumn> wanted,
      Progress progress)
      throws SQLException {
    List<String> commands;
    String how;
    if (copy.create().isPresent()) {
      commands = List.of(copy.create().get());
      how = "by the rule's \"create\"";
    } else {
      requireSchema(connection, old.migration(), copy.name());
      commands = TableLike.statements(connection, old, copy.name(), wanted);
      how = "like %s, without a \"create\" in the rule,".formatted(old.migration().table());
    }
    locked.run(
        connection,
        "creating table %s %s".formatted(copy.name(), how),
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

  private static void requireSchema(Connection connection, Migration migration, TableName name)
      throws SQLException {
    String sql = "SELECT FROM pg_catalog.pg_namespace WHERE nspname = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name.schema());
      try (ResultSet result = statement.executeQuery()) {
        if (!result.next()) {
          throw MigratorException.refused(
              "there is no schema %s".formatted(Quoted.identifier(name.schema())),
              "Migration \"%s\" copies table %s into it."
                  .formatted(migration.id(), migration.table()),
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
    List<Problem> problems = TableAgreement.problems(connection, migration, types);
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
