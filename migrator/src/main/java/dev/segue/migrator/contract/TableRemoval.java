package dev.segue.migrator.contract;

import dev.segue.driver.catalog.DatabaseCatalog;
import dev.segue.driver.control.Quoted;
import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.Progress;
import dev.segue.migrator.table.LockedChange;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.migrator.table.OldTables;
import dev.segue.migrator.table.PairDependents;
import dev.segue.migrator.table.PairDependents.Dependent;
import dev.segue.migrator.table.RememberedColumns;
import dev.segue.migrator.table.TablePair;
import dev.segue.migrator.table.TablePairs;
import dev.segue.migrator.trigger.FollowingTriggers;
import dev.segue.route.Shape;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The old table of a copy, or all of several, when they go: nothing may hang on it, and what is
 * needed stays.
 */
final class TableRemoval {

  private final MigrationContext context;
  private final TablePairs pairs;

  private TableRemoval(MigrationContext context, TablePairs pairs) {
    this.context = context;
    this.pairs = pairs;
  }

  /** Whether it is gone already. */
  static boolean isDone(MigrationContext context, Migration migration) {
    DatabaseCatalog catalog = DatabaseCatalog.of(context.dataSource());
    return TablePairs.present(catalog, migration, Shape.OLD).isEmpty()
        && TablePairs.present(catalog, migration, Shape.NEW).size()
            == migration.tables(Shape.NEW).size();
  }

  static TableRemoval of(MigrationContext context, Migration migration) {
    return new TableRemoval(context, TablePairs.read(context, migration));
  }

  /** Requires that DROP TABLE will find nothing in its way. */
  void requireIndependent(Connection connection) throws SQLException {
    List<Dependent> dependents = PairDependents.ofOld(connection, pairs.migration());
    if (dependents.isEmpty()) {
      return;
    }
    throw MigratorException.refused(
        "other things in the database hang on table %s"
            .formatted(joined(pairs.migration().tables(Shape.OLD), " and ")),
        dependents.stream().map(Dependent::name).collect(Collectors.joining("; ", "", ".")),
        "Change what reads the old table to the new one, or drop it.");
  }

  /** Remembers the columns, by which applications that speak the old shape go on. */
  void remember(Connection connection) throws SQLException {
    for (MigratingTable table : OldTables.read(context, pairs.migration()).each()) {
      RememberedColumns.rememberAll(connection, table);
    }
  }

  /**
   * Replaces the identity columns' sequences that the new tables draw from.
   *
   * @return whether there was one; then the old tables must stay until the transactions have ended
   *     that run now
   */
  boolean handOverIdentities(Connection connection, LockedChange locked, Progress progress)
      throws SQLException {
    boolean any = false;
    for (TablePair pair : pairs.each()) {
      for (DrawnSequence sequence : DrawnSequence.of(connection, pair)) {
        if (sequence.ofIdentity()) {
          // Who has drawn by name and inserts next locks them the other way round.
          IdentityHandover.run(connection, sequence, locked.brief(), progress);
          any = true;
        }
      }
    }
    return any;
  }

  /** Those that drop the old tables; sequences that a new one draws from survive them. */
  List<String> statements(Connection connection) throws SQLException {
    List<String> statements = new ArrayList<>();
    for (TablePair pair : pairs.each()) {
      for (DrawnSequence sequence : DrawnSequence.of(connection, pair)) {
        statements.addAll(sequence.taking());
      }
    }
    statements.addAll(FollowingTriggers.removal(pairs.migration()));
    // In one command, whichever of them refers to which.
    statements.add(
        "DROP TABLE "
            + pairs.migration().tables(Shape.OLD).stream()
                .map(name -> Quoted.table(name.schema(), name.name()))
                .collect(Collectors.joining(", ")));
    return statements;
  }

  private static String joined(List<TableName> names, String separator) {
    return names.stream().map(TableName::toString).collect(Collectors.joining(separator));
  }
}
