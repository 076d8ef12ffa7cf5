package dev.segue.migrator.backfill;

import java.time.Duration;

/**
 * How a backfill goes about it.
 *
 * @param restart begins at the first key though an earlier run could be resumed
 * @param maxRowsPerSecond 0 for no limit
 * @param sleep how long it rests after each batch
 * @param fleetTimeout how long it waits for the fleet to write both shapes
 */
public record BackfillOptions(
    boolean restart, long maxRowsPerSecond, Duration sleep, Duration fleetTimeout) {

  /** As fast as it can without being felt; a minute for the fleet. */
  public static final BackfillOptions DEFAULT =
      new BackfillOptions(false, 0, Duration.ZERO, Duration.ofSeconds(60));

  public BackfillOptions {
    if (maxRowsPerSecond < 0 || sleep.isNegative() || fleetTimeout.isNegative()) {
      throw new IllegalArgumentException("rates and times must not be negative");
    }
  }
}
