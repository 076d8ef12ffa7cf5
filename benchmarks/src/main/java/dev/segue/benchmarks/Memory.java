package dev.segue.benchmarks;

import dev.segue.driver.cache.PlanCache;
import dev.segue.route.Route;
import dev.segue.rules.catalog.SearchPath;
import dev.segue.rules.plan.KeysRequest;
import dev.segue.rules.plan.PlannedStatement;
import dev.segue.rules.sql.LexicalSettings;
import java.lang.ref.Reference;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * How much memory a thousand migrations take, and ten thousand plans of statements that touch one:
 * the growth of the heap over them, each time after it was collected.
 */
public final class Memory {

  private static final int MIGRATIONS = 1_000;
  private static final int PLANS = 10_000;
  private static final int COLLECTIONS = 5;

  private Memory() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) throws InterruptedException {
    // Once beforehand: classes and what they keep are not what is measured.
    plans(new FixedSurroundings(Route.BOTH_READ_OLD), 10);
    FixedSurroundings.withOtherMigrations(2);
    print(
        "%,d migrations".formatted(MIGRATIONS),
        () -> FixedSurroundings.withOtherMigrations(MIGRATIONS));
    FixedSurroundings surroundings = new FixedSurroundings(Route.BOTH_READ_OLD);
    PlanCache cache =
        print("plans of %,d texts".formatted(PLANS), () -> plans(surroundings, PLANS));
    System.out.printf(
        Locale.ROOT, "  of which the bound of the cache has kept %,d%n", cache.size());
  }

  private static PlanCache plans(FixedSurroundings surroundings, int count) {
    PlanCache cache = new PlanCache();
    for (int i = 0; i < count; i++) {
      String sql =
          "SELECT c.id, c.name AS name_%1$d FROM customers c WHERE c.name = ? AND c.id > ?"
              .formatted(i);
      PlannedStatement planned =
          cache.get(
              new PlanCache.Key(sql, KeysRequest.NONE, SearchPath.standard(), true),
              text ->
                  surroundings
                      .engine()
                      .plan(
                          text,
                          KeysRequest.NONE,
                          surroundings.catalog().catalog(),
                          SearchPath.standard(),
                          LexicalSettings.JDBC));
      for (Route route : Route.values()) {
        planned.on(migration -> route);
      }
    }
    return cache;
  }

  private static <T> T print(String what, Supplier<T> made) throws InterruptedException {
    long before = used();
    T kept = made.get();
    System.out.printf(Locale.ROOT, "%s: %.1f MB%n", what, (used() - before) / 1e6);
    Reference.reachabilityFence(kept);
    return kept;
  }

  private static long used() throws InterruptedException {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      Thread.sleep(50);
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
