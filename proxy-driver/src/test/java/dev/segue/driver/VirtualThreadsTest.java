package dev.segue.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.driver.control.ControlSchema;
import dev.segue.equivalence.RouteSteering;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An application that does each piece of its work in a virtual thread. */
@ExtendWith(PostgresExtension.class)
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadsTest {

  private static final List<String> MIGRATIONS = List.of("customers-full-name");
  private static final int THREADS = 12;

  @TempDir Path directory;
  private TestDatabase database;
  private String url;

  @BeforeEach
  void customers(TestDatabase database) throws SQLException, IOException {
    this.database = database;
    database.execute(
        """
        DROP SCHEMA IF EXISTS segue CASCADE;
        DROP TABLE IF EXISTS customers;
        CREATE TABLE customers (id int PRIMARY KEY, name text, full_name text);
        INSERT INTO customers SELECT n, 'c', 'c' FROM generate_series(0, %d) n"""
            .formatted(THREADS));
    try (Connection connection = database.connect()) {
      new ControlSchema(connection).ensure();
    }
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
    String plain = database.segueUrl();
    url = plain + (plain.contains("?") ? "&" : "?") + "segue.config=" + rules;
  }

  @AfterEach
  void noInstance() {
    SegueDriver.closeIdleInstances();
  }

  @Test
  @Timeout(value = 300, unit = TimeUnit.SECONDS)
  void noneOfThemIsPinnedByTheDriver() throws Exception {
    RouteSteering steering = new RouteSteering(database);
    AtomicBoolean done = new AtomicBoolean();
    CountDownLatch underWay = new CountDownLatch(THREADS);
    ExecutorService threads = virtualThreads();
    try (Recording recording = new Recording()) {
      recording.enable("jdk.VirtualThreadPinned").withThreshold(Duration.ZERO).withStackTrace();
      List<Future<Integer>> work = new ArrayList<>();
      try (Connection first = threads.submit(() -> DriverManager.getConnection(url)).get()) {
        assertThat(first.isValid(5)).isTrue();
        for (int id = 1; id <= THREADS; id++) {
          int own = id;
          work.add(threads.submit(() -> workUntil(done, own, underWay)));
        }
        assertThat(underWay.await(60, TimeUnit.SECONDS)).isTrue();
        steerAround(steering);
        // Once around beforehand: the JVM holds a thread that waits for a class to be loaded.
        recording.start();
        steerAround(steering);
      } finally {
        done.set(true);
      }
      for (Future<Integer> each : work) {
        assertThat(each.get()).isPositive();
      }
      recording.stop();

      assertThat(pinnedByTheDriver(recording)).isEmpty();
    } finally {
      threads.shutdownNow();
    }
  }

  /** This is compiled for a Java without them. */
  private static ExecutorService virtualThreads() throws ReflectiveOperationException {
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  private int workUntil(AtomicBoolean done, int id, CountDownLatch underWay) throws SQLException {
    int rounds = 0;
    while (!done.get()) {
      try (Connection connection = DriverManager.getConnection(url);
          PreparedStatement kept =
              connection.prepareStatement("UPDATE customers SET name = ? WHERE id = ?")) {
        for (int i = 0; i < 20; i++) {
          connection.setAutoCommit(i % 2 == 0);
          kept.setString(1, "c" + rounds);
          kept.setInt(2, id);
          assertThat(kept.executeUpdate()).isOne();
          String firstSeen =
              "SELECT name AS n" + id + "_" + rounds + " FROM customers WHERE id = ?";
          try (PreparedStatement read = connection.prepareStatement(firstSeen)) {
            read.setInt(1, id);
            try (ResultSet row = read.executeQuery()) {
              assertThat(row.next()).isTrue();
              assertThat(row.getString(1)).isEqualTo("c" + rounds);
            }
          }
          if (!connection.getAutoCommit()) {
            connection.commit();
          }
          rounds++;
        }
        batch(connection, id);
      }
      underWay.countDown();
    }
    return rounds;
  }

  /** All threads update one row, so that they wait for each other inside the driver. */
  private static void batch(Connection connection, int id) throws SQLException {
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.addBatch("UPDATE customers SET name = 'all' WHERE id = 0");
      statement.addBatch("UPDATE customers SET name = 'all " + id + "' WHERE id = 0");
      assertThat(statement.executeBatch()).containsExactly(1, 1);
    }
  }

  private static void steerAround(RouteSteering steering) throws InterruptedException {
    for (Route route : List.of(Route.BOTH_READ_OLD, Route.BOTH_READ_NEW, Route.OLD)) {
      steering.steer(MIGRATIONS, route);
    }
  }

  private List<String> pinnedByTheDriver(Recording recording) throws IOException {
    Path file = directory.resolve("recording.jfr");
    recording.dump(file);
    List<String> pinned = new ArrayList<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      if (event.getStackTrace() != null
          && event.getStackTrace().getFrames().stream().anyMatch(this::isOfTheDriver)) {
        pinned.add(event.toString());
      }
    }
    return pinned;
  }

  private boolean isOfTheDriver(RecordedFrame frame) {
    String type = frame.getMethod().getType().getName();
    return type.startsWith("dev.segue.") && !type.startsWith(getClass().getName());
  }
}
