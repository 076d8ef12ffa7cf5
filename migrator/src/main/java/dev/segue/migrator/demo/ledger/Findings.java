package dev.segue.migrator.demo.ledger;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what contradicts the ledger and keeps the first descriptions. Thread-safe. */
public final class Findings {

  private static final int KEPT = 10;

  private final AtomicLong count = new AtomicLong();
  private final Queue<String> examples = new ConcurrentLinkedQueue<>();

  /** Takes one more. */
  public void add(String description) {
    if (count.incrementAndGet() <= KEPT) {
      examples.add(description);
    }
  }

  /** How many there were. */
  public long count() {
    return count.get();
  }

  /** The first of them, in words. */
  public List<String> examples() {
    return List.copyOf(examples);
  }
}
