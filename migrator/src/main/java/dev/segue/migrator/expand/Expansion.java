package dev.segue.migrator.expand;

import dev.segue.driver.control.ControlSchema;
import dev.segue.driver.control.Quoted;
import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.Progress;
import dev.segue.migrator.table.LockedChange;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.migrator.table.RememberedColumns;
import dev.segue.migrator.trigger.FollowingTriggers;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.ShapeColumn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds the columns of a new shape: nullable and without default, so that no row is touched and
 * every statement that runs today runs on. Or makes the table of a new shape, or one of several.
 * Can be repeated: what is there already stays. Stateless.
 */
public final class Expansion {

  private final MigrationContext context;
  private final LockedChange locked;

  public Expansion(MigrationContext context, LockedChange locked) {
    this.context = context;
    this.locked = locked;
  }

  /**
   * Expands the table of a migration.
   *
   * @return the names of the columns that were added, or that of the table that was made, or those
   *     of tables that have become one
   * @throws MigratorException if a column is there with another type, or an old one is missing, or
   *     a table cannot take the place of the other; nothing was added then
   */
  public List<String> run(Migration migration, Progress progress) {
    if (migration.united().isPresent()) {
      return new UniteExpansion(context, locked).run(migration, progress);
    }
    if (migration.moved().isPresent()) {
      return new MoveExpansion(context, locked).run(migration, progress);
    }
    List<String> added =
        migration.copied().isPresent()
            ? new CopyExpansion(context, locked).run(migration, progress)
            : addColumns(migration, progress);
    new FollowingTriggers(context, locked, migration).install(progress);
    return added;
  }

  private List<String> addColumns(Migration migration, Progress progress) {
    MigratingTable table = MigratingTable.read(context, migration);
    try (Connection connection = context.connect()) {
      List<NewColumn> missing = missing(connection, table);
      new ControlSchema(connection).ensure();
      Grants.toUsersOf(connection, table, progress);
      RememberedColumns.remember(connection, table);
      for (ColumnChange change : migration.changes()) {
        if (change.lookup().isPresent()) {
          NewColumn key = NewColumn.of(connection, table, change, change.newColumns().get(0));
          new LookupExpansion(locked).run(connection, table, change, key, progress);
        }
      }
      if (!missing.isEmpty()) {
        boolean two = missing.stream().anyMatch(column -> !column.references().isEmpty());
        (two ? locked.brief() : locked)
            .run(connection, List.of(addColumns(table, missing)), progress);
        Grants.copyColumnPrivileges(connection, table, missing);
      }
      new ControlSchema(connection).nextEpoch();
      missing.forEach(
          column ->
              progress.said(
                  "added column %s.%s %s"
                      .formatted(migration.table(), column.name(), column.definition())));
      return missing.stream().map(NewColumn::name).toList();
    } catch (SQLException e) {
      throw MigratorException.of("expanding " + migration.table(), e);
    }
  }

  private static List<NewColumn> missing(Connection connection, MigratingTable table)
      throws SQLException {
    List<NewColumn> missing = new ArrayList<>();
    for (ColumnChange change : table.migration().changes()) {
      requireOld(table, change);
      for (ShapeColumn column : change.newColumns()) {
        NewColumn wanted = NewColumn.of(connection, table, change, column);
        var present = table.relation().presentColumn(column.name());
        if (present.isEmpty()) {
          missing.add(wanted);
        } else if (!present.get().type().formatted().equals(wanted.type())) {
          throw MigratorException.refused(
              "column %s.%s is there already, as %s"
                  .formatted(
                      table.migration().table(), column.name(), present.get().type().formatted()),
              "Migration \"%s\" wants it as %s.".formatted(table.migration().id(), wanted.type()),
              "Drop or rename it, or name another new column in the rules file.");
        }
      }
    }
    return missing;
  }

  static void requireOld(MigratingTable table, ColumnChange change) {
    table.requireInputs(change);
    for (ShapeColumn column : change.oldColumns()) {
      if (table.relation().presentColumn(column.name()).isEmpty()) {
        throw MigratorException.refused(
            "table %s has no column \"%s\"".formatted(table.migration().table(), column.name()),
            "Migration \"%s\" names it as old in line %d of the rules file."
                .formatted(table.migration().id(), change.line()),
            "Mend the name there; if it was dropped by contract, the migration is over.");
      }
    }
  }

  private static String addColumns(MigratingTable table, List<NewColumn> columns) {
    List<String> additions =
        columns.stream()
            .map(c -> "ADD COLUMN %s %s".formatted(Quoted.identifier(c.name()), c.definition()))
            .toList();
    return "ALTER TABLE " + table.sqlName() + " " + String.join(", ", additions);
  }
}
