package dev.segue.driver.flips;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.segue.driver.control.ControlSchema;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two migrations of tables that are written together walk through all their stages and back while
 * ten threads work on them in the old shape: five through HikariCP, five on connections of their
 * own, the two halves being two instances of the driver. No statement may fail, every read must see
 * what was written, every transaction must keep its route, and in the end everything is there.
 *
 * <p>It goes on until enough was done, not until some time is over.
 */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class FlipsUnderLoadTest {

  private static final Logger LOG = LoggerFactory.getLogger(FlipsUnderLoadTest.class);
  private static final int THREADS = 10;
  private static final int STATEMENTS = 20_000;
  private static final int WALKS = 2;

  @TempDir Path directory;

  @Test
  @Timeout(value = 6, unit = TimeUnit.MINUTES)
  void nothingIsLostOrTornWhileFlagsFlipForthAndBack(TestDatabase database) throws Exception {
    Shop.create(database);
    try (Connection connection = database.connect()) {
      new ControlSchema(connection).ensure();
    }
    Path rules = Files.writeString(directory.resolve("segue.yaml"), Shop.RULES);
    String url =
        database.segueUrl()
            + (database.segueUrl().contains("?") ? "&" : "?")
            + "segue.config="
            + rules
            + "&segue.application=";
    Operator customers = Operator.ofCustomers(database, 1);
    Operator orders = Operator.ofOrders(database, 2);
    LongAdder executed = new LongAdder();
    try (HikariDataSource pool = pool(url + "pooled")) {
      List<Worker> workers = work(pool, url + "direct", executed, List.of(customers, orders));
      judge(database, url, workers, List.of(customers, orders));
    }
    LOG.info(
        "{} statements, {} and {} flips, rows written: {}",
        executed,
        customers.flips(),
        orders.flips(),
        new Audit(database).written());
  }

  private static HikariDataSource pool(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(THREADS / 2);
    return new HikariDataSource(config);
  }

  /** Lets everything run until all have done enough; a failure of any ends all. */
  private static List<Worker> work(
      HikariDataSource pool, String url, LongAdder executed, List<Operator> operators)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS + operators.size());
    // Workers that run already ask for those that are still being added.
    List<Future<?>> running = new CopyOnWriteArrayList<>();
    List<Future<?>> walking = new ArrayList<>();
    Callable<Boolean> done =
        () ->
            walking.stream().allMatch(Future::isDone)
                || running.stream().anyMatch(Worker::hasFailed);
    List<Worker> workers = new ArrayList<>();
    try {
      for (Operator operator : operators) {
        walking.add(
            threads.submit(
                () -> {
                  while (operator.walks() < WALKS || executed.sum() < STATEMENTS) {
                    if (Thread.interrupted()) {
                      throw new InterruptedException();
                    }
                    operator.walk();
                  }
                  operator.forth();
                  return null;
                }));
      }
      for (int i = 0; i < THREADS; i++) {
        Worker.Source source =
            i % 2 == 0 ? pool::getConnection : () -> DriverManager.getConnection(url);
        Worker worker = new Worker(source, i, executed, done);
        workers.add(worker);
        running.add(threads.submit(worker));
      }
      for (Future<?> future : running) {
        future.get();
      }
      for (Future<?> future : walking) {
        future.get();
      }
      return workers;
    } finally {
      threads.shutdownNow();
      assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  private static void judge(
      TestDatabase database, String url, List<Worker> workers, List<Operator> operators)
      throws Exception {
    Audit audit = new Audit(database);
    audit.requireOneRoutePerTransaction();
    for (Operator operator : operators) {
      audit.requireAllowedRoutes(operator.intervals());
    }
    compare(url, workers);
    for (Operator operator : operators) {
      operator.retire();
    }
    database.execute("UPDATE customers SET name = NULL; UPDATE orders SET amount = NULL");
    compare(url, workers);
  }

  /** Every acknowledged write is there, in the shape that the application speaks. */
  private static void compare(String url, List<Worker> workers) throws Exception {
    try (Connection connection = DriverManager.getConnection(url + "direct")) {
      for (int owner = 0; owner < workers.size(); owner++) {
        try (ShopStatements shop =
            new ShopStatements(connection, owner, new Random(owner), 0, new LongAdder())) {
          shop.compareAll(workers.get(owner).known());
        }
      }
    }
  }
}
