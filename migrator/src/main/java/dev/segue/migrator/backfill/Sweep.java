package dev.segue.migrator.backfill;

import dev.segue.driver.control.Backfills;
import dev.segue.driver.control.Direction;
import dev.segue.driver.control.InTransaction;
import dev.segue.migrator.table.AlignedKey;
import dev.segue.migrator.table.KeyBatches;
import dev.segue.migrator.table.KeyBatches.Batch;
import dev.segue.migrator.table.KeyRange;
import dev.segue.migrator.table.RowMapping;
import dev.segue.migrator.table.TablePair;
import dev.segue.migrator.trigger.FollowingTriggers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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
 *
 * <h2>How it finds them</h2>
 *
 * Nearly always there is nothing to delete, and then a batch only reads: where both tables are in
 * one order, it joins a range of the copy to the same range of the other table. Only from where
 * that finds a row left over, each row is looked up, and deleted, until a batch has deleted none.
 * Since no new leftovers come, a range in which there was none has none.
 *
 * <p>Nested loops are off for the join: a plan that expects few rows of a table that has just been
 * filled would compare each row with each. They are on for the DELETE, whose triggers may need
 * them.
 */
final class Sweep implements PacedBatch {

  /** Reading a row of both tables takes about a fifth of what the same batch takes to write one. */
  private static final int READ_FOR_ONE_WRITTEN = 5;

  /** A range in both tables. */
  private record Stretch(KeyRange copy, KeyRange other, Optional<Done> done) {}

  private final Connection connection;
  private final TablePair pair;
  private final Direction direction;
  private final RowMapping rows;
  private final KeyBatches copies;
  private final Milestones milestones;
  private final Optional<AlignedKey> ofOther;
  private final Optional<AlignedKey> ofCopy;
  private boolean deletes;

  /**
   * @param milestones of the walk that made the copies
   */
  Sweep(Connection connection, TablePair pair, Direction direction, Milestones milestones) {
    this.milestones = milestones;
    this.connection = connection;
    this.pair = pair;
    this.direction = direction;
    this.rows = pair.mappingTo(direction.computed());
    this.copies = new KeyBatches(rows.target());
    this.ofCopy = pair.alignedKey(direction.computed());
    this.ofOther =
        pair.alignedKey(direction.computed().opposite())
            .filter(aligned -> aligned.isKeyOf(rows.target()));
  }

  @Override
  public Optional<Done> run(Optional<List<String>> after, int size) throws SQLException {
    AtomicReference<Optional<Done>> done = new AtomicReference<>();
    InTransaction.run(
        connection,
        () -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            statement.execute(BackfillBatch.SETTINGS);
          }
          FollowingTriggers.standAside(connection, pair.migration());
          done.set(next(after, size));
        });
    return done.get();
  }

  private Optional<Done> next(Optional<List<String>> after, int size) throws SQLException {
    if (!deletes) {
      Optional<Stretch> stretch = stretch(after, size * READ_FOR_ONE_WRITTEN);
      if (stretch.isPresent() && !leavesOne(stretch.get())) {
        return stretch.get().done();
      }
      deletes = true;
    }
    Optional<Batch> batch = copies.next(connection, after, size);
    return batch.isPresent() ? Optional.of(delete(batch.get())) : Optional.empty();
  }

  /**
   * What is read next. It is cut by the other table, where a key of one is one of both: the copy
   * has just been written, and its index does not tell yet which rows are to be seen.
   */
  private Optional<Stretch> stretch(Optional<List<String>> after, int size) throws SQLException {
    if (ofOther.isPresent()) {
      KeyBatches others = new KeyBatches(rows.source());
      Optional<Batch> batch = milestones.next(rows.source().sqlName(), others, after, size);
      if (batch.isEmpty()) {
        batch = others.next(connection, after, size);
      }
      KeyRange other =
          batch
              .map(Batch::range)
              .orElseGet(() -> new KeyRange(rows.source().key(), after, Optional.empty()));
      return Optional.of(new Stretch(ofOther.get().range(other), other, batch.map(b -> read(b))));
    }
    if (ofCopy.isPresent()) {
      Optional<Batch> batch = copies.next(connection, after, size);
      return batch.map(
          b -> new Stretch(b.range(), ofCopy.get().range(b.range()), Optional.of(read(b))));
    }
    return Optional.empty();
  }

  private static Done read(Batch batch) {
    return new Done(batch.rows(), 0, batch.lastKey());
  }

  private boolean leavesOne(Stretch stretch) throws SQLException {
    String sql =
        "SELECT FROM %s AS %s WHERE %s AND %s LIMIT 1"
            .formatted(
                rows.target().sqlName(),
                RowMapping.TARGET,
                stretch.copy().condition(),
                pair.orphanedIn(direction.computed(), stretch.other().condition()));
    try (Statement setting = connection.createStatement();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      setting.execute("SET LOCAL enable_nestloop = off");
      stretch.other().bind(statement, stretch.copy().bind(statement, 1));
      try (ResultSet result = statement.executeQuery()) {
        boolean found = result.next();
        setting.execute("SET LOCAL enable_nestloop TO DEFAULT");
        return found;
      }
    }
  }

  private Done delete(Batch batch) throws SQLException {
    String sql =
        "DELETE FROM %s AS %s WHERE %s AND %s"
            .formatted(
                rows.target().sqlName(),
                RowMapping.TARGET,
                pair.orphanedIn(direction.computed()),
                batch.range().condition());
    long deleted;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      batch.range().bind(statement, 1);
      deleted = statement.executeUpdate();
    }
    if (!new Backfills(connection).isRunning(pair.migration().id(), direction)) {
      throw BackfillBatch.overtaken(pair.migration());
    }
    deletes = deleted > 0;
    return new Done(batch.rows(), deleted, batch.lastKey());
  }
}
