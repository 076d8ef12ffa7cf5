package dev.segue.driver.instance;

import dev.segue.driver.cache.PlanCache;
import dev.segue.driver.catalog.CatalogFingerprint;
import dev.segue.driver.catalog.CatalogMoment;
import dev.segue.driver.catalog.DatabaseCatalog;
import dev.segue.driver.transaction.KnownCatalog;
import dev.segue.rules.catalog.CatalogUnavailableException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices within a second that a table has changed which statements of migrations name, and leaves
 * the known catalog and its plans behind. A daemon thread of its own. Thread-safe.
 *
 * <p>Which tables stand beside the migrating ones in statements turns out as these are planned.
 * What was read of such a table before it was watched may be out of date already; so the catalog is
 * left behind once when there are more to be watched, and all of it is read after that.
 */
final class CatalogWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CatalogWatch.class);
  private static final Duration INTERVAL = Duration.ofMillis(500);

  /** How long it plans ahead after each look: a tenth of one processor. */
  private static final Duration FORESIGHT = Duration.ofMillis(50);

  private final DataSource dataSource;
  private final Runnable everyLook;
  private final Thread thread;
  private volatile KnownCatalog known;
  private DatabaseCatalog catalog; // as are these, of the watch's own thread once it runs
  private final Set<String> watched;
  private volatile boolean closed;
  private CatalogFingerprint fingerprint;

  private CatalogWatch(DataSource dataSource, List<String> tables, Runnable everyLook) {
    this.dataSource = dataSource;
    this.watched = new HashSet<>(tables);
    this.everyLook = everyLook;
    take(firstMoment());
    this.thread = new OwnThreads("segue-catalog").newThread(this::watch);
  }

  /**
   * Starts the watch.
   *
   * @param tables names of the migrating tables
   * @param everyLook is called at every look, by the watch's thread
   * @throws dev.segue.rules.catalog.CatalogUnavailableException if the database could not be asked
   */
  static CatalogWatch start(DataSource dataSource, List<String> tables, Runnable everyLook) {
    CatalogWatch watch = new CatalogWatch(dataSource, tables, everyLook);
    watch.thread.start();
    return watch;
  }

  KnownCatalog known() {
    return known;
  }

  /**
   * The moment at the start. An instance must not fail to start since some table is locked, even
   * for long: then each table is read as it is needed, and the watch tries again.
   */
  private CatalogMoment firstMoment() {
    try {
      return CatalogMoment.read(dataSource, watched);
    } catch (CatalogUnavailableException e) {
      CatalogMoment later = CatalogMoment.later(dataSource);
      CatalogFingerprint.read(dataSource, watched);
      LOG.info("the migrating tables are read one by one: {}", e.getMessage());
      return later;
    }
  }

  private void take(CatalogMoment moment) {
    catalog = moment.catalog();
    fingerprint = moment.fingerprint();
    known = new KnownCatalog(catalog, new PlanCache());
  }

  private void watch() {
    boolean failing = false;
    while (!closed) {
      LockSupport.parkNanos(this, INTERVAL.toNanos());
      if (closed) {
        return;
      }
      try {
        look();
        foresee();
        failing = false;
      } catch (RuntimeException | Error e) {
        // Whatever it is, the instance ends by this thread, and must not go unwatched.
        if (!failing && !closed) {
          LOG.warn(
              "the catalog cannot be watched, what was last read stays known: {}", e.getMessage());
        }
        failing = true;
      }
      everyLook.run();
    }
  }

  private void foresee() {
    try {
      known.plans().foresee(System.nanoTime() + FORESIGHT.toNanos());
    } catch (LinkageError e) {
      // The application has been stopped and its class loader closed: there will be no flip.
      LOG.debug("nothing is planned ahead any more: {}", e.toString());
    }
  }

  private void look() {
    Set<String> names = new HashSet<>(watched);
    boolean more = names.addAll(catalog.names());
    if (more || !CatalogFingerprint.read(dataSource, watched).equals(fingerprint)) {
      take(CatalogMoment.read(dataSource, names));
      watched.addAll(names);
      LOG.info(
          more
              ? "more tables are watched: statements of migrations are planned anew"
              : "a watched table has changed: statements of migrations are planned anew");
    }
  }

  /** Stops; does not wait where the watch's own thread closes it. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    if (Thread.currentThread() != thread) {
      try {
        thread.join(INTERVAL.toMillis() * 20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
