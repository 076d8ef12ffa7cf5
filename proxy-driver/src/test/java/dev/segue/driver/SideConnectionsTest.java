package dev.segue.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.driver.control.ControlSchema;
import dev.segue.driver.instance.InstanceStatus.MigrationStatus;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Route;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The instance's own connections, beside an application's with properties of all kinds. */
@ExtendWith(PostgresExtension.class)
class SideConnectionsTest {

  private static final long PATIENCE_NANOS = 30_000_000_000L;

  @TempDir Path directory;
  private TestDatabase database;

  @BeforeEach
  void customersInTwoSchemas(TestDatabase database) throws SQLException {
    this.database = database;
    database.execute(
        """
        DROP SCHEMA IF EXISTS segue, shop CASCADE;
        CREATE SCHEMA shop;
        DROP TABLE IF EXISTS customers;
        CREATE TABLE customers (id int PRIMARY KEY, name text, full_name text);
        CREATE TABLE shop.customers (id int PRIMARY KEY, name text, full_name text);
        INSERT INTO customers VALUES (1, 'Ada');
        INSERT INTO shop.customers VALUES (1, 'Ada')
        """);
    try (Connection connection = database.connect()) {
      new ControlSchema(connection).ensure();
    }
    database.execute(
        """
        INSERT INTO segue.migration (id, new_kept) VALUES ('customers-full-name', true);
        INSERT INTO segue.flag VALUES ('customers-full-name.write-new', 1)
        """);
  }

  @AfterEach
  void noInstance() {
    SegueDriver.closeIdleInstances();
  }

  private Connection connect(String table, String parameters) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("segue.yaml"),
            """
            segue: 1
            migrations:
              customers-full-name:
                table: %s
                rename: { name: full_name }
            """
                .formatted(table));
    String url = database.segueUrl();
    return DriverManager.getConnection(
        url
            + (url.contains("?") ? "&" : "?")
            + "segue.application=shop&segue.config="
            + file
            + parameters);
  }

  private static void awaitBothWritten(Connection connection) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    MigrationStatus status = SegueDriver.status(connection).migrations().get(0);
    while (!status.routes().equals(List.of(Route.BOTH_READ_OLD)) || !status.arrived()) {
      assertThat(System.nanoTime()).as(status.toString()).isLessThan(deadline);
      Thread.sleep(20);
      status = SegueDriver.status(connection).migrations().get(0);
    }
    assertThat(SegueDriver.status(connection).mayRoute()).isTrue();
  }

  /** Flags are read and leases are held, whatever the application wants of its sessions. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "maxResultBuffer=1",
        "readOnly=true&readOnlyMode=always",
        "assumeMinServerVersion=14&options=-c%20statement_timeout%3D1",
        "options=-c%20default_transaction_read_only%3Don%20-c%20row_security%3Doff",
        "options=-c%20default_transaction_isolation%3Dserializable",
        "currentSchema=nowhere",
        "assumeMinServerVersion=99",
        "binaryTransfer=false",
        "stringtype=unspecified",
        "disableColumnSanitiser=true",
        "convertBooleanToNumeric=true",
        "defaultRowFetchSize=1",
        "autosave=always",
        "replication=database&preferQueryMode=simple",
        "preferQueryMode=simple",
        "prepareThreshold=0",
        "queryTimeout=1",
        "loginTimeout=20&connectExecutor=dev.segue.driver.SideConnectionsTest$OfTheApplication"
      })
  void goOnWithTheirWork(String parameters) throws Exception {
    try (Connection connection = connect("public.customers", "&" + parameters)) {
      awaitBothWritten(connection);
      assertThat(
              database.rows(
                  "SELECT DISTINCT application_name FROM pg_stat_activity"
                      + " WHERE application_name LIKE 'segue%' AND datname = current_database()"))
          .containsExactly(List.of("segue (shop)"));
    }
  }

  /** Opens connections for threads of the test, and for nobody else. */
  public static final class OfTheApplication implements Executor {
    @Override
    public void execute(Runnable attempt) {
      if (Thread.currentThread().getName().contains("segue-")) {
        throw new IllegalStateException("not an application's thread");
      }
      attempt.run();
    }
  }

  /** The names in statements are looked up where the application's sessions look. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "currentSchema=shop",
        "currentSchema=\"shop\", public",
        "options=-c search_path=shop",
        "options=-c statement_timeout=60s --search-path=nowhere,shop"
      })
  void knowTheSearchPathOfTheApplicationsSessions(String parameter) throws Exception {
    String encoded =
        parameter.replaceAll("=.*", "=")
            + URLEncoder.encode(parameter.replaceFirst("[^=]*=", ""), StandardCharsets.UTF_8);
    try (Connection connection = connect("shop.customers", "&" + encoded);
        Statement statement = connection.createStatement()) {
      awaitBothWritten(connection);

      assertThat(statement.executeUpdate("UPDATE customers SET name = 'Eve'")).isOne();

      assertThat(database.rows("SELECT name, full_name FROM shop.customers"))
          .containsExactly(List.of("Eve", "Eve"));
      assertThat(database.rows("SELECT name FROM customers")).containsExactly(List.of("Ada"));
    }
  }

  @Test
  void leaveTheTableOfAnotherSchemaAlone() throws Exception {
    try (Connection connection = connect("public.customers", "&currentSchema=shop");
        Statement statement = connection.createStatement()) {
      awaitBothWritten(connection);

      assertThat(statement.executeUpdate("UPDATE customers SET full_name = 'Eve'")).isOne();

      assertThat(database.rows("SELECT name, full_name FROM shop.customers"))
          .containsExactly(List.of("Ada", "Eve"));
    }
  }
}
