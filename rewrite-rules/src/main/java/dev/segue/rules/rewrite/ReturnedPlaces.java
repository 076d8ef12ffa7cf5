package dev.segue.rules.rewrite;

import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.binding.Occurrence.Rows;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a statement returns rows that it has written. Of a column that moves to a related table
 * these rows are read otherwise than elsewhere: what was updated shows what the statement writes to
 * the other table in the end; and what was inserted may be a row that was there, of which the other
 * table says more. Immutable.
 *
 * @param updates the places of what an UPDATE returns
 * @param inserts the same of INSERT
 * @param whole the place of the statement, which stands for what is returned besides
 * @param isUpdate whether it is an UPDATE itself
 */
record ReturnedPlaces(List<Span> updates, List<Span> inserts, Span whole, boolean isUpdate) {

  ReturnedPlaces {
    updates = List.copyOf(updates);
    inserts = List.copyOf(inserts);
  }

  /** Those of a statement. */
  static ReturnedPlaces of(Statement statement) {
    List<Span> updates = new ArrayList<>();
    List<Span> inserts = new ArrayList<>();
    statement.walk(
        node -> {
          if (node instanceof Statement.Update update) {
            update.returning().ifPresent(clause -> updates.add(clause.span()));
          } else if (node instanceof Statement.Insert insert) {
            insert.returning().ifPresent(clause -> inserts.add(clause.span()));
          }
        });
    return new ReturnedPlaces(
        updates, inserts, statement.span(), statement instanceof Statement.Update);
  }

  /** Whether an UPDATE returns what stands there. */
  boolean updated(Span place) {
    return isUpdate && place.equals(whole) || has(updates, place);
  }

  private static boolean has(List<Span> clauses, Span place) {
    return clauses.stream()
        .anyMatch(clause -> clause.start() <= place.start() && place.end() <= clause.end());
  }

  /** The rows of which a column is read at a place. */
  Rows rows(LogicalColumn column, Rows rows, Span place) {
    Optional<ColumnChange> move =
        column
            .change()
            .map(LogicalColumn.Change::columns)
            .filter(change -> change.moved().isPresent());
    if (move.isEmpty()) {
      return rows;
    } else if (move.get().isMovedTo()) {
      return rows == Rows.WRITTEN && (place.equals(whole) || has(inserts, place))
          ? Rows.STORED
          : rows;
    } else {
      return rows == Rows.STORED && updated(place) ? Rows.WRITTEN : rows;
    }
  }
}
