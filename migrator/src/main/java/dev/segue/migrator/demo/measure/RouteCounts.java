package dev.segue.migrator.demo.measure;

import dev.segue.route.MigrationId;
import dev.segue.route.Route;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many statements of one migration ran on each route. Immutable.
 *
 * @param counts a route that is missing had none
 */
public record RouteCounts(MigrationId migration, Map<Route, Long> counts) {

  public RouteCounts {
    counts = Map.copyOf(counts);
  }

  /** How many ran on a route. */
  public long on(Route route) {
    return counts.getOrDefault(route, 0L);
  }

  /** How many ran at all. */
  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The share of a route, from 0 to 1; 0 where nothing ran. */
  public double share(Route route) {
    return total() == 0 ? 0 : on(route) / (double) total();
  }

  /** What came since an earlier count. */
  public RouteCounts since(RouteCounts earlier) {
    Map<Route, Long> difference = new EnumMap<>(Route.class);
    counts.forEach((route, count) -> difference.put(route, count - earlier.on(route)));
    return new RouteCounts(migration, difference);
  }
}
