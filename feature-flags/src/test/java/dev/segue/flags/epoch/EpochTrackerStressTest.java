package dev.segue.flags.epoch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Transactions enter and leave on several threads while epochs are published as fast as can be.
 * Once an epoch has been reported as taken up, no transaction may act in an earlier one. The window
 * that the second read in {@code TransactionEpoch.enter} closes is a few nanoseconds wide: this
 * test searches, the argument in {@link EpochTracker} proves.
 */
class EpochTrackerStressTest {

  private static final int THREADS = 3;
  private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

  private final EpochTracker tracker = new EpochTracker(snapshot(1));
  private final AtomicLong reported = new AtomicLong();
  private final AtomicBoolean stop = new AtomicBoolean();

  private static FlagSnapshot snapshot(long epoch) {
    return new FlagSnapshot(epoch, List.of(), new LeaseState(0));
  }

  @Test
  void noTransactionActsInAnEpochBeforeTheOneTakenUp() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      CountDownLatch running = new CountDownLatch(THREADS);
      List<Future<Long>> outcomes = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        boolean reconnects = i == 0;
        outcomes.add(pool.submit(() -> transact(reconnects, running)));
      }
      running.await();
      long epochs = publishAll();
      long transactions = 0;
      for (Future<Long> outcome : outcomes) {
        transactions += outcome.get(30, TimeUnit.SECONDS);
      }
      assertThat(epochs).isGreaterThan(1_000);
      assertThat(transactions).isGreaterThan(10_000);
      assertThat(tracker.takenUp()).isEqualTo(tracker.current().epoch());
    } finally {
      stop.set(true);
      pool.shutdownNow();
    }
  }

  /** Publishes without waiting: what is reported lags as far behind as transactions make it. */
  private long publishAll() {
    long epoch = 1;
    long deadline = System.nanoTime() + NANOS;
    while (System.nanoTime() < deadline && !stop.get()) {
      epoch++;
      tracker.publish(snapshot(epoch));
      reported.setOpaque(tracker.takenUp());
    }
    stop.set(true);
    return epoch;
  }

  private long transact(boolean reconnects, CountDownLatch running) {
    TransactionEpoch slot = tracker.register();
    running.countDown();
    long transactions = 0;
    while (!stop.get()) {
      FlagSnapshot entered = slot.enter();
      // What the fleet was told must not be ahead of this transaction, now or at its end.
      boolean behind = entered.epoch() < reported.get();
      for (int i = 0; i < (transactions & 7); i++) {
        Thread.onSpinWait();
      }
      behind |= entered.epoch() < reported.get();
      slot.exit();
      if (behind) {
        stop.set(true);
        throw new AssertionError("epoch " + entered.epoch() + " acted after " + reported.get());
      }
      transactions++;
      if (reconnects && transactions % 100 == 0) {
        slot.close();
        slot = tracker.register();
      }
    }
    slot.close();
    return transactions;
  }
}
