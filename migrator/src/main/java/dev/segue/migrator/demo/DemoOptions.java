package dev.segue.migrator.demo;

import dev.segue.migrator.demo.scenario.Scenario;
import dev.segue.migrator.demo.walk.Pace;
import java.util.Optional;

/**
 * How the demo is run. Immutable.
 *
 * @param scenario what is migrated
 * @param pace how long the shop is left running between the steps
 * @param hold whether the tables are left as they are at the end
 * @param url {@code jdbc:postgresql://…} of a database that is used instead of one of its own
 * @param threads how many threads the shop has
 * @param rows how many rows the tables have at least, at the beginning
 * @param seed what rows and work are made up from
 */
public record DemoOptions(
    Scenario scenario,
    Pace pace,
    boolean hold,
    Optional<String> url,
    int threads,
    long rows,
    long seed) {

  /** The number of threads unless another one is asked for. */
  public static final int DEFAULT_THREADS = 8;

  /**
   * Two keep two cores busy together with the server, and leave the operator's steps their turn.
   */
  public static final int QUICK_THREADS = 2;

  /** The number of rows unless another one is asked for. */
  public static final long DEFAULT_ROWS = 200_000;

  /** The seed unless another one is asked for. */
  public static final long DEFAULT_SEED = 1;

  private static final int MOST_THREADS = 64;
  private static final long MOST_ROWS = 5_000_000;

  /**
   * Checks the numbers.
   *
   * @throws DemoException if one of them has no meaning
   */
  public DemoOptions {
    if (threads < 1 || threads > MOST_THREADS) {
      throw new DemoException(
          "the shop cannot have %d threads\nHint: Take 1 to %d.".formatted(threads, MOST_THREADS));
    }
    if (rows < threads || rows > MOST_ROWS) {
      throw new DemoException(
          "the shop cannot begin with %d rows\nHint: Take %d to %,d."
              .formatted(rows, threads, MOST_ROWS));
    }
  }

  /** The scenario of columns, a database of its own, the default number of everything. */
  public static DemoOptions of(Pace pace) {
    return new DemoOptions(
        Scenario.COLUMNS,
        pace,
        false,
        Optional.empty(),
        DEFAULT_THREADS,
        DEFAULT_ROWS,
        DEFAULT_SEED);
  }
}
