package dev.segue.migrator.backfill;

import dev.segue.driver.control.BackfillProgress;
import dev.segue.migrator.Progress;
import dev.segue.migrator.table.KeyBatches;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Goes through a table batch by batch, at a pace, and tells how far it is. */
record Walk(Connection connection, Pace pace, Progress progress) {

  /** How far it went, and how many rows it had to change. */
  record Distance(long rows, long written) {

    private static final Distance NONE = new Distance(0, 0);

    private Distance plus(PacedBatch.Done done) {
      return new Distance(rows + done.rows(), written + done.written());
    }
  }

  /** Goes to the table's end from where an earlier run stopped. */
  Distance resume(PacedBatch batch, KeyBatches table, Optional<BackfillProgress> earlier)
      throws SQLException {
    earlier.ifPresent(p -> progress.said("resuming after %,d rows".formatted(p.rowsSeen())));
    long total = table.estimate(connection);
    Distance first =
        earlier.map(p -> new Distance(p.rowsSeen(), p.rowsWritten())).orElse(Distance.NONE);
    progress.rows(first.rows(), total);
    return go(batch, first, earlier.flatMap(BackfillProgress::lastKey).map(KeyText::read), total);
  }

  /** Goes through the whole table; how far it is, nobody is told. */
  Distance begin(PacedBatch batch) throws SQLException {
    Progress waits =
        new Progress() {
          @Override
          public void waiting(String reason) {
            progress.waiting(reason);
          }
        };
    return new Walk(connection, pace, waits).go(batch, Distance.NONE, Optional.empty(), 0);
  }

  private Distance go(
      PacedBatch batch, Distance first, Optional<List<String>> firstAfter, long total)
      throws SQLException {
    Distance distance = first;
    Optional<List<String>> after = firstAfter;
    while (true) {
      Optional<PacedBatch.Done> done = pace.run(batch, after, progress);
      if (done.isEmpty()) {
        return distance;
      }
      distance = distance.plus(done.get());
      after = Optional.of(done.get().lastKey());
      progress.rows(distance.rows(), Math.max(total, distance.rows()));
      pace.rest(done.get().rows());
    }
  }
}
