package dev.segue.flags.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WatchSettingsTest {

  private static final long INTERVAL = Duration.ofMillis(250).toNanos();

  @Test
  void whileAStepIsUnderWayItLooksSoonAndThenEverLessOften() {
    WatchSettings settings = WatchSettings.of("shop");
    long[] rests = LongStream.iterate(INTERVAL, settings::restAfter).skip(1).limit(8).toArray();
    assertThat(rests[0]).isEqualTo(INTERVAL / 16);
    assertThat(rests).isSorted();
    assertThat(LongStream.of(rests).limit(4).sum()).isLessThan(INTERVAL);
    assertThat(rests[7]).isEqualTo(INTERVAL - 1);
  }

  @Test
  void theShortestIntervalLeavesARest() {
    WatchSettings settings = new WatchSettings("shop", Duration.ofMillis(1), Duration.ofSeconds(1));
    assertThat(settings.restAfter(settings.interval().toNanos())).isPositive();
  }
}
