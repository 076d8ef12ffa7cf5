package dev.segue.migrator.backfill;

import dev.segue.migrator.MigratorException;
import dev.segue.migrator.Progress;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How large batches are, and how long it rests between them: as many rows as take well below a
 * tenth of a second, fewer after a batch that did not come through.
 */
final class Pace {

  private static final Duration TARGET = Duration.ofMillis(60);
  private static final int FIRST = 500;
  private static final int LARGEST = 20_000;
  private static final int ATTEMPTS = 100;

  /** Lock timeout, deadlock, serialization failure. */
  private static final Set<String> RETRIED = Set.of("55P03", "40P01", "40001");

  private final BackfillOptions options;
  private int size = FIRST;

  Pace(BackfillOptions options) {
    this.options = options;
  }

  /** Runs the next batch, again with fewer rows as long as it meets locks. */
  Optional<PacedBatch.Done> run(PacedBatch batch, Optional<List<String>> after, Progress progress)
      throws SQLException {
    for (int attempt = 1; ; attempt++) {
      long begin = System.nanoTime();
      try {
        Optional<PacedBatch.Done> done = batch.run(after, size);
        adapt(System.nanoTime() - begin);
        return done;
      } catch (SQLException e) {
        if (!RETRIED.contains(String.valueOf(e.getSQLState()))) {
          throw e;
        }
        if (attempt == ATTEMPTS) {
          throw MigratorException.failed(
              "a batch met locked rows %d times in a row".formatted(ATTEMPTS),
              "A transaction of the application holds on to a row: " + e.getMessage() + ".",
              "End it (pg_stat_activity shows it), and run the backfill again: it goes on there.");
        }
        progress.waiting("rows of a batch are locked; trying again with fewer");
        size = Math.max(1, size / 2);
        sleep(Math.min(1_000, 20L * attempt));
      }
    }
  }

  private void adapt(long nanos) {
    double factor = (double) TARGET.toNanos() / Math.max(1, nanos);
    double bounded = Math.max(0.5, Math.min(1.5, factor));
    size = (int) Math.max(1, Math.min(LARGEST, size * bounded));
  }

  /** Rests as the options ask after a batch of this many rows. */
  void rest(long rows) {
    long millis = options.sleep().toMillis();
    if (options.maxRowsPerSecond() > 0) {
      millis = Math.max(millis, rows * 1_000 / options.maxRowsPerSecond());
      size = (int) Math.max(1, Math.min(size, options.maxRowsPerSecond()));
    }
    sleep(millis);
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw MigratorException.failed(
          "interrupted", "What was done is kept.", "Run it again: it goes on there.");
    }
  }
}
