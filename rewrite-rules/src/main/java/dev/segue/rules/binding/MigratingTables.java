package dev.segue.rules.binding;

import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.Rules;
import dev.segue.rules.migration.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The migrations of each table, by its name: every name of every statement is asked about.
 * Immutable.
 */
public final class MigratingTables {

  private final Map<String, List<Migration>> byName = new HashMap<>();

  public MigratingTables(Rules rules) {
    for (Migration migration : rules.migrations()) {
      byName.computeIfAbsent(migration.table().name(), key -> new ArrayList<>()).add(migration);
    }
  }

  /** Whether some migrating table has this name, in whatever schema. */
  boolean has(String name) {
    return byName.containsKey(name);
  }

  /** The migrating tables of a schema, or of all. */
  List<TableName> in(Optional<String> schema) {
    return byName.values().stream()
        .flatMap(List::stream)
        .map(Migration::table)
        .filter(table -> schema.map(table.schema()::equals).orElse(true))
        .distinct()
        .toList();
  }

  /** The migrations of a table, by ordinal. */
  List<Migration> of(String schema, String name) {
    List<Migration> found = new ArrayList<>(2);
    for (Migration migration : byName.getOrDefault(name, List.of())) {
      if (migration.table().schema().equals(schema)) {
        found.add(migration);
      }
    }
    return found;
  }
}
