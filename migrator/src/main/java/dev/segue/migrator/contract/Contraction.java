package dev.segue.migrator.contract;

import dev.segue.driver.control.ControlSchema;
import dev.segue.driver.control.LookupObjects;
import dev.segue.driver.control.MigrationStates;
import dev.segue.driver.control.Quoted;
import dev.segue.flags.stage.RouteSpan;
import dev.segue.flags.stage.Stage;
import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.Progress;
import dev.segue.migrator.fleet.FleetWait;
import dev.segue.migrator.table.Dependents;
import dev.segue.migrator.table.LockedChange;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.migrator.table.Union;
import dev.segue.migrator.trigger.FollowingTriggers;
import dev.segue.route.Route;
import dev.segue.route.Shape;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.migration.Lookup;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Drops the columns of an old shape, and gives a table the name of the new one; or drops the old
 * tables, where others have taken their place. There is no way back from it. Can be repeated: what
 * is gone already stays gone.
 *
 * <p>Under the old name of a renamed table a view stays behind, which takes reads and writes
 * (manual, SQL Commands, CREATE VIEW, Updatable Views): for statements that were on their way, and
 * for whoever uses the name without the driver. Stateless.
 */
public final class Contraction {

  private final MigrationContext context;
  private final LockedChange locked;

  public Contraction(MigrationContext context, LockedChange locked) {
    this.context = context;
    this.locked = locked;
  }

  /**
   * What was done.
   *
   * @param dropped the names of the columns that were dropped, or those of the tables
   * @param renamed the name that the table was given
   */
  public record Outcome(List<String> dropped, Optional<TableName> renamed) {

    public Outcome {
      dropped = List.copyOf(dropped);
    }

    /** Whether there was nothing to do. */
    public boolean isEmpty() {
      return dropped.isEmpty() && renamed.isEmpty();
    }
  }

  /**
   * Drops what the old shape has for itself.
   *
   * @return what was done; nothing where it had been before
   * @throws MigratorException REFUSED if something may still read or write them, or if other things
   *     in the database hang on them
   */
  public Outcome run(Migration migration, Duration fleetTimeout, Progress progress) {
    Union.requireNone(migration);
    if (migration.copied().isPresent()) {
      return dropTable(migration, fleetTimeout, progress);
    }
    MigratingTable table = MigratingTable.read(context, migration);
    List<String> columns = table.columns(Shape.OLD).stream().map(CatalogColumn::name).toList();
    if (columns.isEmpty()
        && table.awaitedName().isEmpty()
        && !new FollowingTriggers(context, locked, migration).areThere()) {
      return new Outcome(List.of(), Optional.empty());
    }
    requireRetired(migration);
    try (Connection connection = context.connect()) {
      requireIndependent(connection, table);
      new FleetWait(context).until(migration.id(), RouteSpan.of(Route.NEW), fleetTimeout, progress);
      requireRetired(migration);
      if (migration.byTriggers() && columns.isEmpty()) {
        // Nothing of it was left unwritten before, and without triggers nothing follows it now.
        new MigrationStates(connection).left(migration.id(), Shape.OLD);
      }
      // A transaction of its own: who uses both tables may lock them in either order.
      for (Lookup lookup : lookups(migration)) {
        locked.run(
            connection, List.of(LookupObjects.removal(lookup, Lookup.Function.KEEP)), progress);
      }
      locked.run(connection, statements(connection, table, columns), progress);
      new ControlSchema(connection).nextEpoch();
      Outcome outcome = new Outcome(columns, table.awaitedName());
      say(outcome, migration.table(), progress);
      return outcome;
    } catch (SQLException e) {
      throw MigratorException.of("contracting " + migration.table(), e);
    }
  }

  private Outcome dropTable(Migration migration, Duration fleetTimeout, Progress progress) {
    if (TableRemoval.isDone(context, migration)) {
      return new Outcome(List.of(), Optional.empty());
    }
    requireRetired(migration);
    TableRemoval removal = TableRemoval.of(context, migration);
    try (Connection connection = context.connect()) {
      removal.requireIndependent(connection);
      new FleetWait(context).until(migration.id(), RouteSpan.of(Route.NEW), fleetTimeout, progress);
      requireRetired(migration);
      removal.remember(connection);
      if (removal.handOverIdentities(connection, locked, progress)) {
        new FleetWait(context).untilTransactionsEnd(fleetTimeout, progress);
        requireRetired(migration);
      }
      locked.run(connection, removal.statements(connection), progress);
      new ControlSchema(connection).nextEpoch();
      List<String> dropped = migration.tables(Shape.OLD).stream().map(TableName::toString).toList();
      dropped.forEach(name -> progress.said("dropped table " + name));
      return new Outcome(dropped, Optional.empty());
    } catch (SQLException e) {
      throw MigratorException.of("contracting " + migration.table(), e);
    }
  }

  private static List<String> statements(
      Connection connection, MigratingTable table, List<String> columns) throws SQLException {
    List<String> statements = new ArrayList<>(FollowingTriggers.removal(table.migration()));
    lookups(table.migration())
        .forEach(lookup -> statements.add(LookupObjects.removal(lookup, Lookup.Function.ENTER)));
    if (!columns.isEmpty()) {
      String drops =
          columns.stream()
              .map(column -> "DROP COLUMN " + Quoted.identifier(column))
              .collect(Collectors.joining(", "));
      statements.add("ALTER TABLE %s %s".formatted(table.sqlName(), drops));
    }
    if (table.awaitedName().isPresent()) {
      statements.addAll(new TableRenaming(table, table.awaitedName().get()).statements(connection));
    }
    return statements;
  }

  private static List<Lookup> lookups(Migration migration) {
    return migration.changes().stream().flatMap(change -> change.lookup().stream()).toList();
  }

  private static void say(Outcome outcome, TableName name, Progress progress) {
    outcome
        .dropped()
        .forEach(column -> progress.said("dropped column %s.%s".formatted(name, column)));
    outcome
        .renamed()
        .ifPresent(
            fresh -> {
              progress.said("renamed table %s to %s".formatted(name, fresh));
              progress.said(
                  "left a view named %s: drop it when nothing uses it past the driver"
                      .formatted(name));
            });
  }

  private void requireRetired(Migration migration) {
    Stage stage = context.stageOf(migration);
    if (!stage.retireOld()) {
      throw MigratorException.refused(
          "the old shape of migration \"%s\" is still in use".formatted(migration.id()),
          "Its flags are %s; what takes effect is %s.".formatted(context.flagsOf(migration), stage),
          "Run: segue flag %s retire-old on".formatted(migration.id()));
    }
  }

  private static void requireIndependent(Connection connection, MigratingTable table)
      throws SQLException {
    List<String> blocking =
        Dependents.blockingDrop(connection, table).stream()
            .map(Dependents.Dependent::name)
            .toList();
    if (!blocking.isEmpty()) {
      throw MigratorException.refused(
          "other things in the database hang on the old columns of %s"
              .formatted(table.migration().table()),
          String.join("; ", blocking) + ".",
          "Change them to the new columns, or drop them.");
    }
  }
}
