package dev.segue.laboratory.comparison;

import dev.segue.laboratory.world.Migration;
import dev.segue.laboratory.world.World;
import dev.segue.route.Route;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where the migrations of one copy of a world stand. Each copy is a schema of its own. */
public enum Station {
  OLD(Route.OLD),
  BOTH_READ_OLD(Route.BOTH_READ_OLD),
  BOTH_READ_NEW(Route.BOTH_READ_NEW),
  /** For columns of one row its SQL is that of {@link #BOTH_READ_NEW}, unless triggers write. */
  BOTH_LEAD_NEW(Route.BOTH_LEAD_NEW),
  NEW(Route.NEW),
  /** As {@link #NEW}, with the old columns dropped. */
  NEW_OLD_DROPPED(Route.NEW),
  /** Each migration on a route of its own. */
  MIXED(null);

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
    List<Route> routes = List.of(Route.values());
    // The two sides of one that changes two tables have its id.
    int place = all.stream().map(Migration::id).toList().indexOf(migration.id());
    int mixed = (int) Math.floorMod(seed + 3L * place, (long) routes.size());
    return route.orElseGet(() -> routes.get(mixed));
  }

  /** The stations of a world. */
  static List<Station> of(World world) {
    return Arrays.stream(values())
        .filter(station -> station != BOTH_LEAD_NEW || world.copies() || world.isFollowed())
        .toList();
  }

  /**
   * Whether a table that gets another name has it: contract gives it, or a mixed world is as far.
   *
   * @param move the route of the migration that renames it
   */
  boolean renamed(Route move) {
    return oldDropped() || this == MIXED && move == Route.NEW;
  }

  /** Whether the old columns are there. */
  public boolean oldDropped() {
    return this == NEW_OLD_DROPPED;
  }
}
