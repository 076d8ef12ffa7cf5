package dev.segue.equivalence;

import dev.segue.postgres.TestDatabase;
import dev.segue.route.Route;
import dev.segue.route.Shape;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Steers a migration to a route by the flags in the control tables, as an operator would, and waits
 * until the running driver instances have taken it up.
 */
public final class RouteSteering {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TestDatabase database;

  /** Steers by the control tables of a database, which must be there. */
  public RouteSteering(TestDatabase database) {
    this.database = database;
  }

  /** Sets the flags without waiting. */
  public void flip(String migration, Route route) {
    database.execute(flipping(migration, route));
  }

  private static String flipping(String migration, Route route) {
    return flag(migration, "write-new", route.writes(Shape.NEW))
        + flag(migration, "read-new", route.reads() == Shape.NEW)
        + flag(migration, "retire-old", route == Route.NEW)
        // What verify and backfill would record. The new shape leads where the old one is stale.
        + """
        INSERT INTO segue.migration (id, new_kept, old_current) VALUES ('%1$s', true, %2$s)
          ON CONFLICT (id) DO UPDATE SET new_kept = true, old_kept = true, old_current = %2$s;
        INSERT INTO segue.verification (migration, direction, rows, differences, clean)
          VALUES ('%1$s', 'up', 0, 0, true)
          ON CONFLICT (migration, direction) DO UPDATE SET clean = true, stale = false;
        """
            .formatted(migration, route != Route.BOTH_LEAD_NEW);
  }

  private static String flag(String migration, String flag, boolean on) {
    return """
        INSERT INTO segue.flag (feature_name, feature_enabled) VALUES ('%s.%s', %d)
          ON CONFLICT (feature_name) DO UPDATE SET feature_enabled = EXCLUDED.feature_enabled;
        """
        .formatted(migration, flag, on ? 1 : 0);
  }

  /** Sets the flags and waits until every instance is on the route, by way of its neighbours. */
  public void steer(List<String> migrations, Route route) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      // All in one transaction: each is another epoch, which instances have to follow.
      database.execute(
          migrations.stream()
              .map(migration -> flipping(migration, route))
              .collect(Collectors.joining()));
      long look = System.nanoTime() + Duration.ofSeconds(3).toNanos();
      while (System.nanoTime() < look) {
        if (arrived(migrations, route)) {
          return;
        }
        Thread.sleep(20);
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "%s is not reached: %s"
                .formatted(route, database.rows("SELECT routes::text FROM segue.instance")));
      }
    }
  }

  /** Whether every instance is on the route, and has seen the newest flags. */
  public boolean arrived(List<String> migrations, Route route) {
    List<List<Object>> waiting =
        database.rows(
            """
            SELECT i.id FROM segue.instance i, segue.epoch e
            WHERE i.lease_until > now()
              AND (i.epoch < e.epoch OR EXISTS (
                SELECT FROM unnest(string_to_array('%s', ',')) AS m
                WHERE (i.routes ->> m)::int IS DISTINCT FROM %d))
            """
                .formatted(String.join(",", migrations), 1 << route.ordinal()));
    return waiting.isEmpty();
  }
}
