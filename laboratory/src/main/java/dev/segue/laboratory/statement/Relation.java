package dev.segue.laboratory.statement;

import dev.segue.laboratory.world.Table;
import java.util.List;
import java.util.Optional;

/**
 * Something in FROM.
 *
 * @param qualifier what its columns can be qualified with
 * @param columns what it shows
 * @param table the table that it is, where it is one
 */
record Relation(String qualifier, List<Output> columns, Optional<Table> table) {

  Relation {
    columns = List.copyOf(columns);
  }

  /** The column of that name, where there is exactly one. */
  Optional<Output> only(String name) {
    List<Output> found = columns.stream().filter(column -> column.isNamed(name)).toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }
}
