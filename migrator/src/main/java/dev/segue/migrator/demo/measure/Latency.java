package dev.segue.migrator.demo.measure;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How long statements took, in milliseconds. Immutable.
 *
 * @param statements how many there were
 * @param perSecond how many there were in a second
 */
public record Latency(
    long statements, double perSecond, double p50, double p95, double p99, double max) {

  /** Nothing was executed. */
  public static final Latency NONE = new Latency(0, 0, 0, 0, 0, 0);

  static Latency of(Histogram nanos, long elapsedNanos) {
    if (nanos.getTotalCount() == 0) {
      return NONE;
    }
    return new Latency(
        nanos.getTotalCount(),
        nanos.getTotalCount() * (double) TimeUnit.SECONDS.toNanos(1) / Math.max(1, elapsedNanos),
        millis(nanos.getValueAtPercentile(50)),
        millis(nanos.getValueAtPercentile(95)),
        millis(nanos.getValueAtPercentile(99)),
        millis(nanos.getMaxValue()));
  }

  private static double millis(long nanos) {
    return nanos / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }
}
