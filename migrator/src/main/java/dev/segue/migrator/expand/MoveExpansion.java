package dev.segue.migrator.expand;

import dev.segue.driver.control.ControlSchema;
import dev.segue.driver.control.Quoted;
import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.Progress;
import dev.segue.migrator.table.LockedChange;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.migrator.table.MoveAgreement;
import dev.segue.migrator.table.RememberedColumns;
import dev.segue.migrator.table.TableAgreement.Problem;
import dev.segue.migrator.trigger.FollowingTriggers;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.MovedColumn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Adds a column that moves to the table that gets it, and installs what carries it. Stateless. */
final class MoveExpansion {

  private final MigrationContext context;
  private final LockedChange locked;

  MoveExpansion(MigrationContext context, LockedChange locked) {
    this.context = context;
    this.locked = locked;
  }

  /**
   * Adds the column.
   *
   * @return its name, if it was not there
   * @throws MigratorException REFUSED if it cannot be moved; nothing was added then
   */
  List<String> run(Migration migration, Progress progress) {
    MovedColumn moved = migration.moved().orElseThrow();
    MigratingTable source = MigratingTable.read(context, migration);
    MigratingTable target = MigratingTable.read(context, migration.byTable().get(1));
    try (Connection connection = context.connect()) {
      MoveAgreement agreement = MoveAgreement.read(connection, moved);
      refuse(agreement, MoveAgreement.contradictions(connection, moved), moved);
      NewColumn column =
          new NewColumn(
              moved.name(), agreement.valueType(), agreement.collation(), List.of(moved.key()), "");
      boolean missing = isMissing(target, column);
      new ControlSchema(connection).ensure();
      Grants.toUsersOf(connection, source, progress);
      Grants.toUsersOf(connection, target, progress);
      RememberedColumns.remember(connection, source);
      if (missing) {
        locked.run(
            connection,
            List.of(
                "ALTER TABLE %s ADD COLUMN %s %s"
                    .formatted(
                        target.sqlName(), Quoted.identifier(column.name()), column.definition())),
            progress);
        Grants.copyColumnPrivileges(connection, target, List.of(column));
        progress.said(
            "added column %s.%s %s".formatted(moved.target(), column.name(), column.definition()));
      }
      new FollowingTriggers(context, locked, migration).install(progress);
      Grants.toUsersOfMove(connection, source, target, moved, agreement);
      new ControlSchema(connection).nextEpoch();
      return missing ? List.of(column.name()) : List.of();
    } catch (SQLException e) {
      throw MigratorException.of("expanding " + migration.table(), e);
    }
  }

  private static void refuse(
      MoveAgreement agreement, MoveAgreement.Contradictions found, MovedColumn moved) {
    if (!agreement.problems().isEmpty()) {
      Problem first = agreement.problems().get(0);
      throw MigratorException.refused(first.fact(), first.detail(), first.hint());
    }
    if (!found.isEmpty()) {
      throw MigratorException.refused(
          "column \"%s\" of %s cannot move as it is".formatted(moved.column(), moved.source()),
          "%,d values of \"%s\" stand in rows with different values of it; %,d rows have a value and no \"%s\"."
              .formatted(found.targets(), moved.reference(), found.alone(), moved.reference()),
          "Give all rows of one \"%s\" the same value first.".formatted(moved.reference()));
    }
  }

  private static boolean isMissing(MigratingTable target, NewColumn wanted) {
    Optional<CatalogColumn> present = target.relation().presentColumn(wanted.name());
    if (present.isPresent() && !present.get().type().formatted().equals(wanted.type())) {
      throw MigratorException.refused(
          "column %s.%s is there already, as %s"
              .formatted(target.name(), wanted.name(), present.get().type().formatted()),
          "Migration \"%s\" wants it as %s.".formatted(target.migration().id(), wanted.type()),
          "Drop or rename it, or name another one in the rules file: as: …");
    }
    return present.isEmpty();
  }
}
