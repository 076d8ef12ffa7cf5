package dev.segue.driver.instance;

import dev.segue.flags.epoch.FlagSnapshot;
import dev.segue.flags.stage.Departure;
import dev.segue.flags.stage.Stage;
import dev.segue.route.Route;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.Rules;
import java.util.Arrays;
import java.util.List;

/**
 * What an instance of the driver does at one moment, for consoles and health checks. Immutable.
 *
 * @param epoch the number of the set of flags that its transactions use
 * @param mayRoute whether it holds its lease, without which statements of migrations are refused
 * @param migrations in the order of the rules file
 */
public record InstanceStatus(long epoch, boolean mayRoute, List<MigrationStatus> migrations) {

  /** Of rules without a migration. */
  public static final InstanceStatus NONE = new InstanceStatus(0, true, List.of());

  /**
   * One migration.
   *
   * @param id as the rules file names it
   * @param table the table that it changes, in the old shape
   * @param routes those that transactions may take; none where its statements are refused
   * @param readNew the share of transactions that read the new shape, in percent
   * @param arrived whether the flags are followed; else the fleet is on its way, or something that
   *     would lose data keeps it
   * @param unfollowed the flags that are not followed, and why
   */
  public record MigrationStatus(
      String id,
      String table,
      List<Route> routes,
      String readNew,
      boolean arrived,
      List<String> unfollowed) {

    public MigrationStatus {
      routes = List.copyOf(routes);
      unfollowed = List.copyOf(unfollowed);
    }

    /** Whether every statement of it is refused. */
    public boolean isRefused() {
      return routes.isEmpty();
    }
  }

  public InstanceStatus {
    migrations = List.copyOf(migrations);
  }

  static InstanceStatus of(Rules rules, FlagSnapshot snapshot) {
    return new InstanceStatus(
        snapshot.epoch(),
        snapshot.mayRoute(System.nanoTime()),
        rules.migrations().stream()
            .map(migration -> of(migration, snapshot.entries().get(migration.ordinal())))
            .toList());
  }

  private static MigrationStatus of(Migration migration, FlagSnapshot.Entry entry) {
    Stage stage = entry.stage();
    return new MigrationStatus(
        migration.id().toString(),
        migration.table().toString(),
        Arrays.stream(Route.values()).filter(stage.routes()::contains).toList(),
        stage.readNew().toString(),
        entry.isThere() && entry.departures().isEmpty(),
        entry.departures().stream().map(Departure::message).toList());
  }
}
