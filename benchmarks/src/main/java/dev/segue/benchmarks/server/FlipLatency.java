package dev.segue.benchmarks.server;

import dev.segue.benchmarks.server.Way.Work;
import dev.segue.equivalence.RouteSteering;
import dev.segue.postgres.PostgresServer;
import dev.segue.route.Route;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What the application's threads notice of a flip at full load: the latency of their statements
 * around flips, beside that of the times between. One thread does the same work on the wrapped
 * driver alone, to tell what the machine and the server add.
 */
@Command(
    name = "flip-latency",
    mixinStandardHelpOptions = true,
    description = "Measures what threads notice of a flip.")
public final class FlipLatency implements Callable<Integer> {

  private static final String MIGRATION = "cents";
  private static final Duration AROUND = Duration.ofMillis(500);
  private static final Duration BETWEEN = Duration.ofSeconds(2);
  private static final double[] PERCENTILES = {50, 99, 99.9, 99.99, 100};

  @Option(names = "--flips", description = "How many. Default: 40.")
  private int flips = 40;

  @Option(names = "--threads", description = "Of the application. Default: 3.")
  private int threads = 3;

  /** When a statement ended. */
  private enum Moment {
    /** A flip had just been written, and the instance took it up. */
    AROUND_A_FLIP,
    /** Flags stood still. */
    BETWEEN_FLIPS
  }

  private volatile Moment moment = Moment.BETWEEN_FLIPS;
  private volatile boolean over;

  private FlipLatency() {}

  /** Takes the command line's arguments, and exits. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new FlipLatency()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads + 1);
    try (PostgresServer server = PostgresServer.start();
        Surroundings surroundings = new Surroundings(server, Workloads.COLUMNS)) {
      String segue = surroundings.segueUrl(Workloads.COLUMN_RULES, MIGRATION, Route.BOTH_READ_OLD);
      List<Future<Map<Moment, Histogram>>> applications = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        applications.add(pool.submit(() -> measured(segue)));
      }
      Future<Map<Moment, Histogram>> beside = pool.submit(() -> measured(surroundings.url()));
      // The first seconds are of classes that are loaded and code that is compiled.
      Thread.sleep(BETWEEN.multipliedBy(3).toMillis());
      flip(new RouteSteering(surroundings.database()));
      over = true;
      Map<Moment, Histogram> all = new EnumMap<>(Moment.class);
      for (Future<Map<Moment, Histogram>> application : applications) {
        application.get().forEach((when, found) -> all.merge(when, found, FlipLatency::sum));
      }
      print("Segue", all, System.out);
      print("the wrapped driver alone, beside it", beside.get(), System.out);
      return CommandLine.ExitCode.OK;
    } finally {
      over = true;
      pool.shutdownNow();
    }
  }

  private void flip(RouteSteering steering) throws InterruptedException {
    for (int i = 0; i < flips; i++) {
      Route route = i % 2 == 0 ? Route.BOTH_READ_NEW : Route.BOTH_READ_OLD;
      moment = Moment.AROUND_A_FLIP;
      steering.steer(List.of(MIGRATION), route);
      Thread.sleep(AROUND.toMillis());
      moment = Moment.BETWEEN_FLIPS;
      Thread.sleep(BETWEEN.toMillis());
    }
  }

  private Map<Moment, Histogram> measured(String url) throws SQLException {
    Map<Moment, Histogram> latencies = new EnumMap<>(Moment.class);
    try (Connection connection = DriverManager.getConnection(url)) {
      Work read = ByKey.query("SELECT balance FROM accounts WHERE id = ?").on(connection);
      Work write = ByKey.update("UPDATE accounts SET balance = ? WHERE id = ?", 1).on(connection);
      long warm = System.nanoTime() + BETWEEN.multipliedBy(2).toNanos();
      while (!over) {
        for (Work work : List.of(read, write)) {
          long begin = System.nanoTime();
          work.perform();
          long end = System.nanoTime();
          if (end > warm) {
            latencies.computeIfAbsent(moment, when -> new Histogram(3)).recordValue(end - begin);
          }
        }
      }
    }
    return latencies;
  }

  private static Histogram sum(Histogram one, Histogram other) {
    one.add(other);
    return one;
  }

  private static void print(String whose, Map<Moment, Histogram> latencies, PrintStream out) {
    out.println(whose + ", milliseconds:");
    latencies.forEach(
        (when, histogram) -> {
          out.printf(
              Locale.ROOT,
              "  %-14s %,11d statements",
              when.name().toLowerCase(Locale.ROOT).replace('_', ' '),
              histogram.getTotalCount());
          for (double percentile : PERCENTILES) {
            out.printf(
                Locale.ROOT,
                "  %s %.3f",
                percentile == 100 ? "max" : "p" + percentile,
                histogram.getValueAtPercentile(percentile) / 1e6);
          }
          out.println();
        });
  }
}
