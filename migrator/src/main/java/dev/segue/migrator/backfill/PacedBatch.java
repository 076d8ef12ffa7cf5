package dev.segue.migrator.backfill;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Does a table in the order of its key, so many rows at a time, each time as one transaction. */
interface PacedBatch {

  /** What a batch did. */
  record Done(long rows, long written, List<String> lastKey) {}

  /** Does the next {@code size} rows after a key; empty where there are no more. */
  Optional<Done> run(Optional<List<String>> after, int size) throws SQLException;
}
