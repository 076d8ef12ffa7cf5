package dev.segue.flags.epoch;

import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds the current snapshot and knows which earlier ones are still in use. Transactions enter
 * through {@link TransactionEpoch}; one watcher publishes. Thread-safe; no lock anywhere.
 *
 * <h2>Design</h2>
 *
 * "An instance has taken up epoch e" has to mean that no transaction of an earlier epoch runs in
 * its process or ever will, since the fleet takes its next step on that word. This is epoch-based
 * reclamation [1], with a stage that must no longer be acted upon in the place of memory that must
 * no longer be read.
 *
 * <p>Each connection owns a slot. To enter, a transaction stores the current snapshot into its
 * slot, marks that as active, and then reads the current snapshot again; if that moved, it repeats.
 * The watcher stores the new snapshot and then reads the slots. Both sides store, then load, with
 * volatile semantics, so all four accesses have one total order (JLS 17.4.4; Dekker's algorithm [2]
 * rests on the same). Either the transaction's store comes before the watcher's read of its slot,
 * and the watcher sees the old snapshot in use; or the watcher's store came before the
 * transaction's second read, and the transaction moves to the new snapshot before it acts on any.
 * There is no third case: a plain store and load could each pass the other, which is why the slot's
 * store is not a release store.
 *
 * <p>A slot that is registered while the watcher scans is missed only if its first entry comes
 * after the new snapshot, by the same argument. While an entering transaction repeats, its slot may
 * show an old snapshot that nobody uses; the watcher then merely waits a tick longer than needed.
 *
 * <p>Leaving is a release store: whatever the transaction did is visible to a watcher that sees the
 * slot empty. It can be seen late, never early.
 *
 * <p>The cost is one full fence for each transaction that touches a migration; slots are written by
 * their own connection alone, so threads share no written memory. The watcher's scan is linear in
 * the number of connections, a few times a second. Slots are held weakly: a connection that was
 * dropped unclosed, with its transaction open, does not hold up the fleet once it is collected; its
 * server session can no longer be told to commit.
 *
 * <p>[1] Fraser, "Practical lock-freedom", Cambridge 2004, section 5.2.3. [2] Dijkstra,
 * "Cooperating sequential processes", 1965, section 2.1.
 */
public final class EpochTracker {

  private final Set<WeakReference<TransactionEpoch>> slots = ConcurrentHashMap.newKeySet();
  private volatile FlagSnapshot current;

  /** A tracker whose first snapshot is {@code first}. */
  public EpochTracker(FlagSnapshot first) {
    this.current = first;
  }

  /** The newest snapshot. To act on it, {@link TransactionEpoch#enter} instead. */
  public FlagSnapshot current() {
    return current;
  }

  /** A slot for a new connection. */
  public TransactionEpoch register() {
    TransactionEpoch slot = new TransactionEpoch(this);
    slots.add(slot.registration());
    return slot;
  }

  /** Makes {@code next} what transactions enter from now on. For the watcher alone. */
  public void publish(FlagSnapshot next) {
    current = next;
  }

  /** The snapshots that a transaction uses or may yet enter: the current one is among them. */
  @SuppressWarnings("ModifyCollectionInEnhancedForLoop") // the set is a concurrent one
  public Set<FlagSnapshot> inUse() {
    Set<FlagSnapshot> snapshots = new HashSet<>();
    snapshots.add(current);
    for (WeakReference<TransactionEpoch> reference : slots) {
      TransactionEpoch slot = reference.get();
      if (slot == null) {
        slots.remove(reference);
        continue;
      }
      FlagSnapshot shown = slot.shown();
      if (shown != null) {
        snapshots.add(shown);
      }
    }
    return snapshots;
  }

  /** The epoch that is taken up: no transaction of an earlier one runs, nor will one. */
  public long takenUp() {
    return inUse().stream().mapToLong(FlagSnapshot::epoch).min().orElseThrow();
  }

  void forget(TransactionEpoch slot) {
    slots.remove(slot.registration());
  }
}
