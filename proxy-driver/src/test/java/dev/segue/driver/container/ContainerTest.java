package dev.segue.driver.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.driver.SegueDriver;
import dev.segue.driver.control.ControlSchema;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Applications that come and go in a container, each with a driver of its own. */
@ExtendWith(PostgresExtension.class)
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class ContainerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @TempDir Path directory;
  private TestDatabase database;

  @BeforeEach
  void customers(TestDatabase database) throws SQLException {
    this.database = database;
    database.execute(
        """
        DROP SCHEMA IF EXISTS segue CASCADE;
        DROP TABLE IF EXISTS customers;
        CREATE TABLE customers (id int PRIMARY KEY, name text, full_name text);
        INSERT INTO customers VALUES (1, 'Ada', 'Ada')""");
    try (Connection connection = database.connect()) {
      new ControlSchema(connection).ensure();
    }
    database.execute(
        """
        INSERT INTO segue.migration (id, new_kept) VALUES ('customers-full-name', true);
        INSERT INTO segue.flag VALUES ('customers-full-name.write-new', 1)
        """);
  }

  private String url(String more) throws IOException {
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
    String url = database.segueUrl();
    return url + (url.contains("?") ? "&" : "?") + "segue.config=" + rules + more;
  }

  /** On the route that writes both: which is so as soon as the instance has its lease. */
  private void update(Container container, String name) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    do {
      assertThat(System.nanoTime()).isLessThan(deadline);
      assertThat(container.execute("UPDATE customers SET name = '%s'".formatted(name)))
          .isEqualTo("1");
    } while (!stored().equals(List.of(name, name)));
    assertThat(container.execute("SELECT name FROM customers")).isEqualTo(name);
  }

  private List<Object> stored() {
    return database.rows("SELECT name, full_name FROM customers").get(0);
  }

  @Test
  void anApplicationThatIsStoppedLeavesNoThreadAndNoClassBehind() throws Exception {
    Set<Thread> before = threads();
    awaitGone(runAndStop(Container.isolated(url(""))));
    awaitEnd(before);
  }

  /** Its driver instance goes on, since another one uses it. */
  @Test
  void anApplicationCanGoThoughAnotherOneUsesTheInstanceThatItStarted() throws Exception {
    String url = url("");
    Set<Thread> ofOthers = watches();
    // In no variable of this frame, which would hold it.
    Deque<Container> first = new ArrayDeque<>(List.of(Container.sharing(url)));
    assertThat(first.peek().execute("SELECT name FROM customers")).isEqualTo("Ada");
    try (Connection other = DriverManager.getConnection(url)) {
      Set<Thread> watches = new HashSet<>(watches());
      watches.removeAll(ofOthers);
      assertThat(watches).hasSize(2);
      awaitGone(runAndStop(first.pop()));
      assertThat(watches()).containsAll(watches);
      assertThat(other.isValid(5)).isTrue();
    }
    SegueDriver.closeIdleInstances();
  }

  /** The JVM's first look for drivers was not this application's. */
  @Test
  void theDriverBesideIsFoundThoughNobodyLoadedIt() throws Exception {
    String url = url("");
    Driver known = DriverManager.getDriver(database.url());
    DriverManager.deregisterDriver(known);
    try (Container container = Container.isolated(url)) {
      assertThat(container.execute("SELECT name FROM customers")).isEqualTo("Ada");
    } finally {
      DriverManager.registerDriver(known);
    }
  }

  private WeakReference<ClassLoader> runAndStop(Container application) throws Exception {
    try (application) {
      update(application, "Eve");
      return new WeakReference<>(application.loader());
    }
  }

  private static void awaitGone(WeakReference<ClassLoader> loader) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (loader.get() != null && System.nanoTime() < deadline) {
      // Each time: a thread that is about to end may have compared one of its own once more.
      Container.compareRecordsOfAnotherApplication();
      System.gc();
      Thread.sleep(100);
    }
    assertThat(loader.get()).isNull();
  }

  private static Set<Thread> threads() {
    return Set.copyOf(Thread.getAllStackTraces().keySet());
  }

  private static Set<Thread> watches() {
    return threads().stream()
        .filter(thread -> thread.getName().matches("segue-(flags|catalog).*"))
        .collect(Collectors.toSet());
  }

  private static void awaitEnd(Collection<Thread> before) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      List<Thread> left =
          threads().stream().filter(each -> each.isAlive() && !before.contains(each)).toList();
      if (left.isEmpty()) {
        return;
      }
      assertThat(System.nanoTime()).as(left.toString()).isLessThan(deadline);
      // A thread of the JDK's that cleans up ends when what it is for is gone.
      System.gc();
      Thread.sleep(100);
    }
  }

  @Test
  void applicationsShareNoState() throws Exception {
    try (Container observing = Container.isolated(url("&segue.mode=observe"))) {
      try (Container rewriting = Container.isolated(url(""))) {
        update(rewriting, "Eve");
        assertThat(observing.execute("UPDATE customers SET name = 'Bob'")).isEqualTo("1");
        assertThat(stored()).containsExactly("Bob", "Eve");
        update(rewriting, "Ann");
      }
      assertThat(observing.execute("SELECT full_name FROM customers")).isEqualTo("Ann");
      assertThat(observing.execute("UPDATE customers SET name = 'Bob'")).isEqualTo("1");
      assertThat(stored()).containsExactly("Bob", "Ann");
    }
  }
}
