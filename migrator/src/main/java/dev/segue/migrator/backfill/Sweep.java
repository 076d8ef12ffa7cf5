package dev.segue.migrator.backfill;

import dev.segue.driver.control.Backfills;
import dev.segue.driver.control.Direction;
import dev.segue.driver.control.InTransaction;
import dev.segue.migrator.table.KeyBatches;
import dev.segue.migrator.table.KeyBatches.Batch;
import dev.segue.migrator.table.RowMapping;
import dev.segue.migrator.table.TablePair;
import dev.segue.migrator.trigger.FollowingTriggers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Deletes the rows of a copy that have no row in the table that they were copied from. A batch is a
 * range of the copy's keys.
 *
 * <h2>Where such rows come from</h2>
 *
 * A statement that deletes in both tables, or gives a row another key, runs beside a batch of the
 * backfill. The copy that the batch makes is not in its snapshot, and stays (manual, 13.2.1); or
 * the batch has read the row before, and copies it afterwards. Only statements whose snapshot is
 * older than the end of a batch leave one. Rows of an earlier time, when one table alone was
 * written, are left over too.
 *
 * <h2>Why it deletes nothing that belongs there</h2>
 *
 * It begins when every transaction has ended that ran when the last batch of the backfill was
 * through: the snapshots of all others show every copy that a batch made, so that no new leftover
 * comes of it. Each of its own batches is one transaction at REPEATABLE READ. It takes no lock on
 * the other table, for there is no row to lock; what guards it is the copy itself. Say that its
 * snapshot shows a copy and no other row, and that a transaction of the application brings the
 * other row back. Where the other table leads, that one writes the copy too before it ends, by
 * {@code INSERT … ON CONFLICT DO UPDATE}, which has no condition. So
 *
 * <ul>
 *   <li>if it has written the copy before the DELETE comes to it, the DELETE waits, and then fails
 *       with 40001, since the row is another one than its snapshot shows. The batch is tried again
 *       on a new snapshot, which shows both rows. If the other one was rolled back, the DELETE goes
 *       on, rightly. At READ COMMITTED it would look at the new version of the copy and the old
 *       snapshot of the other table, and delete what belongs there;
 *   <li>if the DELETE comes first, the INSERT waits for the batch to end, finds the copy gone, and
 *       inserts it anew.
 * </ul>
 *
 * Where the copy's table leads, its INSERT fails on a leftover as on any row of the same key, and
 * neither table has changed.
 *
 * <p>A transaction that writes both locks a row of the table that leads before that of the other.
 * The sweep locks nothing but the copies that it deletes, and so closes no circle where the other
 * table leads. Where it might, since one statement meets several leftovers in another order than
 * that of the key, the batch's lock timeout ends it, as it does in the backfill.
 */
final class Sweep implements PacedBatch {

  private final Connection connection;
  private final TablePair pair;
  private final Direction direction;
  private final KeyBatches batches;
  private final String delete;

  Sweep(Connection connection, TablePair pair, Direction direction) {
    this.connection = connection;
    this.pair = pair;
    this.direction = direction;
    RowMapping rows = pair.mappingTo(direction.computed());
    this.batches = new KeyBatches(rows.target());
    this.delete =
        "DELETE FROM %s AS %s WHERE %s AND "
            .formatted(
                rows.target().sqlName(), RowMapping.TARGET, pair.orphanedIn(direction.computed()));
  }

  @Override
  public Optional<Done> run(Optional<List<String>> after, int size) throws SQLException {
    AtomicReference<Done> done = new AtomicReference<>();
    InTransaction.run(
        connection,
        () -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            statement.execute(BackfillBatch.SETTINGS);
          }
          FollowingTriggers.standAside(connection, pair.migration());
          Optional<Batch> batch = batches.next(connection, after, size);
          if (batch.isPresent()) {
            done.set(delete(batch.get()));
          }
        });
    return Optional.ofNullable(done.get());
  }

  private Done delete(Batch batch) throws SQLException {
    long deleted;
    try (PreparedStatement statement =
        connection.prepareStatement(delete + batch.range().condition())) {
      batch.range().bind(statement, 1);
      deleted = statement.executeUpdate();
    }
    if (!new Backfills(connection).isRunning(pair.migration().id(), direction)) {
      throw BackfillBatch.overtaken(pair.migration());
    }
    return new Done(batch.rows(), deleted, batch.lastKey());
  }
}
