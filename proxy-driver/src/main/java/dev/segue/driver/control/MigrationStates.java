package dev.segue.driver.control;

import dev.segue.route.MigrationId;
import dev.segue.route.Shape;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The table {@code segue.migration}: what is known of each migration beside its flags. */
public final class MigrationStates {

  private final Connection connection;

  public MigrationStates(Connection connection) {
    this.connection = connection;
  }

  /** What is recorded; {@link MigrationState#INITIAL} where nothing is. */
  public MigrationState of(MigrationId migration) throws SQLException {
    if (!Present.table(connection, "migration")) {
      return MigrationState.INITIAL;
    }
    String sql = "SELECT old_current, constraints_handed_over FROM segue.migration WHERE id = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, migration.value());
      try (ResultSet result = statement.executeQuery()) {
        return result.next()
            ? new MigrationState(result.getBoolean(1), result.getBoolean(2))
            : MigrationState.INITIAL;
      }
    }
  }

  /**
   * Begins to watch whether a shape is left unwritten. The whole fleet writes it by now.
   *
   * @return how often it was left before; another number at a later time tells that it was left in
   *     between
   */
  public long keep(MigrationId migration, Shape shape) throws SQLException {
    String sql =
        """
        INSERT INTO segue.migration AS m (id, %1$s_kept) VALUES (?, true)
        ON CONFLICT (id) DO UPDATE SET %1$s_kept = true
        RETURNING m.%1$s_left"""
            .formatted(shape.word());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, migration.value());
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getLong(1);
      }
    }
  }

  /**
   * Whether a shape has been written by every transaction since {@link #keep} gave this number.
   * Holds the migration's row until the transaction ends, so that the answer stays true within it.
   */
  public boolean keptSince(MigrationId migration, Shape shape, long timesLeft) throws SQLException {
    String sql =
        """
        SELECT FROM segue.migration WHERE id = ? AND %1$s_kept AND %1$s_left = ? FOR UPDATE"""
            .formatted(shape.word());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, migration.value());
      statement.setLong(2, timesLeft);
      try (ResultSet result = statement.executeQuery()) {
        return result.next();
      }
    }
  }

  /** Records that a shape is left unwritten from now on. */
  public void left(MigrationId migration, Shape shape) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT segue.shape_left(?, ?)")) {
      statement.setString(1, migration.value());
      statement.setString(2, shape.word());
      statement.execute();
    }
  }

  /** Records that the old shape holds every acknowledged write again. */
  public void oldShapeIsCurrent(MigrationId migration) throws SQLException {
    set(migration, "old_current", true);
  }

  /** Records where the NOT NULLs are. */
  public void constraintsHandedOver(MigrationId migration, boolean handedOver) throws SQLException {
    set(migration, "constraints_handed_over", handedOver);
  }

  private void set(MigrationId migration, String column, boolean value) throws SQLException {
    String sql =
        """
        INSERT INTO segue.migration (id, %1$s) VALUES (?, ?)
        ON CONFLICT (id) DO UPDATE SET %1$s = excluded.%1$s"""
            .formatted(column);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, migration.value());
      statement.setBoolean(2, value);
      statement.executeUpdate();
    }
  }
}
