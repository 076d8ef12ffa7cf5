package dev.segue.driver.control;

import dev.segue.route.MigrationId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The table {@code segue.verification}: the last outcome per migration and direction. */
public final class Verifications {

  private final Connection connection;

  public Verifications(Connection connection) {
    this.connection = connection;
  }

  /** The last outcome; empty where there is none, or no control schema. */
  public Optional<VerificationOutcome> last(MigrationId migration, Direction direction)
      throws SQLException {
    if (!Present.table(connection, "verification")) {
      return Optional.empty();
    }
    String sql =
        """
        SELECT finished_at, rows, differences, clean, stale
        FROM segue.verification WHERE migration = ? AND direction = ?""";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, migration.value());
      statement.setString(2, direction.word());
      try (ResultSet result = statement.executeQuery()) {
        return result.next()
            ? Optional.of(
                new VerificationOutcome(
                    result.getTimestamp(1).toInstant(),
                    result.getLong(2),
                    result.getLong(3),
                    result.getBoolean(4),
                    result.getBoolean(5)))
            : Optional.empty();
      }
    }
  }

  /** Records an outcome in place of the last one. */
  public void record(
      MigrationId migration, Direction direction, long rows, long differences, boolean clean)
      throws SQLException {
    String sql =
        """
        INSERT INTO segue.verification (migration, direction, rows, differences, clean)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (migration, direction) DO UPDATE SET
          finished_at = excluded.finished_at, rows = excluded.rows,
          differences = excluded.differences, clean = excluded.clean, stale = false""";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, migration.value());
      statement.setString(2, direction.word());
      statement.setLong(3, rows);
      statement.setLong(4, differences);
      statement.setBoolean(5, clean);
      statement.executeUpdate();
    }
  }
}
