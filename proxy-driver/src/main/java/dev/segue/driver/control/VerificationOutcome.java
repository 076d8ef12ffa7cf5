package dev.segue.driver.control;

import java.time.Instant;

/**
 * How the last verification of a migration ended.
 *
 * @param rows how many were compared
 * @param differences how many of them had other values than the mapping computes
 * @param clean whether the whole table was compared while every transaction of the fleet wrote both
 *     shapes, and nothing differed
 * @param stale whether rows may since have been written in one shape only
 */
public record VerificationOutcome(
    Instant finishedAt, long rows, long differences, boolean clean, boolean stale) {

  /** Whether both shapes still hold the same by this verification. */
  public boolean holds() {
    return clean && !stale;
  }
}
