package dev.segue.migrator.backfill;

import dev.segue.driver.control.Backfills;
import dev.segue.driver.control.Direction;
import dev.segue.driver.control.InTransaction;
import dev.segue.driver.control.Quoted;
import dev.segue.migrator.table.KeyBatches;
import dev.segue.migrator.table.KeyBatches.Batch;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.migrator.trigger.FollowingTriggers;
import dev.segue.route.Shape;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.MovedColumn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One batch of a column that moves to a related table: a range of targets, which get what their
 * rows have, or whose rows get what they have.
 *
 * <p>First the targets are locked. Who writes a value locks its target before he looks at what is
 * there, so until the batch ends none is written; and the statement behind the lock sees all that
 * was. A single statement would compute from a snapshot of before the lock. Targets whose rows
 * differ are passed over: a verification counts them.
 */
final class MoveBatch implements PacedBatch {

  private static final String LOCK =
      "SELECT count(*) FROM (SELECT FROM %s WHERE %s ORDER BY %s FOR NO KEY UPDATE) AS locked";

  private static final String UP =
      """
      UPDATE {target} AS t SET {name} = r.said FROM (
        SELECT s.{reference} AS reference, (array_agg(s.{column}))[1] AS said
        FROM {source} AS s
        WHERE s.{reference} IN (SELECT {key} FROM {target} WHERE {range})
        GROUP BY s.{reference}
        HAVING count(DISTINCT s.{column}::text COLLATE "C") + max((s.{column} IS NULL)::int) = 1
      ) AS r
      WHERE t.{key} = r.reference
        AND t.{name}::text COLLATE "C" IS DISTINCT FROM r.said::text COLLATE "C\"""";

  private static final String DOWN =
      """
      UPDATE {source} AS s SET {column} = t.{name} FROM {target} AS t
      WHERE s.{reference} = t.{key}
        AND t.{key} IN (SELECT {key} FROM {target} WHERE {range})
        AND s.{column}::text COLLATE "C" IS DISTINCT FROM t.{name}::text COLLATE "C\"""";

  private static final String ALONE =
      "UPDATE {source} AS s SET {column} = NULL WHERE s.{reference} IS NULL AND s.{column} IS NOT NULL";

  private final Connection connection;
  private final Migration migration;
  private final Direction direction;
  private final MigratingTable target;
  private final KeyBatches batches;

  MoveBatch(
      Connection connection, Migration migration, MigratingTable target, Direction direction) {
    this.connection = connection;
    this.migration = migration;
    this.direction = direction;
    this.target = target;
    this.batches = new KeyBatches(target);
  }

  @Override
  public Optional<Done> run(Optional<List<String>> after, int size) throws SQLException {
    AtomicReference<Done> done = new AtomicReference<>();
    InTransaction.run(
        connection,
        () -> {
          try (Statement settings = connection.createStatement()) {
            settings.execute(BackfillBatch.SETTINGS);
          }
          FollowingTriggers.standAside(connection, migration);
          Optional<Batch> batch = batches.next(connection, after, size);
          if (batch.isPresent()) {
            done.set(write(batch.get()));
          }
        });
    return Optional.ofNullable(done.get());
  }

  private Done write(Batch batch) throws SQLException {
    String range = batch.range().condition();
    String lock = LOCK.formatted(target.sqlName(), range, batch.range().columns());
    try (PreparedStatement statement = connection.prepareStatement(lock)) {
      batch.range().bind(statement, 1);
      try (ResultSet locked = statement.executeQuery()) {
        locked.next();
      }
    }
    long written;
    String write = filled(direction.computed() == Shape.NEW ? UP : DOWN, range);
    try (PreparedStatement statement = connection.prepareStatement(write)) {
      batch.range().bind(statement, 1);
      written = statement.executeUpdate();
    }
    String key = KeyText.write(batch.lastKey());
    if (!new Backfills(connection).advance(migration.id(), direction, key, batch.rows(), written)) {
      throw BackfillBatch.overtaken(migration);
    }
    return new Done(batch.rows(), written, batch.lastKey());
  }

  /** Rows that refer to nothing have no value: what an earlier time has left there goes. */
  long clearAlone() throws SQLException {
    if (direction.computed() == Shape.NEW) {
      return 0;
    }
    AtomicReference<Integer> cleared = new AtomicReference<>(0);
    InTransaction.run(
        connection,
        () -> {
          FollowingTriggers.standAside(connection, migration);
          try (Statement statement = connection.createStatement()) {
            cleared.set(statement.executeUpdate(filled(ALONE, "true")));
          }
        });
    return cleared.get();
  }

  private String filled(String sql, String range) {
    MovedColumn moved = migration.moved().orElseThrow();
    return sql.replace("{source}", Quoted.table(moved.source().schema(), moved.source().name()))
        .replace("{target}", target.sqlName())
        .replace("{reference}", Quoted.identifier(moved.reference()))
        .replace("{column}", Quoted.identifier(moved.column()))
        .replace("{key}", Quoted.identifier(moved.key()))
        .replace("{name}", Quoted.identifier(moved.name()))
        .replace("{range}", range);
  }
}
