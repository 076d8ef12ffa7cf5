package dev.segue.migrator.contract;

import dev.segue.driver.control.ControlSchema;
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
import dev.segue.route.Route;
import dev.segue.route.Shape;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.migration.Migration;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Drops the columns of an old shape. There is no way back from it. Can be repeated: what is gone
 * already stays gone. Stateless.
 */
public final class Contraction {

  private final MigrationContext context;
  private final LockedChange locked;

  public Contraction(MigrationContext context, LockedChange locked) {
    this.context = context;
    this.locked = locked;
  }

  /**
   * Drops what the old shape has for itself.
   *
   * @return the names of the columns that were dropped
   * @throws MigratorException REFUSED if something may still read or write them, or if other things
   *     in the database hang on them
   */
  public List<String> run(Migration migration, Duration fleetTimeout, Progress progress) {
    MigratingTable table = MigratingTable.read(context, migration);
    List<String> columns = table.columns(Shape.OLD).stream().map(CatalogColumn::name).toList();
    if (columns.isEmpty()) {
      return columns;
    }
    requireRetired(migration);
    try (Connection connection = context.connect()) {
      requireIndependent(connection, table);
      new FleetWait(context).until(migration.id(), RouteSpan.of(Route.NEW), fleetTimeout, progress);
      requireRetired(migration);
      String drops =
          columns.stream()
              .map(column -> "DROP COLUMN " + Quoted.identifier(column))
              .collect(Collectors.joining(", "));
      locked.run(
          connection, List.of("ALTER TABLE %s %s".formatted(table.sqlName(), drops)), progress);
      new ControlSchema(connection).nextEpoch();
      columns.forEach(
          column -> progress.said("dropped column %s.%s".formatted(migration.table(), column)));
      return columns;
    } catch (SQLException e) {
      throw MigratorException.of("contracting " + migration.table(), e);
    }
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
