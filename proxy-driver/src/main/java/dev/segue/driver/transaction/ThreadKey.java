package dev.segue.driver.transaction;

import java.util.Optional;

/**
 * The routing key of the calling thread, for {@code dev.segue.driver.RoutingKey}. It is looked at
 * once per transaction that touches a migration, and by no statement that passes through.
 */
public final class ThreadKey {

  private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

  private ThreadKey() {}

  /** The thread's key. */
  public static Optional<String> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  /** Sets the thread's key; none where it is empty. */
  public static void set(Optional<String> key) {
    if (key.isPresent()) {
      CURRENT.set(key.get());
    } else {
      CURRENT.remove();
    }
  }
}
