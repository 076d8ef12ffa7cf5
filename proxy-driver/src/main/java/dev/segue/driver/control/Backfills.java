package dev.segue.driver.control;

import dev.segue.driver.control.BackfillProgress.State;
import dev.segue.route.MigrationId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Locale;
import java.util.Optional;

/** The table {@code segue.backfill}: one row per migration and direction. */
public final class Backfills {

  private final Connection connection;

  public Backfills(Connection connection) {
    this.connection = connection;
  }

  /** How far it has come; empty where it was never begun, or there is no control schema. */
  public Optional<BackfillProgress> progress(MigrationId migration, Direction direction)
      throws SQLException {
    if (!Present.table(connection, "backfill")) {
      return Optional.empty();
    }
    String sql =
        """
        SELECT state, last_key::text, rows_seen, rows_written, started_at, finished_at
        FROM segue.backfill WHERE migration = ? AND direction = ?""";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, migration.value());
      statement.setString(2, direction.word());
      try (ResultSet result = statement.executeQuery()) {
        return result.next() ? Optional.of(progress(result)) : Optional.empty();
      }
    }
  }

  private static BackfillProgress progress(ResultSet result) throws SQLException {
    return new BackfillProgress(
        State.valueOf(result.getString(1).toUpperCase(Locale.ROOT)),
        Optional.ofNullable(result.getString(2)),
        result.getLong(3),
        result.getLong(4),
        result.getTimestamp(5).toInstant(),
        Optional.ofNullable(result.getTimestamp(6)).map(Timestamp::toInstant));
  }

  /** Begins at the first key, forgetting any progress. */
  public void begin(MigrationId migration, Direction direction) throws SQLException {
    String sql =
        """
        INSERT INTO segue.backfill (migration, direction, state) VALUES (?, ?, 'running')
        ON CONFLICT (migration, direction) DO UPDATE SET
          state = 'running', last_key = NULL, rows_seen = 0, rows_written = 0,
          started_at = now(), updated_at = now(), finished_at = NULL""";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, migration.value());
      statement.setString(2, direction.word());
      statement.executeUpdate();
    }
  }

  /**
   * Adds a batch to a running backfill; belongs into the batch's own transaction.
   *
   * @return false if it is not running any more, since a flag was changed under it: the batch must
   *     be rolled back
   */
  public boolean advance(
      MigrationId migration, Direction direction, String lastKey, long seen, long written)
      throws SQLException {
    String sql =
        """
        UPDATE segue.backfill SET last_key = ?::json, rows_seen = rows_seen + ?,
          rows_written = rows_written + ?, updated_at = now()
        WHERE migration = ? AND direction = ? AND state = 'running'""";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, lastKey);
      statement.setLong(2, seen);
      statement.setLong(3, written);
      statement.setString(4, migration.value());
      statement.setString(5, direction.word());
      return statement.executeUpdate() == 1;
    }
  }

  /**
   * Whether it is running still. Holds its row until the transaction ends, so that the answer stays
   * true within it.
   */
  public boolean isRunning(MigrationId migration, Direction direction) throws SQLException {
    String sql =
        """
        SELECT FROM segue.backfill WHERE migration = ? AND direction = ? AND state = 'running'
        FOR UPDATE""";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, migration.value());
      statement.setString(2, direction.word());
      try (ResultSet result = statement.executeQuery()) {
        return result.next();
      }
    }
  }

  /**
   * Marks a running backfill as done.
   *
   * @return false if it is not running any more
   */
  public boolean finish(MigrationId migration, Direction direction) throws SQLException {
    String sql =
        """
        UPDATE segue.backfill SET state = 'done', finished_at = now(), updated_at = now()
        WHERE migration = ? AND direction = ? AND state = 'running'""";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, migration.value());
      statement.setString(2, direction.word());
      return statement.executeUpdate() == 1;
    }
  }
}
