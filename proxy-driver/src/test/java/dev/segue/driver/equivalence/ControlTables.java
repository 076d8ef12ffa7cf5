package dev.segue.driver.equivalence;

import dev.segue.driver.control.ControlSchema;
import dev.segue.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;

/** The control tables that routes are steered by. */
final class ControlTables {

  private ControlTables() {}

  static void ensure(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      new ControlSchema(connection).ensure();
    }
  }
}
