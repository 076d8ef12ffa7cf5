package dev.segue.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.driver.control.ControlSchema;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import io.micrometer.core.instrument.Metrics;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a driver instance starts, fails to start, is shared and ends. */
@ExtendWith(PostgresExtension.class)
class InstanceLifecycleTest {

  private static final long PATIENCE_NANOS = 30_000_000_000L;
  private static final String RULES =
      """
      segue: 1
      migrations:
        customers-full-name:
          table: public.customers
          rename: { name: full_name }
      """;

  @TempDir Path directory;
  private TestDatabase database;

  @BeforeEach
  void customers(TestDatabase database) {
    this.database = database;
    database.execute(
        """
        DROP SCHEMA IF EXISTS segue CASCADE;
        DROP TABLE IF EXISTS customers;
        CREATE TABLE customers (id int PRIMARY KEY, name text);
        INSERT INTO customers VALUES (1, 'Ada')
        """);
  }

  @AfterEach
  void noInstance() throws InterruptedException {
    SegueDriver.closeIdleInstances();
    awaitNoThread();
  }

  private String url(String rules, String more) throws IOException {
    Path file = Files.writeString(directory.resolve("segue.yaml"), rules);
    return options(database.segueUrl(), "segue.config=" + file + more);
  }

  private static String options(String url, String options) {
    return url + (url.contains("?") ? "&" : "?") + options;
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("segue-"))
        .collect(Collectors.toSet());
  }

  /** The side pool is closed by then, but a thread of HikariCP's may be on its last steps. */
  private static void awaitNoThread() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!threads().isEmpty()) {
      assertThat(System.nanoTime()).as(threads().toString()).isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  private static String name(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT name FROM customers WHERE id = 1")) {
      row.next();
      return row.getString("name");
    }
  }

  /** The database can be dropped as soon as its only connection is closed. */
  @Test
  void rulesWithoutAMigrationOpenNoConnectionAndStartNoThread() throws Exception {
    try (Connection connection =
        DriverManager.getConnection(url("segue: 1\nmigrations: {}\n", ""))) {
      assertThat(name(connection)).isEqualTo("Ada");
      assertThat(threads()).isEmpty();
      assertThat(
              database.rows(
                  "SELECT count(*) FROM pg_stat_activity"
                      + " WHERE application_name LIKE 'segue%' AND datname = current_database()"))
          .containsExactly(List.of(0L));
      assertThat(connection.getMetaData().getTables(null, "public", "customers", null).next())
          .isTrue();
    }
  }

  @Test
  void aWrongRulesFileStopsTheFirstConnectionWithEveryMistakeAndItsLine() throws Exception {
    String url =
        url(
            """
            segue: 1
            mode: sometimes
            migrations:
              customers-full-name:
                table: public.customers
                renames: { name: full_name }
            """,
            "");

    assertThatThrownBy(() -> DriverManager.getConnection(url))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("segue.yaml:2")
        .hasMessageContaining("segue.yaml:6")
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("22023");
    awaitNoThread();
  }

  @ParameterizedTest
  @CsvSource({
    "segue.config=/nowhere/segue.yaml, rules file not found",
    "segue.config=classpath:nothing.yaml, rules file not found",
    "segue.mode=maybe, rewrite or observe",
    "segue.flags=somewhere, segue.flags is wrong",
    "segue.speaks=both, segue.speaks has no shape",
    "segue.speaks=nobody:new, which the rules do not have"
  })
  void aWrongOptionIsNamedAndLeavesNothingBehind(String option, String message) throws Exception {
    String url =
        option.startsWith("segue.config")
            ? options(database.segueUrl(), option)
            : url(RULES, "&" + option);

    assertThatThrownBy(() -> DriverManager.getConnection(url))
        .hasMessageContaining(message)
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("22023");
    awaitNoThread();
  }

  @Test
  void rulesForAnotherDatabaseThanPostgresqlAreRefused() {
    assertThatThrownBy(() -> DriverManager.getConnection("jdbc:segue:stub:?segue.config=x.yaml"))
        .hasMessageContaining("not PostgreSQL")
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("0A000");
  }

  @Test
  void aDatabaseThatIsDownFailsAsThePlainDriverDoes() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Path file = Files.writeString(directory.resolve("segue.yaml"), RULES);
    String url = "jdbc:segue:postgresql://localhost:" + port + "/db?segue.config=" + file;

    assertThatThrownBy(() -> DriverManager.getConnection(url))
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("08001");
    awaitNoThread();
  }

  @Test
  void withoutTheNewColumnsOrTheControlSchemaItRunsOldAndJoinsWhenTheyAreMade() throws Exception {
    try (Connection connection = DriverManager.getConnection(url(RULES, ""))) {
      assertThat(name(connection)).isEqualTo("Ada");
      database.execute("ALTER TABLE customers ADD full_name text DEFAULT 'new'");
      try (Connection direct = database.connect()) {
        new ControlSchema(direct).ensure();
      }
      database.execute(
          """
          INSERT INTO segue.migration (id, new_kept) VALUES ('customers-full-name', true);
          INSERT INTO segue.verification VALUES ('customers-full-name', 'up', now(), 0, 0, true);
          INSERT INTO segue.flag VALUES ('customers-full-name.write-new', 1),
            ('customers-full-name.read-new', 1)
          """);
      long deadline = System.nanoTime() + PATIENCE_NANOS;
      while (!name(connection).equals("new")) {
        assertThat(System.nanoTime()).isLessThan(deadline);
        Thread.sleep(50);
        // What the way through OLD made stale.
        database.execute(
            "UPDATE segue.migration SET new_kept = true; UPDATE segue.verification SET stale = false");
      }
    }
  }

  @Test
  void aTableThatLacksTheRulesColumnsStopsNothingThatDoesNotNeedThem() throws Exception {
    database.execute("ALTER TABLE customers DROP name");
    try (Connection connection = DriverManager.getConnection(url(RULES, ""));
        Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery("SELECT 1")) {
        assertThat(row.next()).isTrue();
      }
      assertThatThrownBy(() -> name(connection))
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("57000");
    }
  }

  @Test
  void instancesWithOtherSettingsRunBesideEachOtherAndEndWithTheirLastConnection()
      throws Exception {
    String rewriting = url(RULES, "&segue.application=rewriting");
    String observing = url(RULES, "&segue.application=observing&segue.mode=observe");
    Set<String> none = threads();
    try (Connection one = DriverManager.getConnection(rewriting);
        Connection same = DriverManager.getConnection(rewriting);
        Connection other = DriverManager.getConnection(observing)) {
      assertThat(List.of(name(one), name(same), name(other))).containsOnly("Ada");
      assertThat(SegueDriver.featureManager(one)).isSameAs(SegueDriver.featureManager(same));
      assertThat(SegueDriver.featureManager(one)).isNotSameAs(SegueDriver.featureManager(other));
      assertThat(threads()).filteredOn(name -> name.startsWith("segue-flags-")).hasSize(2);
    }
    int meters = Metrics.globalRegistry.getMeters().size();
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!threads().equals(none)) {
      assertThat(System.nanoTime()).as(threads().toString()).isLessThan(deadline);
      Thread.sleep(50);
    }
    for (int i = 0; i < 3; i++) {
      DriverManager.getConnection(rewriting).close();
      SegueDriver.closeIdleInstances();
    }
    awaitNoThread();
    assertThat(Metrics.globalRegistry.getMeters()).hasSize(meters);
    assertThat(
            database.rows(
                "SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"))
        .isEmpty();
  }

  @Test
  void manyFirstConnectionsShareOneInstance() throws Exception {
    String url = url(RULES, "");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 5; round++) {
        List<Future<Connection>> opening = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          opening.add(threads.submit(() -> DriverManager.getConnection(url)));
        }
        for (Future<Connection> connection : opening) {
          assertThat(name(connection.get())).isEqualTo("Ada");
        }
        assertThat(threads()).filteredOn(name -> name.startsWith("segue-flags-")).hasSize(1);
        List<Future<?>> closing = new ArrayList<>();
        for (Future<Connection> connection : opening) {
          closing.add(
              threads.submit(
                  () -> {
                    connection.get().close();
                    SegueDriver.closeIdleInstances();
                    return null;
                  }));
        }
        for (Future<?> close : closing) {
          close.get();
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** The start waits for a lock that the test holds. */
  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void aStartThatHangsHoldsUpNoOtherSettings() throws Exception {
    String url = url(RULES, "");
    try (Connection real = database.connect();
        Statement statement = real.createStatement()) {
      real.setAutoCommit(false);
      // The instance starts by reading flags and evidence of this table.
      try (Connection direct = database.connect()) {
        new ControlSchema(direct).ensure();
      }
      statement.execute("LOCK TABLE segue.epoch IN ACCESS EXCLUSIVE MODE");
      ExecutorService thread = Executors.newSingleThreadExecutor();
      try {
        Future<Connection> hanging = thread.submit(() -> DriverManager.getConnection(url));
        String free = url(RULES, "&segue.flags=memory&segue.application=free");
        String other = free.replace(database.name(), "postgres");
        try (Connection connection = DriverManager.getConnection(other)) {
          assertThat(connection.isValid(5)).isTrue();
        }
        assertThat(hanging.isDone()).isFalse();
        real.rollback();
        hanging.get().close();
      } finally {
        thread.shutdownNow();
      }
    }
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void anInstanceStartsWhileAMigratingTableIsLocked() throws Exception {
    database.execute("ALTER TABLE customers ALTER COLUMN name SET DEFAULT 'Eve'");
    String url = url(RULES, "&segue.flags=memory&segue.application=locked");
    try (Connection real = database.connect();
        Statement statement = real.createStatement()) {
      real.setAutoCommit(false);
      statement.execute("LOCK TABLE customers");

      try (Connection connection = DriverManager.getConnection(url);
          Statement free = connection.createStatement();
          ResultSet row = free.executeQuery("SELECT 1")) {
        assertThat(row.next()).isTrue();
        real.rollback();
        assertThat(name(connection)).isEqualTo("Ada");
      }
    }
  }
}
