package dev.segue.migrator.demo.display;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.migrator.demo.measure.Latency;
import dev.segue.migrator.demo.measure.LiveFigures;
import dev.segue.migrator.demo.measure.RouteCounts;
import dev.segue.route.MigrationId;
import dev.segue.route.Route;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LivePanelTest {

  private static final Latency LATENCY = new Latency(1_000, 2_000, 0.4, 1.2, 3.5, 20);

  private final LivePanel panel =
      new LivePanel(Console.plain(new PrintStream(OutputStream.nullOutputStream())));

  private static LiveFigures figures(Map<Route, Long> counts) {
    return new LiveFigures(
        LATENCY, List.of(new RouteCounts(new MigrationId("names"), counts)), 0, 2);
  }

  @Test
  void tellsRateLatencyAndWhatWentWrong() {
    assertThat(panel.line(figures(Map.of())))
        .contains("2,000 statements/s", "p50  0.40 ms", "p99   3.50 ms")
        .contains("failed 0", "contradicted 2", "names: no statements");
  }

  @Test
  void tellsTheShareOfEachRouteThatWasTaken() {
    assertThat(panel.line(figures(Map.of(Route.BOTH_READ_OLD, 990L, Route.BOTH_READ_NEW, 10L))))
        .contains("names: both, read old 99 % | both, read new 1.0 %");
    assertThat(panel.line(figures(Map.of(Route.BOTH_LEAD_NEW, 1L, Route.NEW, 1L))))
        .contains("names: both, new leads 50 % | new 50 %");
  }

  @Test
  void drawsABarOfFixedWidthWhateverTheShares() {
    String none = panel.lines(figures(Map.of())).get(2);
    String all = panel.lines(figures(Map.of(Route.NEW, 7L))).get(2);
    String mixed = panel.lines(figures(Map.of(Route.OLD, 1L, Route.BOTH_READ_OLD, 2L))).get(2);

    assertThat(none).startsWith("  names                                       ");
    assertThat(all).contains("█".repeat(20)).endsWith(" new");
    assertThat(mixed).contains("█".repeat(20)).endsWith("old 33 % | both, read old 67 %");
  }
}
