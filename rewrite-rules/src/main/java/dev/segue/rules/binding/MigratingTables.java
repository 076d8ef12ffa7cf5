package dev.segue.rules.binding;

import dev.segue.route.Shape;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.RowParts;
import dev.segue.rules.migration.Rules;
import dev.segue.rules.migration.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables of the rules, by their names: every name of every statement is asked about. Immutable.
 */
public final class MigratingTables {

  /**
   * One table of the rules.
   *
   * @param name as the old shape has it
   * @param naming the migration that gives it another name, or puts another table in its place, if
   *     one does
   * @param migrations all migrations of the table, by ordinal
   * @param wholes those into which it is united with others: it is a part of them in the new shape
   */
  record RulesTable(
      TableName name,
      Optional<Migration> naming,
      List<Migration> migrations,
      List<TableName> wholes) {

    RulesTable {
      migrations = List.copyOf(migrations);
      wholes = List.copyOf(wholes);
    }

    /** The names that it goes by: one, or the old one and the new, or those of all its parts. */
    List<TableName> names() {
      List<TableName> names =
          naming
              .map(
                  migration ->
                      Stream.of(Shape.OLD, Shape.NEW)
                          .flatMap(shape -> migration.tables(shape).stream())
                          .collect(Collectors.toCollection(ArrayList::new)))
              .orElseGet(() -> new ArrayList<>(List.of(name)));
      names.addAll(rowParts());
      return names;
    }

    /** The names of those among which its rows are split in the new shape. */
    private List<TableName> rowParts() {
      return copying()
          .flatMap(migration -> migration.copied().orElseThrow().rows())
          .map(RowParts::names)
          .orElse(List.of());
    }

    /** Whether an application that speaks so sees it otherwise than it is. */
    boolean concerns(Speaks speaks) {
      return wholes.isEmpty() || speaks.shape(migrations.get(0).id()) == Shape.OLD;
    }

    /** The migration by which each shape has a table of its own, if one does. */
    Optional<Migration> copying() {
      return naming.filter(migration -> migration.copied().isPresent());
    }

    /**
     * The names by which an application knows it that speaks so: one, or those of all its parts,
     * behind that of the whole where there is one.
     */
    List<TableName> spoken(Speaks speaks) {
      return naming
          .map(migration -> named(migration, speaks.shape(migration.id())))
          .orElse(List.of(name));
    }

    private List<TableName> named(Migration migration, Shape shape) {
      return shape == Shape.OLD
          ? migration.tables(shape)
          : Stream.concat(migration.tables(shape).stream(), rowParts().stream()).toList();
    }

    /** The names of the other shape, under which it may be there as well. */
    List<TableName> unspoken(Speaks speaks) {
      return naming
          .map(migration -> migration.tables(speaks.shape(migration.id()).opposite()))
          .orElse(List.of(name));
    }
  }

  private final List<RulesTable> tables;
  private final Map<String, List<RulesTable>> byName = new HashMap<>();

  public MigratingTables(Rules rules) {
    Map<TableName, List<Migration>> migrations = new LinkedHashMap<>();
    Map<TableName, List<TableName>> wholes = new HashMap<>();
    for (Migration migration : rules.migrations()) {
      for (Migration each : migration.byTable()) {
        migrations.computeIfAbsent(each.table(), key -> new ArrayList<>()).add(each);
        if (migration.united().isPresent()) {
          wholes.computeIfAbsent(each.table(), key -> new ArrayList<>()).add(migration.table());
        }
      }
    }
    List<RulesTable> all = new ArrayList<>();
    migrations.forEach(
        (name, own) -> {
          Optional<Migration> naming =
              own.stream()
                  .filter(migration -> !migration.table(Shape.NEW).equals(name))
                  .findFirst();
          all.add(new RulesTable(name, naming, own, wholes.getOrDefault(name, List.of())));
        });
    for (RulesTable table : all) {
      for (TableName name : table.names()) {
        byName.computeIfAbsent(name.name(), key -> new ArrayList<>()).add(table);
      }
    }
    this.tables = List.copyOf(all);
  }

  /** The unqualified names of all tables, old and new ones. */
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /** Whether some migrating table has this name, in whatever schema. */
  boolean has(String name) {
    return byName.containsKey(name);
  }

  /** All of them. */
  List<RulesTable> all() {
    return tables;
  }

  /** The table that goes by this name, in one of the shapes. */
  Optional<RulesTable> of(TableName name) {
    for (RulesTable table : byName.getOrDefault(name.name(), List.of())) {
      if (table.names().contains(name)) {
        return Optional.of(table);
      }
    }
    return Optional.empty();
  }
}
