package dev.segue.migrator.demo.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LatencyMeterTest {

  private final LatencyMeter meter = new LatencyMeter();

  @Test
  void countsEachExecutionToThePhaseItFellInto() {
    meter.record(9_000_000);
    meter.begin(Phase.BEFORE);
    meter.record(1_000_000);
    meter.record(3_000_000);
    meter.begin(Phase.DURING);
    meter.record(5_000_000);
    meter.interval();

    assertThat(meter.of(Phase.BEFORE).statements()).isEqualTo(2);
    assertThat(meter.of(Phase.BEFORE).p50()).isCloseTo(1, within(0.01));
    assertThat(meter.of(Phase.BEFORE).max()).isCloseTo(3, within(0.01));
    assertThat(meter.of(Phase.DURING).statements()).isEqualTo(1);
    assertThat(meter.of(Phase.AFTER)).isEqualTo(Latency.NONE);
  }

  @Test
  void anIntervalHoldsWhatCameSinceTheLastOne() {
    meter.record(1_000_000);
    assertThat(meter.interval().statements()).isEqualTo(1);
    assertThat(meter.interval().statements()).isZero();
  }
}
