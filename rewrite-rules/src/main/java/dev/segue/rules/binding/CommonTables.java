package dev.segue.rules.binding;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The common table expressions that a statement sees, by name, each with its columns where they are
 * known. Immutable.
 */
record CommonTables(Map<String, Optional<List<String>>> byName) {

  static final CommonTables NONE = new CommonTables(Map.of());

  CommonTables {
    byName = Map.copyOf(byName);
  }

  CommonTables with(String name, Optional<List<String>> columns) {
    Map<String, Optional<List<String>>> more = new HashMap<>(byName);
    more.put(name, columns);
    return new CommonTables(more);
  }

  boolean has(String name) {
    return byName.containsKey(name);
  }

  Optional<List<String>> columns(String name) {
    return byName.getOrDefault(name, Optional.empty());
  }
}
