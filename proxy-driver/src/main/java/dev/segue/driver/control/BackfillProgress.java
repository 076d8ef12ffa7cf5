package dev.segue.driver.control;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a backfill has come.
 *
 * @param lastKey the primary key that it has done last, as a JSON array of texts; empty before the
 *     first batch
 * @param rowsSeen rows passed so far
 * @param rowsWritten rows among them that had to be changed
 */
public record BackfillProgress(
    State state,
    Optional<String> lastKey,
    long rowsSeen,
    long rowsWritten,
    Instant startedAt,
    Optional<Instant> finishedAt) {

  /** Where a backfill stands. */
  public enum State {
    /** Begun and not finished, whether or not somebody works at it now. */
    RUNNING,
    /** Every row that was there when it began has been done. */
    DONE,
    /** Begun or finished before writing both shapes was switched off: worth nothing now. */
    STALE
  }
}
