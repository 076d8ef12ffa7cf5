package dev.segue.driver.transaction;

import static dev.segue.driver.transaction.Fixture.execute;
import static dev.segue.driver.transaction.Fixture.insert;
import static dev.segue.driver.transaction.Fixture.strings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Route;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a session adds: the search path, the shape that is spoken, observing, the lease. */
@ExtendWith(PostgresExtension.class)
class SessionTest {

  private static final String OTHER_TABLE = "SELECT name FROM customers WHERE id = 1";

  @TempDir Path directory;
  private TestDatabase database;
  private Fixture shop;

  @BeforeEach
  void fixture(TestDatabase database) throws Exception {
    this.database = database;
    database.execute(
        """
        DROP SCHEMA IF EXISTS tenant CASCADE;
        CREATE SCHEMA tenant;
        CREATE TABLE tenant.customers (id bigint, name text);
        INSERT INTO tenant.customers VALUES (1, 'tenant')
        """);
    shop = new Fixture(database, directory, "key");
    shop.steer(Route.BOTH_READ_NEW);
    database.execute("UPDATE customers SET full_name = 'new' WHERE id = 1");
  }

  @AfterEach
  void closeFixture() throws SQLException {
    shop.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET search_path TO tenant, public",
        "SET SCHEMA 'tenant'",
        "SET SESSION SCHEMA 'tenant'",
        "SELECT set_config('search_path', 'tenant', false)"
      })
  void aTableOfTheSameNameInAnotherSchemaIsAnotherTable(String command) throws Exception {
    try (Connection connection = shop.connect()) {
      assertThat(strings(connection, OTHER_TABLE)).containsExactly("new");
      execute(connection, command);
      assertThat(strings(connection, OTHER_TABLE)).containsExactly("tenant");
      assertThat(strings(connection, "SELECT name FROM public.customers WHERE id = 1"))
          .containsExactly("new");
      execute(connection, "RESET ALL");
      assertThat(strings(connection, OTHER_TABLE)).containsExactly("new");
    }
  }

  @Test
  void aSearchPathThatIsTakenBackIsNoticed() throws Exception {
    try (Connection connection = shop.connect()) {
      connection.setAutoCommit(false);
      execute(connection, "SET LOCAL search_path TO tenant");
      assertThat(strings(connection, OTHER_TABLE)).containsExactly("tenant");
      connection.commit();
      assertThat(strings(connection, OTHER_TABLE)).containsExactly("new");
      execute(connection, "SAVEPOINT s");
      execute(connection, "SET search_path TO tenant");
      assertThat(strings(connection, OTHER_TABLE)).containsExactly("tenant");
      execute(connection, "ROLLBACK TO s");
      assertThat(strings(connection, OTHER_TABLE)).containsExactly("new");
      connection.setSchema("tenant");
      assertThat(strings(connection, OTHER_TABLE)).containsExactly("tenant");
      connection.rollback();
      assertThat(strings(connection, OTHER_TABLE)).containsExactly("new");
      connection.rollback();
    }
  }

  @Test
  void askingForTheSearchPathBeginsNoTransaction() throws Exception {
    try (Connection connection = shop.connect()) {
      execute(connection, "SET search_path TO public");
      connection.setAutoCommit(false);
      connection.prepareStatement(OTHER_TABLE).close();
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      assertThat(strings(connection, OTHER_TABLE)).containsExactly("new");
      connection.rollback();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TEMP TABLE customers (id int)",
        "CREATE LOCAL TEMPORARY TABLE customers AS SELECT 1 AS id",
        "SELECT 1 AS id INTO TEMP customers"
      })
  void aTemporaryTableThatWouldHideTheMigratingOneIsRefused(String command) throws Exception {
    try (Connection connection = shop.connect()) {
      assertThatThrownBy(() -> execute(connection, command))
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("0A000");
      assertThat(strings(connection, OTHER_TABLE)).containsExactly("new");
    }
  }

  @Test
  void anApplicationThatSpeaksNewReadsAndWritesItsOwnShape() throws Exception {
    try (Connection connection = DriverManager.getConnection(shop.url() + "&segue.speaks=new")) {
      execute(connection, "INSERT INTO customers (full_name) VALUES ('modern')");
      assertThat(strings(connection, "SELECT full_name FROM customers WHERE id = 1"))
          .containsExactly("new");
      assertThatThrownBy(() -> strings(connection, "SELECT name FROM customers"))
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("42703");
    }
    assertThat(shop.shapesOf("modern")).isEqualTo("oldnew");
  }

  @Test
  void observingExecutesUntouchedAndCountsWhatWouldBecome() throws Exception {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Metrics.addRegistry(registry);
    try (Connection connection = DriverManager.getConnection(shop.url() + "&segue.mode=observe")) {
      insert(connection, "observed");
      assertThat(strings(connection, OTHER_TABLE)).containsExactly("c1");
      execute(connection, "ALTER TABLE customers ALTER name TYPE varchar(50)");
      assertThat(count(registry, "executed")).isEqualTo(2);
      assertThat(count(registry, "refused")).isEqualTo(1);
    } finally {
      Metrics.removeRegistry(registry);
    }
    assertThat(shop.shapesOf("observed")).isEqualTo("old");
  }

  @Test
  void countersTellMigrationRouteAndOutcome() throws Exception {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Metrics.addRegistry(registry);
    try (Connection connection = shop.connect()) {
      insert(connection, "counted");
      assertThatThrownBy(() -> execute(connection, "ALTER TABLE customers ADD x int"));
      assertThatThrownBy(() -> execute(connection, "INSERT INTO customers (id) VALUES (1)"));
      assertThat(count(registry, "executed")).isEqualTo(1);
      assertThat(count(registry, "refused")).isEqualTo(1);
      assertThat(count(registry, "failed")).isEqualTo(1);
    } finally {
      Metrics.removeRegistry(registry);
    }
  }

  private static double count(SimpleMeterRegistry registry, String outcome) {
    return registry
        .get("segue.statements")
        .tags("migration", Fixture.MIGRATION, "outcome", outcome)
        .tag("route", "both_read_new")
        .counters()
        .stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  @Test
  void observationsShowNoConstants() {
    assertThat(
            Observations.withoutConstants(
                "SELECT 'secret', id FROM customers WHERE id = 4711 AND name = ?"))
        .isEqualTo("SELECT ?, id FROM customers WHERE id = ? AND name = ?");
  }
}
