package dev.segue.flags.fleet;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where an operator waits until every live instance has taken up an epoch. Stateless.
 *
 * <p>Passing it says that no transaction of an earlier epoch runs in any live instance. A
 * transaction that an instance left behind when it died or lost its lease may still be open in the
 * database: before a step that cannot be taken back, also wait until the server's oldest snapshot
 * has passed a transaction id drawn after this returned.
 */
public final class FleetBarrier {

  private static final Duration POLL = Duration.ofMillis(100);

  private FleetBarrier() {}

  /**
   * How the fleet stands. Immutable.
   *
   * @param epoch the epoch that is waited for
   * @param takenUp the number of live instances that have taken it up
   * @param waitingFor the live instances that have not
   */
  public record Progress(long epoch, int takenUp, List<InstanceLease> waitingFor) {

    public Progress {
      waitingFor = List.copyOf(waitingFor);
    }

    /** Whether every live instance has taken the epoch up. */
    public boolean isComplete() {
      return waitingFor.isEmpty();
    }
  }

  /** How the fleet stands now. */
  public static Progress look(FleetRegistry registry, long epoch) {
    List<InstanceLease> live = registry.liveInstances();
    List<InstanceLease> behind =
        live.stream().filter(lease -> lease.report().epoch() < epoch).toList();
    return new Progress(epoch, live.size() - behind.size(), behind);
  }

  /**
   * Waits until every live instance has taken up {@code epoch}, or until {@code timeout} is over.
   *
   * @param progress told of every look that differs from the one before
   * @return the last look: complete, or with the instances that the wait was given up for
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public static Progress await(
      FleetRegistry registry, long epoch, Duration timeout, Consumer<Progress> progress)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    Progress last = null;
    while (true) {
      Progress now = look(registry, epoch);
      if (last == null || !instances(now).equals(instances(last))) {
        progress.accept(now);
      }
      last = now;
      long left = deadline - System.nanoTime();
      if (now.isComplete() || left <= 0) {
        return now;
      }
      Thread.sleep(Math.min(POLL.toMillis(), left / 1_000_000 + 1));
    }
  }

  private static List<InstanceId> instances(Progress progress) {
    return progress.waitingFor().stream().map(lease -> lease.report().instance()).sorted().toList();
  }
}
