package dev.segue.migrator.demo.walk;

import java.time.Duration;

/**
 * How long the shop is left running between the steps. Immutable.
 *
 * @param warmUp after the shop has opened, before anything is measured
 * @param before on the old shape alone, before the first step: the latency to compare with
 * @param dwell after each flip of flags
 * @param after on the new shape alone, after the last step
 */
public record Pace(Duration warmUp, Duration before, Duration dwell, Duration after) {

  /** Two minutes or so in all. */
  public static final Pace FULL =
      new Pace(
          Duration.ofSeconds(8),
          Duration.ofSeconds(12),
          Duration.ofSeconds(6),
          Duration.ofSeconds(12));

  /** Half a minute or so in all. */
  public static final Pace QUICK =
      new Pace(
          Duration.ofMillis(500),
          Duration.ofMillis(1_000),
          Duration.ofMillis(50),
          Duration.ofMillis(700));
}
