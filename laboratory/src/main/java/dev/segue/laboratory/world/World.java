package dev.segue.laboratory.world;

import dev.segue.route.Shape;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tables, their data, and the rules by which they migrate.
 *
 * @param seed what it was generated from
 * @param tables those that others refer to before these
 */
public record World(long seed, List<Table> tables) {

  /** Copies the tables. */
  public World {
    tables = List.copyOf(tables);
  }

  /** Whether another table takes the place of one of them. */
  public boolean copies() {
    return tables.stream().anyMatch(table -> table.copying().isPresent());
  }

  /** Whether one of them gets another name, or another table takes its place. */
  public boolean moves() {
    return tables.stream().anyMatch(table -> table.move().isPresent());
  }

  /** Whether a key has a larger type in the new shape. */
  public boolean widensKeys() {
    return tables.stream().anyMatch(table -> table.key(Shape.NEW).kind() != Kind.INT);
  }

  /** The table of that name in the old shape. */
  public Table table(String name) {
    return tables.stream().filter(table -> table.name().equals(name)).findFirst().orElseThrow();
  }

  /** Every migration. */
  public Stream<Migration> migrations() {
    return tables.stream().flatMap(table -> table.migrations().stream());
  }
}
