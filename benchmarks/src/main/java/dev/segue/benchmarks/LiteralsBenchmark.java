package dev.segue.benchmarks;

import dev.segue.driver.cache.PlanCache;
import dev.segue.driver.cache.PlanCache.Key;
import dev.segue.route.Route;
import dev.segue.rules.catalog.SearchPath;
import dev.segue.rules.plan.KeysRequest;
import dev.segue.rules.plan.Outcome;
import dev.segue.rules.plan.PlannedStatement;
import dev.segue.rules.sql.LexicalSettings;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a text with literals costs: one that comes again, one that was never seen and differs from
 * others in its literals only, and the same without a cache. The text itself is made in each.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class LiteralsBenchmark {

  private final FixedSurroundings surroundings = new FixedSurroundings(Route.BOTH_READ_OLD);
  private final PlanCache cache = new PlanCache();
  private long number;

  private static String text(long id) {
    return "UPDATE customers SET name = 'Ada Lovelace' WHERE id = " + id;
  }

  private PlannedStatement plan(String sql) {
    return surroundings
        .engine()
        .plan(
            sql,
            KeysRequest.NONE,
            surroundings.catalog().catalog(),
            SearchPath.standard(),
            new LexicalSettings(true, false));
  }

  private Outcome cached(String sql) {
    Key key = new Key(sql, KeysRequest.NONE, SearchPath.standard(), true);
    return cache.get(key, this::plan).on(migration -> Route.BOTH_READ_OLD);
  }

  /** A text of a hundred that come again and again. */
  @Benchmark
  public Outcome known() {
    return cached(text(number++ % 100));
  }

  /** A text that was never seen. */
  @Benchmark
  public Outcome never() {
    return cached(text(number++));
  }

  /** The same, read and planned. */
  @Benchmark
  public Outcome planned() {
    return plan(text(number++)).on(migration -> Route.BOTH_READ_OLD);
  }
}
