package dev.segue.migrator.demo.walk;

import java.time.Duration;

/**
 * How long the shop is left running between the steps. Immutable.
 *
 * @param before on the old shape alone, before the first step: the latency to compare with
 * @param dwell after each flip of flags
 * @param after on the new shape alone, after the last step
 */
public record Pace(Duration before, Duration dwell, Duration after) {

  /** Two minutes or so in all. */
  public static final Pace FULL =
      new Pace(Duration.ofSeconds(15), Duration.ofSeconds(8), Duration.ofSeconds(15));

  /** Half a minute or so in all. */
  public static final Pace QUICK =
      new Pace(Duration.ofSeconds(3), Duration.ofMillis(900), Duration.ofSeconds(2));
}
