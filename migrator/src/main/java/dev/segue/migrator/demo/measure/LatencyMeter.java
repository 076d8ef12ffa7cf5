package dev.segue.migrator.demo.measure;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Measures how long statements take, by phase. Recording is wait-free for any number of threads;
 * everything else holds this object's monitor, which recording never does.
 */
public final class LatencyMeter {

  private static final long LONGEST = TimeUnit.MINUTES.toNanos(5);
  private static final int DIGITS = 3;

  private final Recorder recorder = new Recorder(LONGEST, DIGITS);
  private final Map<Phase, Histogram> phases = new EnumMap<>(Phase.class);
  private final Map<Phase, Long> elapsed = new EnumMap<>(Phase.class);
  private Phase phase = Phase.WARM_UP;
  private Histogram interval;
  private long intervalBegan = System.nanoTime();

  /** Takes one execution. */
  public void record(long nanos) {
    recorder.recordValue(Math.min(nanos, LONGEST));
  }

  /** What was executed since the last call; it counts for the phase of now. */
  public synchronized Latency interval() {
    long now = System.nanoTime();
    long length = now - intervalBegan;
    intervalBegan = now;
    interval = recorder.getIntervalHistogram(interval);
    phases.computeIfAbsent(phase, p -> new Histogram(LONGEST, DIGITS)).add(interval);
    elapsed.merge(phase, length, Long::sum);
    return Latency.of(interval, length);
  }

  /** Ends a phase and begins another. */
  public synchronized void begin(Phase next) {
    interval();
    phase = next;
  }

  /** A phase as a whole, up to the last {@link #interval}. */
  public synchronized Latency of(Phase asked) {
    Histogram histogram = phases.get(asked);
    return histogram == null ? Latency.NONE : Latency.of(histogram, elapsed.get(asked));
  }
}
