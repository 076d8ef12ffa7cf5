package dev.segue.driver;

import dev.segue.driver.SegueOptions.Option;
import dev.segue.driver.instance.Instance;
import dev.segue.driver.instance.InstanceSettings;
import dev.segue.driver.instance.StartException;
import dev.segue.driver.jdbc.ConnectionEvents;
import dev.segue.driver.jdbc.PassThroughTexts;
import dev.segue.driver.jdbc.Routing;
import dev.segue.driver.jdbc.StatementRouter;
import dev.segue.flags.FlagException;
import dev.segue.rules.catalog.CatalogUnavailableException;
import dev.segue.rules.migration.RulesException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The running instances, one for all connections with equal settings. An instance is started with
 * its first connection and closed a while after its last, so that a pool which is closed leaves no
 * thread behind, and an application that opens connections one by one does not start it each time.
 * May be used by any number of threads.
 */
final class SegueInstances {

  private static final String POSTGRESQL = "jdbc:postgresql:";
  private static final long LINGER_NANOS = 5_000_000_000L;

  private final PassThroughTexts passThrough = new PassThroughTexts();
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<InstanceSettings, Running> running = new HashMap<>(); // guarded by lock

  /** An instance and its connections. Guarded by the lock. */
  private static final class Running {
    private Instance instance;
    private int connections;
    private long emptySince = System.nanoTime();
  }

  /**
   * The routing of one connection.
   *
   * @param request what the application asked for
   * @param physical the wrapped driver's connection, just opened
   * @throws SQLException where the rules are wrong; the connection is then closed by the caller
   */
  Routing routingOf(ConnectionRequest request, Connection physical) throws SQLException {
    if (!request.url().startsWith(POSTGRESQL)) {
      return unrouted(request);
    }
    InstanceSettings settings = settings(request);
    Running entry = entered(settings);
    boolean done = false;
    try {
      Routing routing = entry.instance.routingOf(physical, () -> left(entry));
      done = true;
      return routing;
    } finally {
      if (!done) {
        left(entry);
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
    return new Routing(passThrough, StatementRouter.NONE, ConnectionEvents.NONE);
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

  /**
   * Counts a connection in, and starts the instance where it is the first. Others with the same
   * settings wait for it under the lock; no statement ever takes it.
   */
  private Running entered(InstanceSettings settings) throws SQLException {
    lock.lock();
    try {
      Running entry = running.get(settings);
      if (entry == null) {
        entry = new Running();
        Running started = entry;
        entry.instance = start(settings, () -> closeIfLeft(settings, started));
        running.put(settings, entry);
      }
      entry.connections++;
      return entry;
    } finally {
      lock.unlock();
    }
  }

  private static Instance start(InstanceSettings settings, Runnable everyLook) throws SQLException {
    try {
      return Instance.start(settings, everyLook);
    } catch (RulesException | FlagException | StartException e) {
      // invalid_parameter_value: what the application was configured with.
      throw new SQLException(e.getMessage(), "22023", e);
    } catch (CatalogUnavailableException e) {
      throw new SQLException(e.getMessage(), "08006", e);
    }
  }

  private void left(Running entry) {
    lock.lock();
    try {
      entry.connections--;
      entry.emptySince = System.nanoTime();
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
    idle.forEach(entry -> entry.instance.close());
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
    entry.instance.close();
  }
}
