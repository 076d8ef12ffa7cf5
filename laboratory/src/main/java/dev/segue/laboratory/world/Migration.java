package dev.segue.laboratory.world;

import java.util.List;

/**
 * Changes of one table that take one route.
 *
 * @param id its name in rules and flags
 * @param changes what it changes
 */
public record Migration(String id, List<Change> changes) {

  /** Copies the changes. */
  public Migration {
    changes = List.copyOf(changes);
  }
}
