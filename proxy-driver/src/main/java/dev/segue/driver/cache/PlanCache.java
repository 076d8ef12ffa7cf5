package dev.segue.driver.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.segue.rules.catalog.SearchPath;
import dev.segue.rules.plan.KeysRequest;
import dev.segue.rules.plan.PlannedStatement;
import java.util.function.Function;

/**
 * The plans of one state of the catalog, by text. Bounded by the characters of its texts rather
 * than by their number: one huge text counts as what it is. Thread-safe; a plan that is found takes
 * no lock.
 */
public final class PlanCache {

  /** All texts together, in characters. A plan takes some six times its text. */
  private static final long MOST_CHARACTERS = 4_000_000;

  /** What a plan costs besides its text, in characters. */
  private static final int OVERHEAD = 400;

  /** A longer text is planned each time: it would put too many others out. */
  private static final int LONGEST = 200_000;

  private final Cache<Key, PlannedStatement> plans =
      Caffeine.newBuilder()
          .maximumWeight(MOST_CHARACTERS)
          .weigher((Key key, PlannedStatement plan) -> key.sql().length() + OVERHEAD)
          // No pool of threads for it: what little there is to do is done by who comes by.
          .executor(Runnable::run)
          .build();

  /** What a plan depends on besides the catalog. */
  public record Key(
      String sql, KeysRequest keys, SearchPath searchPath, boolean standardConformingStrings) {}

  /** The plan of a text, made where it is not there. Two threads may both make it. */
  public PlannedStatement get(Key key, Function<Key, PlannedStatement> planner) {
    PlannedStatement known = plans.getIfPresent(key);
    if (known == null) {
      known = planner.apply(key);
      if (key.sql().length() <= LONGEST) {
        plans.put(key, known);
      }
    }
    return known;
  }
}
