package dev.segue.flags.watch;

import dev.segue.flags.FlagException;
import dev.segue.flags.epoch.EpochTracker;
import dev.segue.flags.fleet.FleetRegistry;
import dev.segue.flags.fleet.InstanceId;
import dev.segue.flags.store.FlagStore;
import dev.segue.route.MigrationId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One driver instance's watch over its flags: a daemon thread that looks at regular intervals,
 * publishes a new snapshot when something changed, and keeps the lease. Thread-safe.
 *
 * <p>A look that fails changes nothing: the last good flags stay in effect, the problem is logged
 * once, and the lease is renewed as long as the registry answers. When it does not, the lease runs
 * out, {@code FlagSnapshot.mayRoute} says no, and routing resumes by itself once it answers again.
 */
public final class FlagWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FlagWatch.class);
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final List<MigrationId> migrations;
  private final WatchSettings settings;
  private final FleetMember member;
  private final FlagLook look;
  private final Thread thread;

  private volatile boolean closed;
  private volatile FlagException problem;

  private FlagWatch(
      List<MigrationId> migrations,
      FlagStore store,
      FleetRegistry registry,
      WatchSettings settings,
      ThreadFactory threads) {
    this.migrations = List.copyOf(migrations);
    this.settings = settings;
    this.member = new FleetMember(registry, settings, InstanceId.random());
    this.look = new FlagLook(this.migrations, store, registry, member);
    this.thread = threads.newThread(this::watch);
    thread.setName("segue-flags-" + settings.application() + "-" + NUMBER.incrementAndGet());
    thread.setDaemon(true);
  }

  /**
   * Takes the first look and starts the watch. When this returns there is a snapshot to route by.
   *
   * @param migrations in the order by which snapshots number them
   * @param threads makes the watch's own thread
   * @throws FlagException if the flags cannot be read; nothing is left behind then
   */
  public static FlagWatch start(
      List<MigrationId> migrations,
      FlagStore store,
      FleetRegistry registry,
      WatchSettings settings,
      ThreadFactory threads) {
    FlagWatch watch = new FlagWatch(migrations, store, registry, settings, threads);
    watch.lookFirst();
    watch.thread.start();
    return watch;
  }

  private void lookFirst() {
    try {
      look.take()
          .ifPresent(
              unread -> {
                throw unread;
              });
    } catch (RuntimeException e) {
      leaveQuietly();
      throw e instanceof FlagException flagException ? flagException : unanswered(e);
    }
  }

  private void watch() {
    long rest = settings.interval().toNanos();
    while (!closed) {
      LockSupport.parkNanos(this, rest);
      if (!closed) {
        lookAgain();
        rest = look.isSettled() ? settings.interval().toNanos() : settings.restAfter(rest);
      }
    }
  }

  private void lookAgain() {
    boolean routed = !member.hasLapsed();
    FlagException found;
    try {
      found = look.take().orElse(null);
    } catch (RuntimeException e) {
      found = unanswered(e);
      LOG.debug("a look at the flags failed", e);
    }
    tell(found);
    boolean routes = !member.hasLapsed();
    if (routed && !routes) {
      LOG.error("the lease has run out: statements of migrations are refused until it is renewed");
    } else if (!routed && routes) {
      LOG.info("the lease is renewed: statements of migrations run again");
    }
  }

  private void tell(FlagException found) {
    String before = problem == null ? null : problem.getMessage();
    String now = found == null ? null : found.getMessage();
    problem = found;
    if (now != null && !now.equals(before)) {
      LOG.warn("{}\nThe flags last read stay in effect.", now);
    } else if (now == null && before != null) {
      LOG.info("the flags are read again");
    }
  }

  private static FlagException unanswered(RuntimeException e) {
    return new FlagException(
        "the fleet's registry does not answer",
        Objects.requireNonNullElse(e.getMessage(), e.toString()),
        "Check that the database can be reached and that Segue's tables are there.",
        e);
  }

  /** Where connections register and transactions enter. */
  public EpochTracker tracker() {
    return look.tracker();
  }

  /** This instance's name in the fleet. */
  public InstanceId instance() {
    return member.instance();
  }

  /** The migrations, in the order by which snapshots number them. */
  public List<MigrationId> migrations() {
    return migrations;
  }

  /** Why the last look failed; empty if it did not. */
  public Optional<FlagException> problem() {
    return Optional.ofNullable(problem);
  }

  /** Looks soon, rather than at the next interval. */
  public void wake() {
    LockSupport.unpark(thread);
  }

  /**
   * Stops: no transaction may route from here on, the thread is gone and the lease given back when
   * this returns. The store stays open. Idempotent.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join(settings.lease().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    leaveQuietly();
  }

  private void leaveQuietly() {
    try {
      member.leave();
    } catch (RuntimeException e) {
      LOG.info("the lease could not be given back and will run out by itself: {}", e.toString());
    }
  }
}
