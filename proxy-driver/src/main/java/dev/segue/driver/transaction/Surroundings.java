package dev.segue.driver.transaction;

import dev.segue.flags.epoch.EpochTracker;
import dev.segue.rules.catalog.SearchPath;
import dev.segue.rules.plan.StatementEngine;

/**
 * What the sessions of one driver instance share. Thread-safe; every method is a read of a field.
 */
public interface Surroundings {

  /** Makes plans. */
  StatementEngine engine();

  /** Where transactions enter their epoch. */
  EpochTracker tracker();

  /** The catalog as it is known now. */
  KnownCatalog catalog();

  /** The search path that every session of the instance begins with. */
  SearchPath initialSearchPath();

  /** Whether statements are executed as the application sent them, and only reported. */
  boolean observesOnly();

  /** Tells what would become of statements that are only observed. */
  Observations observations();

  /** Counts what became of statements. */
  StatementCounters counters();
}
