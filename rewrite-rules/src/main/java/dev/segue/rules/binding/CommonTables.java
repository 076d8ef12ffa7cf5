package dev.segue.rules.binding;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The common table expressions that a statement sees, by name, each with its columns where they are
 * known: those of its own WITH, and below them those around it. A WITH's tables are added one after
 * the other while they are bound, since each sees those before it. For one binder.
 */
final class CommonTables {

  static final CommonTables NONE = new CommonTables(Optional.empty());

  private final Optional<CommonTables> around;
  private final Map<String, Optional<List<String>>> byName = new HashMap<>();

  private CommonTables(Optional<CommonTables> around) {
    this.around = around;
  }

  /** The same, for a WITH to add to. */
  CommonTables below() {
    return new CommonTables(Optional.of(this));
  }

  void add(String name, Optional<List<String>> columns) {
    byName.put(name, columns);
  }

  private Optional<CommonTables> having(String name) {
    Optional<CommonTables> at = Optional.of(this);
    while (at.isPresent() && !at.get().byName.containsKey(name)) {
      at = at.get().around;
    }
    return at;
  }

  boolean has(String name) {
    return having(name).isPresent();
  }

  Optional<List<String>> columns(String name) {
    return having(name).flatMap(tables -> tables.byName.get(name));
  }
}
