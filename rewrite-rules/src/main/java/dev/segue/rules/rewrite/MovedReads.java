package dev.segue.rules.rewrite;

import dev.segue.route.Route;
import dev.segue.route.Shape;
import dev.segue.rules.binding.Binding;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.binding.Occurrence;
import dev.segue.rules.binding.Occurrence.StarPart;
import dev.segue.rules.sql.tree.Span;
import java.util.Optional;
import java.util.Set;

/**
 * Reads of a column that comes from a related table, in a statement that sets it. As long as the
 * old shape is read a function looks at what the rows of the related table have, in a snapshot of
 * its own: of the row that is being updated that is what it had, and behind the update what it has;
 * of any other row, or of what this one was, it may be what the statement has made of it meanwhile.
 */
final class MovedReads {

  private final Binding binding;
  private final Occurrence.AssignmentsUse assigning;
  private final String column;

  private MovedReads(Binding binding, Occurrence.AssignmentsUse assigning, String column) {
    this.binding = binding;
    this.assigning = assigning;
    this.column = column;
  }

  /**
   * Checks what is read beside assignments.
   *
   * @param assigned the names of the columns that these set
   * @throws Refusal.Refused if it may not be what it was
   */
  static void check(
      Occurrence.AssignmentsUse assigning, Set<String> assigned, Binding binding, Values values) {
    assigning.table().changes().stream()
        .filter(change -> change.columns().isMovedTo() && change.spoken() == Shape.NEW)
        .filter(change -> values.route(change) == Route.BOTH_READ_OLD)
        .map(change -> change.columns().newColumns().get(0).name())
        .filter(assigned::contains)
        .forEach(column -> new MovedReads(binding, assigning, column).check());
  }

  private void check() {
    boolean alone =
        binding.occurrences().stream()
                .filter(other -> other instanceof Occurrence.TableUse use && isOfTable(use.table()))
                .count()
            < 2;
    for (Occurrence occurrence : binding.occurrences()) {
      read(occurrence, alone)
          .ifPresent(
              place -> {
                throw Values.refused(
                    "column \"%s\" is read of other rows than those in which it is set, or of these as they were"
                        .formatted(column),
                    "Read it in a statement before.",
                    Optional.of(place));
              });
    }
  }

  /** Where the column is read of anything but the row that is updated. */
  private Optional<Span> read(Occurrence occurrence, boolean alone) {
    if (occurrence instanceof Occurrence.ColumnUse use) {
      return Optional.of(use.node().span())
          .filter(place -> isOfTable(use.table()) && use.column().name().equals(column))
          .filter(place -> !use.rows().written() && !(alone && isUpdated(use.qualifier())));
    } else if (occurrence instanceof Occurrence.StarUse star) {
      return Optional.of(star.span())
          .filter(place -> star.parts().stream().anyMatch(part -> shows(part, alone)));
    } else if (occurrence instanceof Occurrence.RowUse row) {
      return Optional.of(row.span()).filter(place -> shows(row.row(), alone));
    } else if (occurrence instanceof Occurrence.RowColumnsUse row) {
      return Optional.of(row.span()).filter(place -> shows(row.row(), alone));
    }
    return Optional.empty();
  }

  private boolean shows(StarPart part, boolean alone) {
    if (part instanceof StarPart.Logical all) {
      return isOfTable(all.table())
          && !all.rows().written()
          && !(alone && isUpdated(all.qualifier()));
    }
    return part instanceof StarPart.LogicalOne one
        && isOfTable(one.table())
        && one.column().name().equals(column)
        && !one.rows().written()
        && !(alone && isUpdated(one.qualifier()));
  }

  private boolean isOfTable(LogicalTable table) {
    return table.equals(assigning.table());
  }

  private boolean isUpdated(Optional<String> qualifier) {
    return qualifier.filter(assigning.qualifier()::equals).isPresent();
  }
}
