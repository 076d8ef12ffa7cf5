package dev.segue.migrator.verify;

import dev.segue.driver.control.ControlSchema;
import dev.segue.driver.control.Direction;
import dev.segue.driver.control.Following;
import dev.segue.driver.control.InTransaction;
import dev.segue.driver.control.MigrationStates;
import dev.segue.driver.control.Quoted;
import dev.segue.driver.control.Verifications;
import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.Progress;
import dev.segue.migrator.backfill.DualWriting;
import dev.segue.migrator.fleet.FleetWait;
import dev.segue.migrator.table.Comparison;
import dev.segue.migrator.table.KeyBatches;
import dev.segue.migrator.table.KeyBatches.Batch;
import dev.segue.migrator.table.LockedChange;
import dev.segue.migrator.table.Mapping;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.migrator.table.TablePairs;
import dev.segue.migrator.table.Union;
import dev.segue.migrator.trigger.FollowingTriggers;
import dev.segue.route.Shape;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.Rules;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Compares the two shapes of a table row by row, and records whether they are equal.
 *
 * <p>It begins when every transaction of the fleet writes both shapes, and what it finds counts
 * only if that has stayed so to its end. Each range of keys is compared by one statement, hence on
 * one snapshot, in which a row has either both new values or both old ones: a race with the
 * application cannot show as a difference; two tables are compared so too. Takes no row lock.
 * Stateless.
 */
public final class Verification {

  static final int BATCH = 20_000;

  private final MigrationContext context;

  public Verification(MigrationContext context) {
    this.context = context;
  }

  /**
   * What was found.
   *
   * @param rows how many were compared
   * @param differences how many of them differ, those that one of two tables lacks among them
   * @param missing rows of the table that is computed from that have none in the other one, or in
   *     one of several
   * @param leftOver rows of the computed table that have none in the one that it is computed from
   * @param keys the keys of the first ones that do, as texts in the order of the key's columns
   * @param recorded whether this counts as the migration's last verification
   */
  public record Outcome(
      List<String> keyColumns,
      long rows,
      long differences,
      long missing,
      long leftOver,
      List<List<String>> keys,
      boolean recorded) {

    /** Whether the migration may go on by it. */
    public boolean clean() {
      return differences == 0 && recorded;
    }
  }

  /**
   * Verifies the computed shape of {@code direction}.
   *
   * @param limit how many differing keys are kept
   * @throws MigratorException REFUSED if the flags do not make every transaction write both shapes
   */
  public Outcome run(
      Migration migration,
      Direction direction,
      int limit,
      Duration fleetTimeout,
      Progress progress) {
    Union.requireNone(migration);
    DualWriting.require(context, migration, direction);
    new FleetWait(context).until(migration.id(), DualWriting.ROUTES, fleetTimeout, progress);
    try (Connection connection = context.connect()) {
      long epoch = new ControlSchema(connection).epoch();
      long timesLeft = new MigrationStates(connection).keep(migration.id(), direction.computed());
      Outcome found =
          migration.copied().isPresent()
              ? new TableComparison(TablePairs.read(context, migration), direction)
                  .run(connection, limit, progress)
              : compare(
                  connection, MigratingTable.read(context, migration), direction, limit, progress);
      if (direction == Direction.DOWN && found.differences() == 0) {
        followAgain(migration, progress);
      }
      boolean recorded = record(connection, migration, direction, found, timesLeft, epoch);
      return new Outcome(
          found.keyColumns(),
          found.rows(),
          found.differences(),
          found.missing(),
          found.leftOver(),
          found.keys(),
          recorded);
    } catch (SQLException e) {
      throw MigratorException.of("verifying " + migration.table(direction.computed()), e);
    }
  }

