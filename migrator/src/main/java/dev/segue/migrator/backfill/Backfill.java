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
import dev.segue.migrator.table.KeyBatches;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.migrator.table.ShapeTable;
import dev.segue.migrator.table.TablePair;
import dev.segue.migrator.table.TablePairs;
import dev.segue.migrator.table.Union;
import dev.segue.route.Shape;
import dev.segue.rules.migration.Migration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Fills one shape from the other, while applications write both.
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
 * <p>Where the shapes are two tables, a batch first adds the rows of a range that the other table
 * does not have, by a plain INSERT without a lock; {@link MissingRows} tells why no copy stays
 * older than its row.
 *
 * <p>Rows that are there already and differ, or on which the INSERT failed, are locked for shared
 * use and upserted. A lock that was waited for shows the row's newest version, and until the batch
 * ends nobody changes it. The lock is {@code FOR SHARE}, the weakest that keeps writers away
 * (manual, 13.3.2). Locking every row would write to every row, and an INSERT that expects
 * conflicts takes twice as long. What a concurrent delete leaves behind, {@link Sweep} removes in
 * the end.
 *
 * <p>Where the computed shape has several tables, a batch does this for one after the other, in one
 * transaction. What holds of a copy holds of each: a writer upserts its row in all of them. Where
 * the other shape has several, a row is read from all of them at once, and locked in all.
 *
 * <p>Where a column moves to a related table, it walks the targets, as {@link MoveBatch} says.
 *
 * <p>A batch aims at less than a tenth of a second and waits for a row lock for two tenths at most,
 * then gives its own locks back and tries again with fewer rows. Both together are well below
 * {@code deadlock_timeout} (one second by default): if it ever blocks a transaction of the
 * application in a circle, it is the backfill that lets go, before the server has looked for a
 * victim.
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
   * @param written rows among them that had to be changed; of several tables the rows of each
   * @param swept rows of a copied table that were left there without a row in the other one
   */
  public record Outcome(long rows, long written, long swept) {}

  /**
   * Fills the computed shape of {@code direction}, from where an earlier run stopped.
   *
   * @throws MigratorException REFUSED if the flags do not make every transaction write both shapes;
   *     FAILED if it could not go on, and then it can be resumed
   */
  public Outcome run(
      Migration migration, Direction direction, BackfillOptions options, Progress progress) {
    Union.requireNone(migration);
    DualWriting.require(context, migration, direction);
    try (Connection connection = context.connect()) {
      lock(connection, migration);
      try {
        new FleetWait(context)
            .until(migration.id(), DualWriting.ROUTES, options.fleetTimeout(), progress);
        Optional<BackfillProgress> earlier = begin(connection, migration, direction, options);
        Walk walk = new Walk(connection, new Pace(options), progress);
        Outcome outcome =
            migration.copied().isPresent()
                ? copyRows(walk, TablePairs.read(context, migration), direction, earlier, options)
                : fill(walk, migration, direction, earlier);
        if (!new Backfills(connection).finish(migration.id(), direction)) {
          throw BackfillBatch.overtaken(migration);
        }
        PlannerStatistics.renew(context, connection, migration, direction.computed(), progress);
        return outcome;
      } finally {
        unlock(connection, migration);
      }
    } catch (SQLException e) {
      throw MigratorException.of("backfilling " + migration.table(direction.computed()), e);
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

  private Outcome fill(
      Walk walk, Migration migration, Direction direction, Optional<BackfillProgress> earlier)
      throws SQLException {
    if (migration.moved().isEmpty()) {
      return fillColumns(walk, MigratingTable.read(context, migration), direction, earlier);
    }
    MigratingTable target = MigratingTable.read(context, migration.byTable().get(1));
    MoveBatch batch = new MoveBatch(walk.connection(), migration, target, direction);
    Walk.Distance done = walk.resume(batch, new KeyBatches(target), earlier);
    return new Outcome(done.rows(), done.written() + batch.clearAlone(), 0);
  }

  private static Outcome fillColumns(
      Walk walk, MigratingTable table, Direction direction, Optional<BackfillProgress> earlier)
      throws SQLException {
    if (table.mappingTo(direction.computed()).isEmpty()) {
      walk.progress()
          .said(
              "nothing to fill: the %s shape of migration \"%s\" has no column to be computed"
                  .formatted(direction.computed().word(), table.migration().id()));
      return new Outcome(0, 0, 0);
    }
    BackfillBatch batch = BackfillBatch.ofColumns(walk.connection(), table, direction);
    Walk.Distance done = walk.resume(batch, new KeyBatches(table), earlier);
    return new Outcome(done.rows(), done.written(), 0);
  }

  private Outcome copyRows(
      Walk walk,
      TablePairs pairs,
      Direction direction,
      Optional<BackfillProgress> earlier,
      BackfillOptions options)
      throws SQLException {
    Shape computed = direction.computed();
    BackfillBatch batch = BackfillBatch.ofRows(walk.connection(), pairs, direction);
    ShapeTable source = pairs.whole().table(computed.opposite());
    Milestones milestones = new Milestones(source.sqlName());
    Walk.Distance copied = walk.resume(milestones.noting(batch), new KeyBatches(source), earlier);
    new FleetWait(context).untilTransactionsEnd(options.fleetTimeout(), walk.progress());
    walk.progress().said("looking for rows that are left over");
    long swept = 0;
    // The first table last: rows of the others may refer to its rows.
    for (TablePair pair : reversed(pairs.computing(computed))) {
      swept +=
          sweep(walk, new Sweep(walk.connection(), pair, direction, milestones), pair, direction);
    }
    return new Outcome(copied.rows(), copied.written(), swept);
  }

  private static long sweep(Walk walk, Sweep sweep, TablePair pair, Direction direction)
      throws SQLException {
    Shape computed = direction.computed();
    Walk.Distance swept = walk.begin(sweep);
    walk.progress()
        .said(
            "%,d row%s of %s had no row in %s, and went"
                .formatted(
                    swept.written(),
                    swept.written() == 1 ? "" : "s",
                    pair.name(computed),
                    pair.name(computed.opposite())));
    return swept.written();
  }

  private static List<TablePair> reversed(List<TablePair> pairs) {
    List<TablePair> reversed = new ArrayList<>(pairs);
    Collections.reverse(reversed);
    return reversed;
  }
}
