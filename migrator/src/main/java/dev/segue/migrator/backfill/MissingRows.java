package dev.segue.migrator.backfill;

import dev.segue.migrator.table.AlignedKey;
import dev.segue.migrator.table.KeyBatches.Batch;
import dev.segue.migrator.table.KeyRange;
import dev.segue.migrator.table.RowMapping;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Optional;

/**
 * Adds the rows of a range that the other table lacks, with no lock.
 *
 * <p>Whoever writes one of them meanwhile writes the other table too, by an upsert. It comes to the
 * row there before the INSERT of this class, which then fails on the key and has done nothing; or
 * behind it, finds the copy, and makes it what the row is by then. So no copy that is added here
 * stays older than its row.
 *
 * <p>Where the other table has nothing in the range, all rows are added and nothing is looked up.
 * That it has nothing was read a moment before and may be wrong by now, but nothing rests on it: an
 * INSERT of all rows that comes through has itself shown that the other table had none of them. The
 * look spares it from failing where it would. Only an {@link AlignedKey} tells where to look.
 */
final class MissingRows {

  private static final String UNIQUE_VIOLATION = "23505";

  private final Connection connection;
  private final RowMapping rows;
  private final Optional<AlignedKey> aligned;

  /**
   * @param aligned where the target's rows of a range of the source are
   */
  MissingRows(Connection connection, RowMapping rows, Optional<AlignedKey> aligned) {
    this.connection = connection;
    this.rows = rows;
    this.aligned = aligned;
  }

  /** How many rows were added, and whether these are all that there were. */
  record Added(long rows, boolean all) {
    static final Added NOTHING = new Added(0, false);
  }

  Added add(Batch batch) throws SQLException {
    KeyRange range = batch.range();
    boolean lacksAll = aligned.isPresent() && isEmpty(aligned.get().range(range));
    Savepoint before = connection.setSavepoint();
    try {
      return lacksAll ? addAll(range) : addMissing(range);
    } catch (SQLException e) {
      if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
        throw e;
      }
      // The application has written one of them just now.
      connection.rollback(before);
      return Added.NOTHING;
    }
  }

  private boolean isEmpty(KeyRange range) throws SQLException {
    // In an order, since the index alone finds out at once that there is nothing.
    String sql =
        "SELECT FROM %s WHERE %s ORDER BY %s LIMIT 1"
            .formatted(rows.target().sqlName(), range.condition(), range.firstColumn());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      range.bind(statement, 1);
      try (ResultSet result = statement.executeQuery()) {
        return !result.next();
      }
    }
  }

  private Added addAll(KeyRange range) throws SQLException {
    try (PreparedStatement add = connection.prepareStatement(rows.insertAll(range.condition()))) {
      range.bind(add, 1);
      return new Added(add.executeUpdate(), true);
    }
  }

  private Added addMissing(KeyRange range) throws SQLException {
    try (PreparedStatement add =
        connection.prepareStatement(rows.insertMissing(range.condition()))) {
      range.bind(add, range.bind(add, 1));
      try (ResultSet counts = add.executeQuery()) {
        counts.next();
        return new Added(counts.getLong(2), counts.getLong(1) == counts.getLong(2));
      }
    }
  }
}
