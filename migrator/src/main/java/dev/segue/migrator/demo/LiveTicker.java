package dev.segue.migrator.demo;

import dev.segue.migrator.demo.display.WalkDisplay;
import dev.segue.migrator.demo.ledger.Findings;
import dev.segue.migrator.demo.measure.LatencyMeter;
import dev.segue.migrator.demo.measure.LiveFigures;
import dev.segue.migrator.demo.measure.RouteCounts;
import dev.segue.migrator.demo.measure.RouteMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Shows the figures of each moment, from a thread of its own, until it is closed. */
final class LiveTicker implements AutoCloseable {

  private final LatencyMeter latency;
  private final RouteMeter routes;
  private final Findings failures;
  private final Findings contradictions;
  private final WalkDisplay display;
  private final ScheduledExecutorService ticks =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "demo-display");
            thread.setDaemon(true);
            return thread;
          });
  private List<RouteCounts> last;

  LiveTicker(
      LatencyMeter latency,
      RouteMeter routes,
      Findings failures,
      Findings contradictions,
      WalkDisplay display) {
    this.latency = latency;
    this.routes = routes;
    this.failures = failures;
    this.contradictions = contradictions;
    this.display = display;
    this.last = routes.counts();
  }

  void start(Duration interval) {
    ticks.scheduleAtFixedRate(
        this::tick, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void tick() {
    List<RouteCounts> now = routes.counts();
    List<RouteCounts> moment = new ArrayList<>();
    for (int i = 0; i < now.size(); i++) {
      moment.add(now.get(i).since(last.get(i)));
    }
    last = now;
    display.show(
        new LiveFigures(latency.interval(), moment, failures.count(), contradictions.count()));
  }

  /** Returns when the last tick is over. */
  @Override
  public void close() {
    ticks.shutdown();
    try {
      ticks.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
