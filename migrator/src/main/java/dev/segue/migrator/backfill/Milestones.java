package dev.segue.migrator.backfill;

import dev.segue.migrator.backfill.PacedBatch.Done;
import dev.segue.migrator.table.KeyBatches;
import dev.segue.migrator.table.KeyBatches.Batch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the batches of a walk through a table ended. Another walk through the same table need not
 * have the server count its rows again, which is a sixth of what a batch costs. Rows that came or
 * went since are in the ranges all the same.
 *
 * <p>A walk that was resumed has passed a part of the table only, and nothing is known of the rest.
 * Used by one thread.
 */
final class Milestones {

  private final String table;
  private final Map<Optional<List<String>>, Done> after = new HashMap<>();

  /**
   * @param table the table's name in SQL
   */
  Milestones(String table) {
    this.table = table;
  }

  /** Does what a batch does, and notes where it ended. */
  PacedBatch noting(PacedBatch batch) {
    return (from, size) -> {
      Optional<Done> done = batch.run(from, size);
      done.ifPresent(found -> after.put(from, found));
      return done;
    };
  }

  /**
   * The batches behind a key that have {@code size} rows together, or the first one where that has
   * more; empty where none is known to begin there.
   *
   * @param other the name of the table that is walked through now
   */
  Optional<Batch> next(String other, KeyBatches batches, Optional<List<String>> from, int size) {
    Done found = other.equals(table) ? after.get(from) : null;
    if (found == null) {
      return Optional.empty();
    }
    long rows = found.rows();
    Done last = found;
    Done further = after.get(Optional.of(last.lastKey()));
    while (further != null && rows + further.rows() <= size) {
      rows += further.rows();
      last = further;
      further = after.get(Optional.of(last.lastKey()));
    }
    return Optional.of(batches.between(from, last.lastKey(), rows));
  }
}
