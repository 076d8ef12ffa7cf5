package dev.segue.migrator.demo.display;

import dev.segue.migrator.demo.measure.LiveFigures;
import dev.segue.migrator.demo.measure.RouteCounts;
import dev.segue.route.Route;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The figures of the last moment as lines of text, at most 78 characters wide. Stateless. */
final class LivePanel {

  private static final int BAR = 20;

  private final Console console;

  LivePanel(Console console) {
    this.console = console;
  }

  /** Some lines for the bottom of a terminal. */
  List<String> lines(LiveFigures figures) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("  " + numbers(figures));
    for (RouteCounts counts : figures.routes()) {
      lines.add(
          "  %-22s %s %s"
              .formatted(counts.migration(), Bar.of(counts, BAR, console), shares(counts)));
    }
    return lines;
  }

  /** All of it in one line, for a pipe. */
  String line(LiveFigures figures) {
    String routes =
        figures.routes().stream()
            .map(counts -> counts.migration() + ": " + shares(counts))
            .collect(Collectors.joining("; "));
    return "    " + numbers(figures) + "  " + routes;
  }

  private String numbers(LiveFigures figures) {
    return String.format(
        Locale.ROOT,
        "%,7.0f statements/s  p50 %5.2f ms  p99 %6.2f ms  %s  %s",
        figures.latency().perSecond(),
        figures.latency().p50(),
        figures.latency().p99(),
        count("failed", figures.failed()),
        count("contradicted", figures.contradicted()));
  }

  private String count(String word, long count) {
    return console.styled(count == 0 ? Style.GOOD : Style.BAD, word + " " + count);
  }

  private static String shares(RouteCounts counts) {
    String shares =
        Arrays.stream(Route.values())
            .filter(route -> counts.on(route) > 0)
            .map(route -> RouteWords.word(route) + percent(counts.share(route)))
            .collect(Collectors.joining(" | "));
    return shares.isEmpty() ? "no statements" : shares;
  }

  private static String percent(double share) {
    if (share == 1) {
      return "";
    }
    return String.format(Locale.ROOT, share < 0.1 ? " %.1f %%" : " %.0f %%", share * 100);
  }
}
