package dev.segue.rules.migration;

import dev.segue.route.MigrationId;
import dev.segue.route.Shape;
import dev.segue.route.Stickiness;
import java.util.List;
import java.util.Optional;

/**
 * One named change of a table's shape: the old shape, the new one and the mappings between them.
 * Immutable. No column stands in two changes, neither here nor in other migrations of the table;
 * and what a mapping reads besides stands in none.
 *
 * @param ordinal its place in the file, from 0: an index for arrays of routes
 * @param changes at least one, in the order of the file
 * @param line where it stands in the file, from 1
 */
public record Migration(
    MigrationId id,
    int ordinal,
    TableName table,
    List<ColumnChange> changes,
    Stickiness sticky,
    int line) {

  public Migration {
    changes = List.copyOf(changes);
  }

  /** The change that has this column in the given shape. */
  public Optional<ColumnChange> changeOf(Shape shape, String column) {
    return changes.stream().filter(change -> change.column(shape, column).isPresent()).findFirst();
  }
}
