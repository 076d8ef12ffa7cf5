package dev.segue.migrator.demo.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The last keys that were added, the oldest forgotten first. Not thread-safe. */
final class RecentKeys {

  private static final int KEPT = 256;

  private final List<Long> keys = new ArrayList<>();
  private int next;

  void add(long key) {
    if (keys.size() < KEPT) {
      keys.add(key);
    } else {
      keys.set(next, key);
    }
    next = (next + 1) % KEPT;
  }

  Optional<Long> any(RandomGenerator random) {
    return keys.isEmpty() ? Optional.empty() : Optional.of(keys.get(random.nextInt(keys.size())));
  }
}
