package dev.segue.flags.stage;

import dev.segue.route.Route;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The routes that may be alive at one time, as a set. Two routes are neighbours when one follows
 * the other in {@link Route}: each writes what the other reads, and both lock a row in common. A
 * span is {@link #isSafe safe} when it holds at most two neighbouring ones (Rae et al., VLDB 2013).
 * Immutable.
 *
 * @param bits bit {@code n} stands for the route of ordinal {@code n}
 */
public record RouteSpan(int bits) {

  /** No route at all. */
  public static final RouteSpan NONE = new RouteSpan(0);

  public RouteSpan {
    if (bits < 0 || bits >= 1 << Route.values().length) {
      throw new IllegalArgumentException("no such routes: " + bits);
    }
  }

  /** These routes. */
  public static RouteSpan of(Route... routes) {
    return new RouteSpan(
        Arrays.stream(routes).mapToInt(r -> 1 << r.ordinal()).reduce(0, (a, b) -> a | b));
  }

  /** The routes of either. */
  public RouteSpan and(RouteSpan other) {
    return new RouteSpan(bits | other.bits);
  }

  /** Whether it holds {@code route}. */
  public boolean contains(Route route) {
    return (bits & 1 << route.ordinal()) != 0;
  }

  /** Whether it holds every route of {@code other}. */
  public boolean containsAll(RouteSpan other) {
    return (bits & other.bits) == other.bits;
  }

  /** Whether all of its routes may run at the same time: one, or two neighbours. */
  public boolean isSafe() {
    if (bits == 0) {
      return true;
    }
    return 32 - Integer.numberOfLeadingZeros(bits) - Integer.numberOfTrailingZeros(bits) <= 2;
  }

  /** The routes as words: {@code both_read_old, both_read_new}; {@code none} for none. */
  @Override
  public String toString() {
    return bits == 0
        ? "none"
        : Arrays.stream(Route.values())
            .filter(this::contains)
            .map(route -> route.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
  }
}
