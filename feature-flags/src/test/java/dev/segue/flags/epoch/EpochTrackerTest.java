package dev.segue.flags.epoch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EpochTrackerTest {

  private static FlagSnapshot snapshot(long epoch) {
    return new FlagSnapshot(epoch, List.of(), new LeaseState(0));
  }

  private final EpochTracker tracker = new EpochTracker(snapshot(1));

  @Test
  void anIdleTrackerHasTakenUpWhatWasPublished() {
    tracker.register();
    tracker.publish(snapshot(2));
    assertThat(tracker.takenUp()).isEqualTo(2);
  }

  @Test
  void anEpochIsTakenUpWhenTheLastEarlierTransactionHasEnded() {
    TransactionEpoch one = tracker.register();
    TransactionEpoch other = tracker.register();
    assertThat(one.enter().epoch()).isEqualTo(1);
    tracker.publish(snapshot(2));
    assertThat(other.enter().epoch()).isEqualTo(2);
    tracker.publish(snapshot(3));
    assertThat(tracker.takenUp()).isEqualTo(1);
    one.exit();
    assertThat(tracker.takenUp()).isEqualTo(2);
    other.exit();
    assertThat(tracker.takenUp()).isEqualTo(3);
  }

  @Test
  void aTransactionKeepsItsSnapshotThroughAFlip() {
    TransactionEpoch slot = tracker.register();
    FlagSnapshot entered = slot.enter();
    tracker.publish(snapshot(2));
    assertThat(slot.entered()).isSameAs(entered);
    assertThat(tracker.inUse()).containsExactlyInAnyOrder(entered, tracker.current());
  }

  @Test
  void aClosedConnectionHoldsNothingUp() {
    TransactionEpoch slot = tracker.register();
    slot.enter();
    tracker.publish(snapshot(2));
    slot.close();
    slot.close();
    assertThat(tracker.takenUp()).isEqualTo(2);
  }

  @Test
  void aConnectionThatWasDroppedUnclosedHoldsNothingUpOnceCollected() {
    enterAndDrop();
    tracker.publish(snapshot(2));
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (tracker.takenUp() < 2 && System.nanoTime() < deadline) {
      System.gc();
    }
    assertThat(tracker.takenUp()).isEqualTo(2);
  }

  private void enterAndDrop() {
    tracker.register().enter();
  }

  @Test
  void aLeaseHoldsUntilItsTimeAcrossTheOverflowOfTheClock() {
    LeaseState lease = new LeaseState(Long.MAX_VALUE - 5);
    lease.holdUntil(Long.MAX_VALUE + 10);
    assertThat(lease.holds(Long.MAX_VALUE - 1)).isTrue();
    assertThat(lease.holds(Long.MIN_VALUE)).isTrue();
    assertThat(lease.holds(Long.MAX_VALUE + 10)).isFalse();
  }
}
