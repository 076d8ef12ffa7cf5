package dev.segue.migrator.flag;

import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.table.Counterparts;
import dev.segue.migrator.table.Dependents;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.migrator.table.MoveAgreement;
import dev.segue.migrator.table.OldTables;
import dev.segue.migrator.table.OwnReference;
import dev.segue.migrator.table.PairConstraints;
import dev.segue.migrator.table.Reference;
import dev.segue.migrator.table.TablePairs;
import dev.segue.route.Shape;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.MovedColumn;
import dev.segue.rules.migration.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What would stay behind on the old columns, or the old table, when they are no longer written:
 * constraints that then guard nothing, and objects that go on with stale values. Stateless.
 */
final class LeftBehind {

  private LeftBehind() {}

  /**
   * Requires the same of the old one of two tables: that every foreign key which points at it can
   * be handed over, since rows would no longer come into being there, and that the new table is
   * guarded as it is; of several tables each.
   *
   * @param stuck the foreign keys that cannot
   * @param acceptUnguarded lets the new table be guarded by less
   * @throws MigratorException REFUSED, with what is to be done
   */
  static void requireNone(
      MigrationContext context, TablePairs pairs, List<Reference> stuck, boolean acceptUnguarded) {
    Migration migration = pairs.migration();
    List<String> found = new ArrayList<>();
    List<String> ways = new ArrayList<>();
    for (Reference reference : stuck) {
      found.add(reference.description());
      ways.add("run " + reference.key().drop());
    }
    if (!acceptUnguarded) {
      try (Connection connection = context.connect()) {
        OldTables old = OldTables.read(context, migration);
        Set<String> moving = OwnReference.namesMovedToNew(connection, pairs);
        for (PairConstraints.Alone alone : PairConstraints.alone(connection, old)) {
          if (alone.owner() == Shape.OLD
              && alone.kind().guardsData()
              && !moving.contains(alone.name())) {
            found.add(alone.name() + " " + alone.definition());
            ways.add(
                alone
                    .other()
                    .map(other -> "give %s one like %s".formatted(other, alone.name()))
                    .orElse(
                        "drop %s, whose columns are in several tables".formatted(alone.name())));
          }
        }
      } catch (SQLException e) {
        throw MigratorException.of("reading what stands on " + migration.table(), e);
      }
    }
    refuse(
        found,
        ways,
        migration.tables(Shape.OLD).stream()
            .map(TableName::toString)
            .collect(Collectors.joining(" and ", "table ", "")));
  }

  /**
   * Requires that there is nothing of the kind.
   *
   * @throws MigratorException REFUSED, with what is to be done
   */
  static void requireNone(MigrationContext context, MigratingTable table) {
    List<String> found = new ArrayList<>();
    List<String> ways = new ArrayList<>();
    try (Connection connection = context.connect()) {
      for (Counterparts.Missing missing : Counterparts.missing(connection, table)) {
        if (missing.kind().guardsData()) {
          found.add(missing.name() + " " + missing.definition());
          ways.add("run " + missing.sql());
        }
      }
      if (table.migration().moved().isPresent()) {
        MovedColumn moved = table.migration().moved().get();
        for (String guard : MoveAgreement.guards(connection, moved)) {
          found.add(guard);
          ways.add("give %s one like it, and drop this one".formatted(moved.target()));
        }
      }
      for (Dependents.Dependent dependent : Dependents.blockingDrop(connection, table)) {
        if (dependent.goesStale()) {
          found.add(dependent.name());
          ways.add("change %s to the new columns".formatted(dependent.name()));
        }
      }
    } catch (SQLException e) {
      throw MigratorException.of("reading what stands on " + table.sqlName(), e);
    }
    refuse(found, ways, "the old columns of " + table.migration().table());
  }

  private static void refuse(List<String> found, List<String> ways, String where) {
    if (!found.isEmpty()) {
      throw MigratorException.refused(
          "%d thing%s on %s would be left behind"
              .formatted(found.size(), found.size() == 1 ? "" : "s", where),
          String.join("; ", found) + ".",
          "First " + String.join("; ", ways) + "; or take --accept-missing-constraints.");
    }
  }
}
