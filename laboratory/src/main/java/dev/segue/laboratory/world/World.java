package dev.segue.laboratory.world;

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

  /** Every migration. */
  public Stream<Migration> migrations() {
    return tables.stream().flatMap(table -> table.migrations().stream());
  }
}
