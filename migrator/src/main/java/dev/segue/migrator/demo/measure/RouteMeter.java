package dev.segue.migrator.demo.measure;

import dev.segue.route.MigrationId;
import dev.segue.route.Route;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads what the driver counts in Micrometer's global registry, as an application's own monitoring
 * would: {@code segue.statements} by {@code migration}, {@code route} and {@code outcome}. Counts
 * from its making on. Thread-safe.
 */
public final class RouteMeter implements AutoCloseable {

  private static final String COUNTER = "segue.statements";

  private final List<MigrationId> migrations;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  /** Begins to count. */
  public RouteMeter(List<MigrationId> migrations) {
    this.migrations = List.copyOf(migrations);
    Metrics.addRegistry(registry);
  }

  /** The counts until now, of each migration in its order. */
  public List<RouteCounts> counts() {
    return migrations.stream().map(this::of).toList();
  }

  private RouteCounts of(MigrationId migration) {
    Map<Route, Long> counts = new EnumMap<>(Route.class);
    for (Route route : Route.values()) {
      double count =
          registry
              .find(COUNTER)
              .tag("migration", migration.value())
              .tag("route", route.name().toLowerCase(Locale.ROOT))
              .counters()
              .stream()
              .mapToDouble(Counter::count)
              .sum();
      counts.put(route, (long) count);
    }
    return new RouteCounts(migration, counts);
  }

  @Override
  public void close() {
    Metrics.removeRegistry(registry);
    registry.close();
  }
}
