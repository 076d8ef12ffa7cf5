package dev.segue.migrator.flag;

import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.table.Counterparts;
import dev.segue.migrator.table.Dependents;
import dev.segue.migrator.table.MigratingTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What would stay behind on the old columns when they are no longer written: constraints that then
 * guard nothing, and objects that go on with stale values. Stateless.
 */
final class LeftBehind {

  private LeftBehind() {}

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
      for (Dependents.Dependent dependent : Dependents.blockingDrop(connection, table)) {
        if (dependent.goesStale()) {
          found.add(dependent.name());
          ways.add("change %s to the new columns".formatted(dependent.name()));
        }
      }
    } catch (SQLException e) {
      throw MigratorException.of("reading what stands on " + table.sqlName(), e);
    }
    if (!found.isEmpty()) {
      throw MigratorException.refused(
          "%d thing%s on the old columns of %s would be left behind"
              .formatted(found.size(), found.size() == 1 ? "" : "s", table.migration().table()),
          String.join("; ", found) + ".",
          "First " + String.join("; ", ways) + "; or take --accept-missing-constraints.");
    }
  }
}
