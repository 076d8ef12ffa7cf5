package dev.segue.flags.watch;

import java.time.Duration;

/**
 * How a watch behaves. Immutable.
 *
 * @param application the name of the application, for people
 * @param interval how often it looks; 250 ms by default
 * @param lease how long the instance may route after it was last heard of; 10 s by default. It is
 *     renewed ten times as often
 */
public record WatchSettings(String application, Duration interval, Duration lease) {

  public WatchSettings {
    if (interval.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException("the interval must be at least 1 ms: " + interval);
    }
    if (lease.compareTo(interval.multipliedBy(4)) < 0) {
      throw new IllegalArgumentException(
          "the lease must be at least four intervals long: " + lease);
    }
  }

  /** The defaults. */
  public static WatchSettings of(String application) {
    return new WatchSettings(application, Duration.ofMillis(250), Duration.ofSeconds(10));
  }

  /**
   * How long to rest, in nanoseconds, while a step is under way: most transactions end within
   * milliseconds and the fleet waits for this instance, so the first rest is a sixteenth of an
   * interval; each is twice the one before, since one transaction can last for hours.
   */
  long restAfter(long rest) {
    long whole = interval.toNanos();
    return rest >= whole ? Math.max(1, whole / 16) : Math.min(whole - 1, rest * 2);
  }

  /** How long after a renewal the next one is due. */
  Duration renewal() {
    return lease.dividedBy(10);
  }

  /**
   * How long the instance itself trusts its lease: a tenth less than the registry grants, since the
   * two measure by different clocks.
   */
  Duration trusted() {
    return lease.multipliedBy(9).dividedBy(10);
  }
}
