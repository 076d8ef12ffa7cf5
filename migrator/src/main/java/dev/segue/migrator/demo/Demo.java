package dev.segue.migrator.demo;

import dev.segue.driver.SegueDriver;
import dev.segue.driver.control.ControlSchema;
import dev.segue.migrator.demo.display.Console;
import dev.segue.migrator.demo.display.Summary;
import dev.segue.migrator.demo.outcome.DemoOutcome;
import dev.segue.migrator.demo.shop.ShopDesign;
import dev.segue.migrator.demo.shop.Stock;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Runs the demo: a database, a shop in it, two migrations under the shop, and the reckoning.
 *
 * <p>One run at a time in a JVM: it reads what the driver counts in Micrometer's global registry.
 */
public final class Demo {

  private Demo() {}

  /**
   * Runs the demo from beginning to end; where the options say {@code hold}, it then keeps the
   * database up until the thread is interrupted.
   *
   * @throws DemoException if it could not begin: then it left nothing behind
   */
  public static DemoOutcome run(DemoOptions options, Console console) {
    return run(options, console, outcome -> {});
  }

  /**
   * The same.
   *
   * @param report is handed the outcome as soon as it is known, before the database is kept up
   */
  static DemoOutcome run(DemoOptions options, Console console, Consumer<DemoOutcome> report) {
    long begin = System.nanoTime();
    Headings headings = new Headings(console);
    headings.start(options);
    DemoDatabase database = DemoDatabase.open(options);
    boolean kept = false;
    try (DemoRules rules = DemoRules.write(options.scenario(), database.schema())) {
      Stock stock = fill(database, options, headings);
      headings.rules(rules.lines());
      headings.urls(database.url(), rules.through(database.url()));
      DemoOutcome outcome = new DemoRun(options, database, rules, stock, console, begin).run();
      new Summary(console).show(outcome);
      report.accept(outcome);
      kept = options.hold();
      if (kept) {
        headings.hold(database.url());
        awaitInterrupt();
      }
      return outcome;
    } finally {
      console.settle();
      SegueDriver.closeIdleInstances();
      if (!kept || options.url().isEmpty()) {
        database.close();
      }
    }
  }

  private static Stock fill(DemoDatabase database, DemoOptions options, Headings headings) {
    try (Connection connection = database.connect()) {
      // An instance that started before the control tables were made is unseen for as long as a
      // lease lasts, and the first step waits for that. Made first, nobody has to wait.
      new ControlSchema(connection).ensure();
      ShopDesign design = options.scenario().shop();
      design.create(connection);
      Stock stock =
          Stock.fill(connection, design, options.threads(), options.rows(), options.seed());
      headings.filled(database.description(), stock, options.threads());
      return stock;
    } catch (SQLException e) {
      throw DemoDatabase.unusable(e);
    }
  }

  private static void awaitInterrupt() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
