package dev.segue.migrator.status;

import java.util.List;
import java.util.Map;

/**
 * Where everything stands. Immutable.
 *
 * @param epoch the newest published one; 0 where there are no control tables
 */
public record FleetStatus(long epoch, List<MigrationStatus> migrations, List<Instance> instances) {

  /**
   * A live instance.
   *
   * @param routes by migration, the routes that its transactions may be on
   */
  public record Instance(
      String id,
      String application,
      String host,
      long epoch,
      long leaseSeconds,
      Map<String, String> routes) {}

  public FleetStatus {
    migrations = List.copyOf(migrations);
    instances = List.copyOf(instances);
  }
}
