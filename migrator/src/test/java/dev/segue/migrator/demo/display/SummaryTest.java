package dev.segue.migrator.demo.display;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.migrator.demo.ledger.Comparison;
import dev.segue.migrator.demo.measure.Latency;
import dev.segue.migrator.demo.measure.RouteCounts;
import dev.segue.migrator.demo.outcome.DemoOutcome;
import dev.segue.route.MigrationId;
import dev.segue.route.Route;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTest {

  @Test
  void theStatementsOfAllRoutesAreInTheTable() {
    Map<Route, Long> counts =
        Map.of(
            Route.OLD, 1L,
            Route.BOTH_READ_OLD, 20L,
            Route.BOTH_READ_NEW, 300L,
            Route.BOTH_LEAD_NEW, 4_000L,
            Route.NEW, 50_000L);
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    Console console = Console.plain(new PrintStream(written, true, StandardCharsets.UTF_8));

    new Summary(console).show(outcome(new RouteCounts(new MigrationId("names"), counts)));

    assertThat(written.toString(StandardCharsets.UTF_8))
        .containsPattern("by route +old +both, read old +both, read new +new\\R")
        .containsPattern("names +1 +20 +4,300 +50,000\\R");
  }

  private static DemoOutcome outcome(RouteCounts counts) {
    return new DemoOutcome(
        "columns",
        true,
        0,
        Latency.NONE,
        Latency.NONE,
        Latency.NONE,
        List.of(counts),
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        new Comparison(0, 0, 0, 0, 0, List.of()),
        List.of(),
        Duration.ZERO);
  }
}
