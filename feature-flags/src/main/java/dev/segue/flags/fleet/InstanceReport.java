package dev.segue.flags.fleet;

import dev.segue.flags.stage.RouteSpan;
import dev.segue.route.MigrationId;
import java.util.Map;

/**
 * What one instance says of itself when it renews its lease. Immutable.
 *
 * @param instance who says it
 * @param application the name that {@code segue.application} gives, for people
 * @param epoch the epoch it has taken up: no transaction of an earlier one runs in it or ever will
 * @param routes the routes that its transactions may be on, those it is about to enter among them
 */
public record InstanceReport(
    InstanceId instance, String application, long epoch, Map<MigrationId, RouteSpan> routes) {

  public InstanceReport {
    routes = Map.copyOf(routes);
  }

  /** The routes of one migration; none if it does not know the migration. */
  public RouteSpan routes(MigrationId migration) {
    return routes.getOrDefault(migration, RouteSpan.NONE);
  }
}
