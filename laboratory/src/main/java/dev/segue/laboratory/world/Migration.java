package dev.segue.laboratory.world;

import java.util.List;
import java.util.Optional;

/**
 * Changes of one table that take one route.
 *
 * @param id its name in rules and flags
 * @param changes what it changes of the columns
 * @param move what it changes of the table as a whole
 */
public record Migration(String id, List<Change> changes, Optional<Move> move) {

  /** Copies the changes. */
  public Migration {
    changes = List.copyOf(changes);
  }
}
