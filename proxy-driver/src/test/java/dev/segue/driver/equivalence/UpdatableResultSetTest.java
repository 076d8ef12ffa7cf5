package dev.segue.driver.equivalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.equivalence.RouteSteering;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Route;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that are written through a result set: never past the rules. */
@ExtendWith(PostgresExtension.class)
class UpdatableResultSetTest {

  @TempDir Path directory;
  private TestDatabase database;
  private RouteSteering steering;
  private String url;

  @BeforeEach
  void customers(TestDatabase database) throws Exception {
    this.database = database;
    database.execute(
        """
        DROP SCHEMA IF EXISTS segue CASCADE;
        DROP TABLE IF EXISTS customers, cities;
        CREATE TABLE customers (id bigint PRIMARY KEY, name text, full_name text);
        CREATE TABLE cities (id bigint PRIMARY KEY, name text);
        INSERT INTO customers VALUES (1, 'Ada', 'Ada');
        INSERT INTO cities VALUES (1, 'Bonn')
        """);
    ControlTables.ensure(database);
    steering = new RouteSteering(database);
    Path rules =
        Files.writeString(
            directory.resolve("segue.yaml"),
            """
            segue: 1
            migrations:
              customers-full-name:
                table: public.customers
                rename: { name: full_name }
            """);
    url = database.segueUrl() + (database.segueUrl().contains("?") ? "&" : "?");
    url += "segue.config=" + rules;
  }

  @ParameterizedTest
  @EnumSource(Route.class)
  void aRowOfATableInMigrationIsNotWritten(Route route) throws Exception {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = updatable(connection)) {
      steering.steer(List.of("customers-full-name"), route);
      try (ResultSet rows = statement.executeQuery("SELECT id, name FROM customers")) {
        rows.next();
        rows.updateString("name", "Eve");
        assertRefused(rows::updateRow);
        rows.moveToInsertRow();
        rows.updateLong("id", 2);
        rows.updateString("name", "Eve");
        assertRefused(rows::insertRow);
      }
    }
    assertThat(database.rows("SELECT id FROM customers WHERE 'Eve' IN (name, full_name)"))
        .isEmpty();
  }

  @Test
  void aRowOfAnotherTableIs() throws Exception {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = updatable(connection);
        ResultSet rows = statement.executeQuery("SELECT id, name FROM cities")) {
      rows.next();
      rows.updateString("name", "Ulm");
      rows.updateRow();
      rows.moveToInsertRow();
      rows.updateLong("id", 2);
      rows.updateString("name", "Ulm");
      rows.insertRow();
    }
    assertThat(database.rows("SELECT id FROM cities WHERE name = 'Ulm'")).hasSize(2);
  }

  private static Statement updatable(Connection connection) throws SQLException {
    return connection.createStatement(
        ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
  }

  private static void assertRefused(Write write) {
    assertThatThrownBy(write::run)
        .hasMessageContaining("cannot be written through a result set")
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("0A000"));
  }

  @FunctionalInterface
  private interface Write {
    void run() throws SQLException;
  }
}
