package dev.segue.driver.transaction;

import dev.segue.route.Route;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.Rules;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/**
 * The counters {@code segue.statements} with the tags {@code migration}, {@code route} and {@code
 * outcome}. All of them are registered at the start, so that counting looks nothing up. In {@code
 * observe} mode the outcome is what would have become of the statement.
 *
 * <p>A registry has one counter for a name and its tags, so that instances with the same migrations
 * share theirs, and an instance that is closed leaves them: a counter that goes away and comes back
 * would look like a restart. Thread-safe.
 */
public final class StatementCounters {

  /** What became of a statement. */
  public enum Outcome {
    /** It ran on its route. */
    EXECUTED,
    /** It ran, reading the old shape where the new one was to be read. */
    FELL_BACK,
    /** It reached the server and failed there. */
    FAILED,
    /** It was refused before it reached the server. */
    REFUSED
  }

  private final Counter[] counters;

  /** Registers the counters of all migrations. */
  public StatementCounters(Rules rules, MeterRegistry registry) {
    counters =
        new Counter[rules.migrations().size() * Route.values().length * Outcome.values().length];
    for (Migration migration : rules.migrations()) {
      for (Route route : Route.values()) {
        for (Outcome outcome : Outcome.values()) {
          counters[index(migration, route, outcome)] =
              Counter.builder("segue.statements")
                  .description("Statements that touch a migration's tables")
                  .tag("migration", migration.id().value())
                  .tag("route", word(route))
                  .tag("outcome", word(outcome))
                  .register(registry);
        }
      }
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static int index(Migration migration, Route route, Outcome outcome) {
    return (migration.ordinal() * Route.values().length + route.ordinal()) * Outcome.values().length
        + outcome.ordinal();
  }

  void count(Migration migration, Route route, Outcome outcome) {
    counters[index(migration, route, outcome)].increment();
  }
}
