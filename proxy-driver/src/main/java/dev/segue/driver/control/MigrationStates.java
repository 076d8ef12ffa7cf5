package dev.segue.driver.control;

import dev.segue.route.MigrationId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The table {@code segue.migration}. */
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
    String sql =
        "SELECT old_shape_current, constraints_handed_over FROM segue.migration WHERE id = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, migration.value());
      try (ResultSet result = statement.executeQuery()) {
        return result.next()
            ? new MigrationState(result.getBoolean(1), result.getBoolean(2))
            : MigrationState.INITIAL;
      }
    }
  }

  /** Records whether the old shape holds what was written. */
  public void setOldShapeCurrent(MigrationId migration, boolean current) throws SQLException {
    set(migration, "old_shape_current", current);
  }

  /** Records where the NOT NULLs are. */
  public void setConstraintsHandedOver(MigrationId migration, boolean handedOver)
      throws SQLException {
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
