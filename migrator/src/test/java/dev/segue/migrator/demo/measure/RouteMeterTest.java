package dev.segue.migrator.demo.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.route.MigrationId;
import dev.segue.route.Route;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteMeterTest {

  private static final MigrationId MIGRATION = new MigrationId("route-meter-test");

  private static Counter counter(String route, String outcome) {
    return Metrics.counter(
        "segue.statements", "migration", MIGRATION.value(), "route", route, "outcome", outcome);
  }

  @Test
  void addsUpTheOutcomesOfARouteFromItsMakingOn() {
    counter("old", "executed").increment(100);
    try (RouteMeter meter = new RouteMeter(List.of(MIGRATION))) {
      counter("both_read_new", "executed").increment(3);
      counter("both_read_new", "fell_back").increment(1);
      counter("old", "executed").increment(4);

      RouteCounts counts = meter.counts().get(0);

      assertThat(counts.on(Route.OLD)).isEqualTo(4);
      assertThat(counts.on(Route.BOTH_READ_NEW)).isEqualTo(4);
      assertThat(counts.total()).isEqualTo(8);
      assertThat(counts.share(Route.BOTH_READ_NEW)).isEqualTo(0.5);
      assertThat(counts.since(counts).total()).isZero();
    }
  }
}