  private static Outcome compare(
      Connection connection,
      MigratingTable table,
      Direction direction,
      int limit,
      Progress progress)
      throws SQLException {
    List<String> keyColumns = table.key().stream().map(MigratingTable.KeyColumn::name).toList();
    // What moves to a related table is compared where it was, whichever side is computed: a target
    // has several rows.
    Shape compared = table.migration().moved().isPresent() ? Shape.OLD : direction.computed();
    Mapping mapping = table.mappingTo(compared);
    if (mapping.isEmpty()) {
      progress.said(
          "nothing to compare: the %s shape of migration \"%s\" has no column that is computed"
              .formatted(direction.computed().word(), table.migration().id()));
      return new Outcome(keyColumns, 0, 0, 0, 0, List.of(), false);
    }
    KeyBatches batches = new KeyBatches(table);
    String differs = mapping.differs(Comparison.byteWise(connection, table.sqlName()));
    long total = batches.estimate(connection);
    long rows = 0;
    long differences = 0;
    List<List<String>> keys = new ArrayList<>();
    Optional<Batch> batch = batches.next(connection, Optional.empty(), BATCH);
    while (batch.isPresent()) {
      List<List<String>> differing = differing(connection, table, batch.get(), differs);
      rows += batch.get().rows();
      differences += differing.size();
      keys.addAll(differing.subList(0, Math.min(differing.size(), limit - keys.size())));
      progress.rows(rows, Math.max(total, rows));
      batch = batches.next(connection, batch.get().range().upTo(), BATCH);
    }
    return new Outcome(keyColumns, rows, differences, 0, 0, keys, false);
  }

  private static List<List<String>> differing(
      Connection connection, MigratingTable table, Batch batch, String differs)
      throws SQLException {
    List<List<String>> keys = new ArrayList<>();
    InTransaction.run(
        connection,
        () -> {
          try (Statement statement = connection.createStatement()) {
            // Rather an error than rows that a policy hides.
            statement.execute("SET LOCAL row_security = off");
          }
          keys.addAll(differingKeys(connection, table, batch, differs));
        });
    return keys;
  }

  private static List<List<String>> differingKeys(
      Connection connection, MigratingTable table, Batch batch, String differs)
      throws SQLException {
    String sql =
        "SELECT %s FROM %s WHERE (%s) AND %s ORDER BY %s"
            .formatted(
                batch.range().texts(),
                table.sqlName(),
                differs,
                batch.range().condition(),
                table.key().stream()
                    .map(k -> table.sqlName() + "." + Quoted.identifier(k.name()))
                    .collect(Collectors.joining(", ")));
    List<List<String>> keys = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      batch.range().bind(statement, 1);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          List<String> key = new ArrayList<>();
          for (int i = 1; i <= table.key().size(); i++) {
            key.add(result.getString(i));
          }
          keys.add(key);
        }
      }
    }
    return keys;
  }

  /**
   * The old shape is as good as the new one now. It leads as soon as that is recorded; so the new
   * one has to follow it before.
   */
  private void followAgain(Migration migration, Progress progress) {
    FollowingTriggers triggers = new FollowingTriggers(context, LockedChange.DEFAULT, migration);
    if (migration.byTriggers() && triggers.now() == Following.OLD) {
      triggers.let(Following.BOTH, progress);
    }
  }

  /** Records the outcome, unless a shape may have been left unwritten in the meantime. */
  private boolean record(
      Connection connection,
      Migration migration,
      Direction direction,
      Outcome found,
      long timesLeft,
      long epoch)
      throws SQLException {
    List<Boolean> recorded = new ArrayList<>();
    InTransaction.run(
        connection,
        () -> {
          MigrationStates states = new MigrationStates(connection);
          boolean kept =
              states.keptSince(migration.id(), direction.computed(), timesLeft)
                  && (tellsOfFlags() || new ControlSchema(connection).epoch() == epoch);
          recorded.add(kept);
          if (!kept) {
            return;
          }
          boolean clean = found.differences() == 0;
          new Verifications(connection)
              .record(migration.id(), direction, found.rows(), found.differences(), clean);
          if (clean && direction == Direction.DOWN) {
            states.oldShapeIsCurrent(migration.id());
          }
          new ControlSchema(connection).nextEpoch();
        });
    return recorded.get(0);
  }

  /** The trigger on the table of flags tells; of flags in a file only a new epoch does. */
  private boolean tellsOfFlags() {
    return context.rules().flags().equals(Rules.DEFAULT_FLAGS);
  }
}
