package dev.segue.migrator.demo.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** What one worker knows of its rows of one table. Not thread-safe. */
final class WorkerRows<R> {

  private final Undo undo;
  private final NavigableMap<Long, R> rows = new TreeMap<>();
  private final KeyPool keys = new KeyPool();
  private final RecentKeys gone = new RecentKeys();
  private final Set<Long> touched = new HashSet<>();
  private final Set<Long> uncertain = new HashSet<>();

  /**
   * Begins without rows.
   *
   * @param undo is told how each change is taken back
   */
  WorkerRows(Undo undo) {
    this.undo = undo;
  }

  /** Notes a row that was inserted or updated. */
  void put(long key, R row) {
    note(key, row);
  }

  /** Notes that a row was deleted. */
  void delete(long key) {
    note(key, null);
  }

  private void note(long key, R after) {
    R before = set(key, after);
    touched.add(key);
    undo.push(() -> set(key, before));
  }

  private R set(long key, R row) {
    if (row == null) {
      keys.remove(key);
      gone.add(key);
      return rows.remove(key);
    }
    keys.add(key);
    return rows.put(key, row);
  }

  /** The transaction is over, and its outcome is known. */
  void settle() {
    touched.clear();
  }

  /** Nobody knows the outcome of the transaction: its rows are not judged any more. */
  void outcomeUnknown() {
    uncertain.addAll(touched);
  }

  Optional<R> get(long key) {
    return Optional.ofNullable(rows.get(key));
  }

  /** The rows with keys from {@code first} to {@code last}, by ascending key. */
  List<R> between(long first, long last) {
    return new ArrayList<>(rows.subMap(first, true, last, true).values());
  }

  Optional<R> any(RandomGenerator random) {
    return keys.any(random).map(rows::get);
  }

  /** A key whose row was deleted or taken back lately. */
  Optional<Long> anyGone(RandomGenerator random) {
    return gone.any(random).filter(key -> !rows.containsKey(key));
  }

  Collection<R> all() {
    return rows.values();
  }

  /** The keys of the rows that are not judged any more. */
  Set<Long> uncertain() {
    return uncertain;
  }
}
