package dev.segue.driver;

import dev.segue.driver.SegueOptions.Option;
import dev.segue.driver.control.ControlTablesException;
import dev.segue.driver.instance.Instance;
import dev.segue.driver.instance.InstanceSettings;
import dev.segue.driver.jdbc.ConnectionEvents;
import dev.segue.driver.jdbc.PassThroughTexts;
import dev.segue.driver.jdbc.Routing;
import dev.segue.driver.jdbc.SegueConnection;
import dev.segue.driver.jdbc.StatementRouter;
import dev.segue.rules.catalog.CatalogUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The running instances, one for all connections with equal settings. An instance is started with
 * its first connection and closed a while after its last, so that a pool which is closed leaves no
 * thread behind, and an application that opens connections one by one does not start it each time.
 * May be used by any number of threads.
 *
 * <p>Starting takes a round trip or several, so it is done outside the lock: whoever comes first
 * has it started, others with the same settings wait for that one, and those with other settings
 * for nobody. An instance leaves the map, under the lock, before it is closed; a connection that
 * comes then starts the next one.
 */
final class SegueInstances {

  private static final String POSTGRESQL = "jdbc:postgresql:";
  private static final long LINGER_NANOS = 5_000_000_000L;

  private final PassThroughTexts passThrough = new PassThroughTexts();
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<InstanceSettings, Running> running = new HashMap<>(); // guarded by lock

  /** An instance and its connections. */
  private static final class Running {
    private final CompletableFuture<Optional<Instance>> instance = new CompletableFuture<>();
    private int connections; // guarded by lock
    private long emptySince; // guarded by lock

    /**
     * Ends the instance, as soon as it is started; where it could not be, there is nothing to end.
     */
    private void close() {
      try {
        instance.join().ifPresent(Instance::close);
      } catch (CompletionException notStarted) {
        // Whoever waited for it has been told.
      }
    }

    /** Whether it was started, and has nothing to route. */
    private boolean isUnrouted() {
      return instance.isDone() && !instance.isCompletedExceptionally() && instance.join().isEmpty();
    }
  }

  /**
   * Counts a connection in that is about to be opened. Where it is the first, its instance is
   * started meanwhile, by a thread that ends with that: both wait for the server most of the time.
   *
   * @param request what the application asked for
   */
  Expected expect(ConnectionRequest request) throws SQLException {
    if (!request.url().startsWith(POSTGRESQL)) {
      Routing unrouted = unrouted(request);
      return new Expected(null, null, unrouted);
    }
    InstanceSettings settings = settings(request);
    return new Expected(settings, entered(settings), null);
  }

  /** A connection that is about to be opened. Used by one thread. */
  final class Expected {

    private final InstanceSettings settings;
    private final Running entry; // null: of another driver
    private final Routing unrouted;
    private boolean wrapped;

    private Expected(InstanceSettings settings, Running entry, Routing unrouted) {
      this.settings = settings;
      this.entry = entry;
      this.unrouted = unrouted;
    }

    /**
     * Wraps it.
     *
     * @param physical the wrapped driver's connection, just opened
     * @throws SQLException where the rules are wrong
     */
    SegueConnection wrap(Connection physical) throws SQLException {
      Routing routing = entry == null ? unrouted : routing(physical);
      SegueConnection connection = SegueConnection.wrap(physical, routing);
      wrapped = true;
      return connection;
    }

    private Routing routing(Connection physical) throws SQLException {
      return started(entry)
          .map(instance -> instance.routingOf(physical, () -> left(settings, entry)))
          .orElseGet(() -> SegueInstances.this.unrouted(() -> left(settings, entry)));
    }

    /** It could not be opened or wrapped. */
    void abandon() {
      if (entry != null && !wrapped) {
        left(settings, entry);
      }
    }
  }

