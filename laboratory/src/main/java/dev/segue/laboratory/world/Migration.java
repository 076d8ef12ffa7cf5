package dev.segue.laboratory.world;

import java.util.List;
import java.util.Optional;

/**
 * Changes of one table that take one route.
 *
 * @param id its name in rules and flags
 * @param changes what it changes of the columns
 * @param move what it changes of the table as a whole
 * @param byTriggers whether triggers of the database write the second shape
 */
public record Migration(String id, List<Change> changes, Optional<Move> move, boolean byTriggers) {

  /** Copies the changes. */
  public Migration {
    changes = List.copyOf(changes);
  }

  /** One whose second shape statements write. */
  Migration(String id, List<Change> changes, Optional<Move> move) {
    this(id, changes, move, false);
  }

  /** The same, whose second shape triggers write now and then, where they can. */
  Migration byEither(Dice dice) {
    return mayBeByTriggers() && dice.percent(35) ? new Migration(id, changes, move, true) : this;
  }

  private boolean mayBeByTriggers() {
    if (hasTableOfItsOwn()) {
      boolean copies = move.get() instanceof Move.Copying || move.get() instanceof Move.Splitting;
      return copies && changes.stream().noneMatch(Change::isKept);
    }
    return !changes.isEmpty() && changes.stream().allMatch(Change::mayFollow);
  }

  /**
   * Whether a NULL of an application of the new shape may be taken for a value that it has not
   * given: where triggers see that a column has a default, and what it is computed from too.
   */
  boolean confusesNulls() {
    return byTriggers
        && !hasTableOfItsOwn()
        && changes.stream()
            .filter(change -> !change.old().isEmpty())
            .flatMap(change -> change.fresh().stream())
            .anyMatch(column -> column.demands().byDefault().isPresent());
  }

  /** The change of a column that goes to a related table, where it is one. */
  public Optional<Change> departure() {
    return changes.stream().filter(Change::isDeparture).findFirst();
  }

  /** Whether it is another table's, from which a column comes. */
  boolean isArrival() {
    return changes.stream().anyMatch(Change::isArrival);
  }

  /** Whether something is left behind by those who write the new shape alone. */
  public boolean leavesSomething() {
    return hasTableOfItsOwn() || changes.stream().anyMatch(change -> !change.old().isEmpty());
  }

  private boolean hasTableOfItsOwn() {
    return move.filter(whole -> !(whole instanceof Move.Renaming)).isPresent();
  }
}
