package dev.segue.flags.epoch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Until when this instance may route, on the clock of {@link System#nanoTime}. One thread extends
 * it; any number read it, at the price of an opaque read of a {@code long}.
 */
public final class LeaseState {

  private static final VarHandle UNTIL;

  static {
    try {
      UNTIL = MethodHandles.lookup().findVarHandle(LeaseState.class, "untilNanos", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @SuppressWarnings("UnusedVariable") // read and written through UNTIL
  private long untilNanos;

  /** A lease that has run out at {@code nanoTime}. */
  public LeaseState(long nanoTime) {
    this.untilNanos = nanoTime;
  }

  /** Lets the lease last until {@code nanoTime}, and no longer. */
  public void holdUntil(long nanoTime) {
    UNTIL.setVolatile(this, nanoTime);
  }

  /** Whether it still lasts at {@code nanoTime}. */
  public boolean holds(long nanoTime) {
    return (long) UNTIL.getOpaque(this) - nanoTime > 0;
  }
}