  /** Rules are for PostgreSQL: any other driver's statements pass through. */
  private Routing unrouted(ConnectionRequest request) throws SQLException {
    if (request.options().get(Option.CONFIG).isPresent()) {
      throw new SQLException(
          "segue.config is given for a database that is not PostgreSQL\n"
              + "  Hint: Leave the option out: statements of other databases pass through.",
          "0A000");
    }
    return unrouted(() -> {});
  }

  /**
   * What passes everything through.
   *
   * @param whenClosed is run once, when the connection is closed
   */
  private Routing unrouted(Runnable whenClosed) {
    AtomicBoolean closed = new AtomicBoolean();
    return new Routing(
        passThrough,
        StatementRouter.NONE,
        new ConnectionEvents() {
          @Override
          public void closed() {
            if (closed.compareAndSet(false, true)) {
              whenClosed.run();
            }
          }
        });
  }

  private static InstanceSettings settings(ConnectionRequest request) {
    SegueOptions options = request.options();
    return new InstanceSettings(
        request.url(),
        request.properties(),
        options.get(Option.CONFIG),
        options.get(Option.FLAGS),
        options.get(Option.MODE),
        options.get(Option.SPEAKS),
        options.get(Option.APPLICATION));
  }

  /** Counts a connection in, and starts the instance where it is the first. */
  private Running entered(InstanceSettings settings) {
    Running entry;
    boolean first;
    lock.lock();
    try {
      entry = running.get(settings);
      first = entry == null;
      if (first) {
        entry = new Running();
        running.put(settings, entry);
      }
      entry.connections++;
    } finally {
      lock.unlock();
    }
    if (first) {
      Running started = entry;
      Thread starter = new Thread(() -> start(settings, started), "segue-start");
      starter.setDaemon(true);
      try {
        starter.start();
      } catch (Error e) {
        // The process has no thread left: others must not wait for an instance that never comes.
        notStarted(settings, started, e);
        throw e;
      }
    }
    return entry;
  }

  private void start(InstanceSettings settings, Running entry) {
    try {
      entry.instance.complete(Instance.start(settings, () -> closeIfLeft(settings, entry)));
    } catch (RuntimeException | Error e) {
      notStarted(settings, entry, e);
    }
  }

  private void notStarted(InstanceSettings settings, Running entry, Throwable why) {
    lock.lock();
    try {
      running.remove(settings, entry);
    } finally {
      lock.unlock();
    }
    entry.instance.completeExceptionally(why);
  }

  /** Each connection that waited gets an exception of its own. */
  private static Optional<Instance> started(Running entry) throws SQLException {
    try {
      return entry.instance.get();
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while the driver instance was started", "57014", e);
    }
  }

  private static SQLException failure(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    // invalid_parameter_value: what the application was configured with; connection_failure else.
    boolean unanswered =
        cause instanceof CatalogUnavailableException
            || cause.getCause() instanceof ControlTablesException;
    return new SQLException(cause.getMessage(), unanswered ? "08006" : "22023", cause);
  }

  private void left(InstanceSettings settings, Running entry) {
    lock.lock();
    try {
      entry.connections--;
      entry.emptySince = System.nanoTime();
      if (entry.connections == 0 && entry.isUnrouted()) {
        // Rules without a migration have no thread that would forget them.
        running.remove(settings, entry);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Closes the instances that no connection uses now. */
  void closeIdle() {
    List<Running> idle = new ArrayList<>();
    lock.lock();
    try {
      running
          .values()
          .removeIf(
              entry -> {
                if (entry.connections > 0) {
                  return false;
                }
                return idle.add(entry);
              });
    } finally {
      lock.unlock();
    }
    idle.forEach(Running::close);
  }

  /** Called by the instance's own thread, again and again. */
  private void closeIfLeft(InstanceSettings settings, Running entry) {
    lock.lock();
    try {
      if (entry.connections > 0
          || System.nanoTime() - entry.emptySince < LINGER_NANOS
          || !running.remove(settings, entry)) {
        return;
      }
    } finally {
      lock.unlock();
    }
    // Its thread runs, so that it is started or will be in a moment.
    entry.close();
  }
}
