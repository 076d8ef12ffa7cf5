package dev.segue.driver.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.segue.rules.catalog.SearchPath;
import dev.segue.rules.plan.KeysRequest;
import dev.segue.rules.plan.LiteralTemplate;
import dev.segue.rules.plan.PlannedStatement;
import dev.segue.rules.plan.SharedPlan;
import dev.segue.rules.sql.LexicalSettings;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * The plans of one state of the catalog, by text. Bounded by the characters of its texts rather
 * than by their number: one huge text counts as what it is. Thread-safe; a plan that is found takes
 * no lock.
 *
 * <p>Texts that differ only in their literals share a plan: it is kept for their {@linkplain
 * LiteralTemplate template}, from which the plan of a text that was never seen is made without
 * reading it by a grammar. Texts with literals are kept besides, in a part of their own, so that
 * those which come again and again are found at once, and those which never do put out nothing but
 * their like.
 */
public final class PlanCache {

  /** All texts together, in characters. A plan takes some six times its text. */
  private static final long MOST_CHARACTERS = 4_000_000;

  /** All texts with literals together, in characters. */
  private static final long MOST_CHARACTERS_WITH_LITERALS = 500_000;

  /** What a plan costs besides its text, in characters. */
  private static final int OVERHEAD = 400;

  /** A longer text is planned each time: it would put too many others out. */
  private static final int LONGEST = 200_000;

  private final Cache<Key, PlannedStatement> plans = bounded(MOST_CHARACTERS / 2, Key::length);
  private final Cache<Key, SharedPlan> shared = bounded(MOST_CHARACTERS / 2, Key::length);
  private final Cache<Key, PlannedStatement> withLiterals =
      bounded(MOST_CHARACTERS_WITH_LITERALS, Key::length);

  private static <K, V> Cache<K, V> bounded(long characters, ToIntFunction<K> length) {
    return Caffeine.newBuilder()
        .maximumWeight(characters)
        .weigher((K key, V plan) -> length.applyAsInt(key) + OVERHEAD)
        // No pool of threads for it: what little there is to do is done by who comes by.
        .executor(Runnable::run)
        .build();
  }

  /** What a plan depends on besides the catalog. */
  public record Key(
      String sql, KeysRequest keys, SearchPath searchPath, boolean standardConformingStrings) {

    private int length() {
      return sql.length();
    }

    private Key of(String other) {
      return new Key(other, keys, searchPath, standardConformingStrings);
    }
  }

  /**
   * The plan of a text, made where it is not there. Two threads may both make it.
   *
   * @param planner plans a text, with all else of the key as it is
   */
  public PlannedStatement get(Key key, Function<String, PlannedStatement> planner) {
    PlannedStatement known = plans.getIfPresent(key);
    if (known == null) {
      known = withLiterals.getIfPresent(key);
    }
    if (known != null) {
      return known;
    }
    if (key.sql().length() > LONGEST) {
      return planner.apply(key.sql());
    }
    LexicalSettings settings = new LexicalSettings(key.standardConformingStrings(), true);
    Optional<LiteralTemplate> template = LiteralTemplate.of(key.sql(), settings);
    if (template.isEmpty()) {
      PlannedStatement made = planner.apply(key.sql());
      plans.put(key, made);
      return made;
    }
    PlannedStatement made = shared(key, template.get(), planner).planned(template.get(), planner);
    withLiterals.put(key, made);
    return made;
  }

  private SharedPlan shared(
      Key key, LiteralTemplate template, Function<String, PlannedStatement> planner) {
    Key ofTemplate = key.of(template.key());
    SharedPlan known = shared.getIfPresent(ofTemplate);
    if (known == null) {
      known = SharedPlan.of(template, planner);
      shared.put(ofTemplate, known);
    }
    return known;
  }

  /**
   * Plans what is kept for the routes that nobody has taken yet. The first statements behind a flip
   * of flags would do it otherwise, with code that the process has not run before.
   *
   * @param deadline the {@code nanoTime} to stop at; the next call goes on
   * @return whether all is planned
   * @throws dev.segue.rules.catalog.CatalogUnavailableException if the catalog is out of reach
   */
  public boolean foresee(long deadline) {
    return foresee(plans, PlannedStatement::foresee, deadline)
        && foresee(shared, SharedPlan::foresee, deadline);
  }

  /**
   * Goes on with the plans that are not foreseen.
   *
   * @param plan plans one ahead, and tells whether there was anything to do
   */
  private static <V> boolean foresee(Cache<Key, V> plans, Predicate<V> plan, long deadline) {
    for (V each : plans.asMap().values()) {
      if (plan.test(each) && System.nanoTime() - deadline > 0) {
        return false;
      }
    }
    return true;
  }

  /** How many plans are kept, roughly: what is to be put out may still be counted. */
  public long size() {
    return plans.estimatedSize() + shared.estimatedSize() + withLiterals.estimatedSize();
  }
}
