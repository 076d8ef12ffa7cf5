package dev.segue.migrator.demo.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A set of keys from which one is drawn at random in constant time. Not thread-safe. */
final class KeyPool {

  private final List<Long> keys = new ArrayList<>();
  private final Map<Long, Integer> places = new HashMap<>();

  void add(long key) {
    if (places.putIfAbsent(key, keys.size()) == null) {
      keys.add(key);
    }
  }

  /** The last key takes the place of the one that goes. */
  void remove(long key) {
    Integer place = places.remove(key);
    if (place == null) {
      return;
    }
    Long last = keys.remove(keys.size() - 1);
    if (last != key) {
      keys.set(place, last);
      places.put(last, place);
    }
  }

  Optional<Long> any(RandomGenerator random) {
    return keys.isEmpty() ? Optional.empty() : Optional.of(keys.get(random.nextInt(keys.size())));
  }
}
