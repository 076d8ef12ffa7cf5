package dev.segue.migrator.backfill;

import dev.segue.driver.control.BackfillProgress;
import dev.segue.driver.control.BackfillProgress.State;
import dev.segue.driver.control.Backfills;
import dev.segue.driver.control.Direction;
import dev.segue.driver.control.InTransaction;
import dev.segue.driver.control.MigrationStates;
import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.Progress;
import dev.segue.migrator.fleet.FleetWait;
import dev.segue.migrator.table.Comparison;
import dev.segue.migrator.table.KeyBatches;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.rules.migration.Migration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Fills one shape of a table from the other, while applications write both.
 *
 * <h2>Design</h2>
 *
 * It begins when every transaction of the fleet writes both shapes. From then on a row that an
 * application writes has both; the backfill owes only those that it does not write. So it walks the
 * primary key once. A batch is one UPDATE of a range of keys, which sets what differs from the
 * mapping and takes row locks on nothing else. At READ COMMITTED, an UPDATE that waited for a row
 * computes the mapping from the row's new version (manual, 13.2.1), so a batch never writes a value
 * from before a concurrent change. Rows that are inserted behind the walk have both shapes by
 * themselves.
 *
 * <p>A batch aims at a tenth of a second and waits for a row lock for two tenths at most, then
 * gives its own locks back and tries again with fewer rows. Both together are well below {@code
 * deadlock_timeout} (one second by default): if it ever blocks a transaction of the application in
 * a circle, it is the backfill that lets go, before the server has looked for a victim.
 *
 * <p>Progress is in the batch's own transaction, which is why it can be resumed at any time, and
 * why batches need not wait for the disk one by one: what a crash takes back is taken back as a
 * whole.
 *
 * <p>Stateless.
 */
public final class Backfill {

  private final MigrationContext context;

  public Backfill(MigrationContext context) {
    this.context = context;
  }

  /**
   * What was done.
   *
   * @param rows rows passed, those of earlier runs among them
   * @param written rows among them that had to be changed
   */
  public record Outcome(long rows, long written) {}

  /**
   * Fills the computed shape of {@code direction}, from where an earlier run stopped.
   *
   * @throws MigratorException REFUSED if the flags do not make every transaction write both shapes;
   *     FAILED if it could not go on, and then it can be resumed
   */
  public Outcome run(
      Migration migration, Direction direction, BackfillOptions options, Progress progress) {
    DualWriting.require(context, migration, direction);
    MigratingTable table = MigratingTable.read(context, migration);
    boolean nothing = table.mappingTo(direction.computed()).isEmpty();
    try (Connection connection = context.connect()) {
      lock(connection, migration);
      try {
        new FleetWait(context)
            .until(migration.id(), DualWriting.ROUTES, options.fleetTimeout(), progress);
        Optional<BackfillProgress> earlier = begin(connection, migration, direction, options);
        if (nothing) {
          progress.said(
              "nothing to fill: the %s shape of migration \"%s\" has no column to be computed"
                  .formatted(direction.computed().word(), migration.id()));
          finish(connection, table, direction);
          return new Outcome(0, 0);
        }
        earlier.ifPresent(p -> progress.said("resuming after %,d rows".formatted(p.rowsSeen())));
        return walk(connection, table, direction, options, progress, earlier);
      } finally {
        unlock(connection, migration);
      }
    } catch (SQLException e) {
      throw MigratorException.of("backfilling " + migration.table(), e);
    }
  }

  /** The connection may go back to a pool, and its session live on. */
  private static void unlock(Connection connection, Migration migration) throws SQLException {
    if (connection.isValid(1)) {
      String sql = "SELECT pg_advisory_unlock(hashtext('segue.backfill'), hashtext(?))";
      try (var statement = connection.prepareStatement(sql)) {
        statement.setString(1, migration.id().value());
        statement.execute();
      }
    }
  }

  /** For the session: two at once would only be in each other's way. */
  private static void lock(Connection connection, Migration migration) throws SQLException {
    String sql = "SELECT pg_try_advisory_lock(hashtext('segue.backfill'), hashtext(?))";
    try (var statement = connection.prepareStatement(sql)) {
      statement.setString(1, migration.id().value());
      try (var result = statement.executeQuery()) {
        if (!result.next() || !result.getBoolean(1)) {
          throw MigratorException.refused(
              "a backfill of migration \"%s\" is running already".formatted(migration.id()),
              "",
              "See: segue status");
        }
      }
    }
  }

  /** Begins anew, or gives the earlier run that can be resumed. */
  private static Optional<BackfillProgress> begin(
      Connection connection, Migration migration, Direction direction, BackfillOptions options)
      throws SQLException {
    Backfills backfills = new Backfills(connection);
    Optional<BackfillProgress> earlier =
        backfills
            .progress(migration.id(), direction)
            .filter(p -> p.state() == State.RUNNING && !options.restart());
    if (earlier.isEmpty()) {
      InTransaction.run(
          connection,
          () -> {
            new MigrationStates(connection).keep(migration.id(), direction.computed());
            backfills.begin(migration.id(), direction);
          });
    }
    return earlier;
  }

  private static Outcome walk(
      Connection connection,
      MigratingTable table,
      Direction direction,
      BackfillOptions options,
      Progress progress,
      Optional<BackfillProgress> earlier)
      throws SQLException {
    long total = new KeyBatches(table).estimate(connection);
    long rows = earlier.map(BackfillProgress::rowsSeen).orElse(0L);
    long written = earlier.map(BackfillProgress::rowsWritten).orElse(0L);
    Optional<List<String>> after = earlier.flatMap(BackfillProgress::lastKey).map(KeyText::read);
    BackfillBatch batch =
        new BackfillBatch(connection, table, direction, Comparison.byteWise(connection, table));
    Pace pace = new Pace(options);
    progress.rows(rows, total);
    while (true) {
      Optional<BackfillBatch.Done> done = pace.run(batch, after, progress);
      if (done.isEmpty()) {
        break;
      }
      rows += done.get().rows();
      written += done.get().written();
      after = Optional.of(done.get().lastKey());
      progress.rows(rows, Math.max(total, rows));
      pace.rest(done.get().rows());
    }
    finish(connection, table, direction);
    return new Outcome(rows, written);
  }

  private static void finish(Connection connection, MigratingTable table, Direction direction)
      throws SQLException {
    if (!new Backfills(connection).finish(table.migration().id(), direction)) {
      throw BackfillBatch.overtaken(table);
    }
  }
}
