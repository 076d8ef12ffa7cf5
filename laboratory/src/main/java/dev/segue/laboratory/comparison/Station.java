package dev.segue.laboratory.comparison;

import dev.segue.laboratory.world.Migration;
import dev.segue.route.Route;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where the migrations of one copy of a world stand. Each copy is a schema of its own. */
public enum Station {
  OLD(Route.OLD),
  BOTH_READ_OLD(Route.BOTH_READ_OLD),
  BOTH_READ_NEW(Route.BOTH_READ_NEW),
  NEW(Route.NEW),
  /** As {@link #NEW}, with the old columns dropped. */
  NEW_OLD_DROPPED(Route.NEW),
  /** Each migration on a route of its own. */
  MIXED(null);

  /** All but {@code BOTH_LEAD_NEW}, which is {@code BOTH_READ_NEW} to columns of one row. */
  private static final List<Route> ROUTES =
      List.of(Route.OLD, Route.BOTH_READ_OLD, Route.BOTH_READ_NEW, Route.NEW);

  private final Optional<Route> route;

  Station(Route route) {
    this.route = Optional.ofNullable(route);
  }

  /** The schema of its tables. */
  public String schema() {
    return "at_" + name().toLowerCase(Locale.ROOT);
  }

  /** The id of a migration here. */
  public String id(Migration migration) {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + migration.id();
  }

  /**
   * The route of a migration.
   *
   * @param all every migration of the world
   * @param seed what mixed routes are drawn from
   */
  public Route route(Migration migration, List<Migration> all, long seed) {
    int mixed = (int) Math.floorMod(seed + 3L * all.indexOf(migration), (long) ROUTES.size());
    return route.orElseGet(() -> ROUTES.get(mixed));
  }

  /** Whether the old columns are there. */
  public boolean oldDropped() {
    return this == NEW_OLD_DROPPED;
  }
}
