package dev.segue.migrator.demo.display;

import dev.segue.migrator.demo.measure.RouteCounts;
import dev.segue.route.Route;

/** Shares drawn as bars of characters. */
final class Bar {

  private Bar() {}

  /** A bar that is full where {@code share} is 1. */
  static String of(double share, int width, Console console) {
    int full = (int) Math.round(Math.max(0, Math.min(1, share)) * width);
    String done = (console.isTerminal() ? "━" : "#").repeat(full);
    String rest = (console.isTerminal() ? "─" : ".").repeat(width - full);
    return console.styled(Style.GOOD, done) + console.styled(Style.FAINT, rest);
  }

  /** One piece for each route, as long as its share. */
  static String of(RouteCounts counts, int width, Console console) {
    StringBuilder bar = new StringBuilder();
    int drawn = 0;
    long sum = 0;
    for (Route route : Route.values()) {
      sum += counts.on(route);
      int end = (int) Math.round(width * (double) sum / Math.max(1, counts.total()));
      bar.append(console.styled(RouteWords.style(route), "█".repeat(end - drawn)));
      drawn = end;
    }
    return bar + " ".repeat(width - drawn);
  }
}
