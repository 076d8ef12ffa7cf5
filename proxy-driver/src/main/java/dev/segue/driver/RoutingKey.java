package dev.segue.driver;

import dev.segue.driver.transaction.ThreadKey;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * The key that percentages are sticky by, set by the application around its work: a tenant, a user.
 * Transactions that begin inside take it, before the connection's client info {@code segue.key}; a
 * transaction that is under way keeps the one that it began with.
 *
 * <pre>{@code
 * RoutingKey.call(tenant.id(), () -> orders.place(order));
 * }</pre>
 *
 * <p>The key belongs to the calling thread; threads that the work starts have none. Calls nest.
 */
public final class RoutingKey {

  private RoutingKey() {}

  /**
   * Runs work under a key; the key before comes back afterwards.
   *
   * @return what the work returns
   * @throws Exception what the work throws
   */
  public static <T> T call(String key, Callable<T> work) throws Exception {
    Objects.requireNonNull(key, "key");
    Optional<String> before = ThreadKey.current();
    ThreadKey.set(Optional.of(key));
    try {
      return work.call();
    } finally {
      ThreadKey.set(before);
    }
  }

  /** Runs work that returns nothing under a key; the key before comes back afterwards. */
  public static void run(String key, Runnable work) {
    Objects.requireNonNull(key, "key");
    Optional<String> before = ThreadKey.current();
    ThreadKey.set(Optional.of(key));
    try {
      work.run();
    } finally {
      ThreadKey.set(before);
    }
  }
}
