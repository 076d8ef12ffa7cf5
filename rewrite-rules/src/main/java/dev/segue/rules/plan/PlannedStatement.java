package dev.segue.rules.plan;

import dev.segue.route.Route;
import dev.segue.rules.catalog.CatalogUnavailableException;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.rewrite.Routes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/**
 * One SQL text as the engine understood it, with its plan for each combination of routes, made when
 * first asked for. Thread-safe; the plan of a combination is found without a lock.
 */
public final class PlannedStatement {

  /** Up to so many migrations in one statement, combinations stand in an array. */
  private static final int FEW = 3;

  /** Up to so many, all combinations are planned ahead. */
  private static final int FORESEEN = 2;

  private static final int ROUTES = Route.values().length;

  private final List<Migration> migrations;
  private final int[] ordinals;
  private final boolean writes;
  private final boolean endsTransaction;
  private final boolean changesSearchPath;
  private final boolean unreadable;
  private final Function<Routes, Outcome> planner;
  private final AtomicReferenceArray<Outcome> few;
  private final Map<Long, Outcome> many;
  private volatile boolean foreseen;

  PlannedStatement(
      List<Migration> migrations,
      boolean writes,
      boolean endsTransaction,
      boolean changesSearchPath,
      Function<Routes, Outcome> planner) {
    this(migrations, writes, endsTransaction, changesSearchPath, false, planner);
  }

  private PlannedStatement(
      List<Migration> migrations,
      boolean writes,
      boolean endsTransaction,
      boolean changesSearchPath,
      boolean unreadable,
      Function<Routes, Outcome> planner) {
    this.migrations = List.copyOf(migrations);
    this.ordinals = migrations.stream().mapToInt(Migration::ordinal).toArray();
    this.writes = writes;
    this.endsTransaction = endsTransaction;
    this.changesSearchPath = changesSearchPath;
    this.unreadable = unreadable;
    this.planner = planner;
    this.few = new AtomicReferenceArray<>(ordinals.length <= FEW ? combinations() : 0);
    this.many = ordinals.length <= FEW ? Map.of() : new ConcurrentHashMap<>();
  }

  private int combinations() {
    int combinations = 1;
    for (int i = 0; i < ordinals.length; i++) {
      combinations *= ROUTES;
    }
    return combinations;
  }

  /** A text that could not be read: it is refused on every route, as what it may be. */
  static PlannedStatement unreadable(
      List<Migration> migrations, boolean changesSearchPath, Outcome refused) {
    return new PlannedStatement(migrations, true, true, changesSearchPath, true, on -> refused);
  }

  /** The same statement with other literals. */
  PlannedStatement with(Function<Routes, Outcome> otherPlanner) {
    return new PlannedStatement(
        migrations, writes, endsTransaction, changesSearchPath, unreadable, otherPlanner);
  }

  /** Whether it could not be read. */
  boolean unreadable() {
    return unreadable;
  }

  /** The migrations whose tables the text touches, by ordinal; empty where it touches none. */
  public List<Migration> migrations() {
    return migrations;
  }

  /** Whether it may write. */
  public boolean writes() {
    return writes;
  }

  /** Whether it has a command in it that ends the transaction: {@code COMMIT}, {@code ROLLBACK}. */
  public boolean endsTransaction() {
    return endsTransaction;
  }

  /** Whether it may change the session's {@code search_path}, for good or until the end. */
  public boolean changesSearchPath() {
    return changesSearchPath;
  }

  /** What it becomes on these routes. */
  @SuppressWarnings("EnumOrdinal") // An index of this process only; nothing keeps it.
  public Outcome on(Routes routes) {
    long combination = 0;
    for (int ordinal : ordinals) {
      combination = combination * ROUTES + routes.of(ordinal).ordinal();
    }
    boolean isFew = few.length() > 0;
    Outcome known = isFew ? few.get((int) combination) : many.get(combination);
    if (known == null) {
      // Two threads may both plan it: they come to the same. Planning may ask the catalog, for
      // which no lock is held.
      known = planner.apply(routes);
      if (isFew) {
        few.set((int) combination, known);
      } else {
        many.put(combination, known);
      }
    }
    return known;
  }

  /**
   * Makes the plans of the combinations that nobody has asked for yet, so that they are there when
   * a flag is flipped. Of more than two migrations there are too many.
   *
   * @return whether there were any to make
   * @throws CatalogUnavailableException if the catalog is out of reach
   */
  public boolean foresee() {
    if (foreseen || ordinals.length == 0 || ordinals.length > FORESEEN) {
      return false;
    }
    for (int combination = 0; combination < few.length(); combination++) {
      if (few.get(combination) == null) {
        foresee(combination);
      }
    }
    foreseen = true;
    return true;
  }

  private void foresee(int combination) {
    Route[] routes = Route.values();
    try {
      on(
          ordinal -> {
            int rest = combination;
            for (int i = ordinals.length - 1; ordinals[i] != ordinal; i--) {
              rest /= ROUTES;
            }
            return routes[rest % ROUTES];
          });
    } catch (CatalogUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      // Whoever takes these routes will meet it, and is told then.
    }
  }
}
