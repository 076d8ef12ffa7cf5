package dev.segue.flags.epoch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;

/**
 * The place where one connection shows which snapshot its running transaction uses. Belongs to one
 * connection: one thread at a time calls {@link #enter} and {@link #exit}; the watcher reads it.
 * {@link EpochTracker} explains why this is enough.
 */
public final class TransactionEpoch implements AutoCloseable {

  private static final VarHandle ACTIVE;

  static {
    try {
      ACTIVE =
          MethodHandles.lookup().findVarHandle(TransactionEpoch.class, "active", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final EpochTracker tracker;
  private final WeakReference<TransactionEpoch> registration = new WeakReference<>(this);

  // What the running transaction entered, or the last one. Written before ACTIVE and read after it,
  // and only where it changes: a flag of one byte is what each transaction writes, of which no
  // collector wants to know.
  private FlagSnapshot snapshot;

  @SuppressWarnings("UnusedVariable") // read and written through ACTIVE
  private boolean active;

  TransactionEpoch(EpochTracker tracker) {
    this.tracker = tracker;
  }

  /**
   * Begins a transaction: shows which snapshot it uses, and returns it. The transaction uses that
   * one to its end, which {@link #exit} tells. Entering again without an exit moves the transaction
   * to the newest snapshot.
   */
  public FlagSnapshot enter() {
    FlagSnapshot seen = tracker.current();
    while (true) {
      if (snapshot != seen) {
        snapshot = seen;
      }
      ACTIVE.setVolatile(this, true);
      FlagSnapshot now = tracker.current();
      if (now == seen) {
        return seen;
      }
      seen = now;
    }
  }

  /** Ends the transaction, however it ended. Idempotent. */
  public void exit() {
    ACTIVE.setRelease(this, false);
  }

  /** The snapshot of the running transaction, or null. For the connection's own thread. */
  public FlagSnapshot entered() {
    return (boolean) ACTIVE.get(this) ? snapshot : null;
  }

  /**
   * The same for the watcher. Whoever sees the flag sees the snapshot that was stored before it, or
   * one that a later transaction has entered: the earlier one is over then.
   */
  FlagSnapshot shown() {
    return (boolean) ACTIVE.getVolatile(this) ? snapshot : null;
  }

  WeakReference<TransactionEpoch> registration() {
    return registration;
  }

  /** The connection is closed: its transaction, if any, is over. Idempotent. */
  @Override
  public void close() {
    exit();
    tracker.forget(this);
  }
}
