package dev.segue.driver.transaction;

import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * The key that percentages are sticky by, set by the application around its work: a tenant, a user.
 * Transactions that begin inside take it, before the connection's client info {@code segue.key}.
 *
 * <p>The key belongs to the calling thread. It is looked at once per transaction that touches a
 * migration, and by no statement that passes through.
 */
public final class RoutingKey {

  private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

  private RoutingKey() {}

  /**
   * Runs work under a key; the key before comes back afterwards.
   *
   * @throws Exception what the work throws
   */
  public static <T> T call(String key, Callable<T> work) throws Exception {
    String before = CURRENT.get();
    CURRENT.set(key);
    try {
      return work.call();
    } finally {
      if (before == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(before);
      }
    }
  }

  static Optional<String> current() {
    return Optional.ofNullable(CURRENT.get());
  }
}
