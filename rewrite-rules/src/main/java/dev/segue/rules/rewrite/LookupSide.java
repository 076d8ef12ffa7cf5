package dev.segue.rules.rewrite;

import dev.segue.route.Shape;
import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.migration.Lookup;
import dev.segue.rules.migration.MovedColumn;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@link ConstantSide} of a column whose values stand in another table: a condition on it is one on
 * that table's rows, and the other column is compared with what they are in the other shape.
 *
 * @param rows a query of the rows of that table
 * @param here what the spoken column holds, in such a row
 * @param there what the other column holds, in such a row
 * @param known what gives, for a text, what the other column holds; empty where it is looked for
 *     among the rows
 * @param oneToOne whether what the two columns hold is one for one, and stays so. They have no
 *     order in common
 */
record LookupSide(
    String column, String rows, String here, String there, Optional<String> known, boolean oneToOne)
    implements ConstantSide {

  static Optional<LookupSide> of(LogicalColumn column) {
    LogicalColumn.Change change = column.change().orElseThrow();
    return Stream.concat(
            change.columns().lookup().map(lookup -> of(lookup, change)).stream(),
            change
                .columns()
                .moved()
                .filter(moved -> !change.columns().isMovedTo())
                .map(LookupSide::of)
                .stream())
        .findFirst();
  }

  /** A column that has values in the old shape, and their keys in the new one. */
  private static LookupSide of(Lookup lookup, LogicalColumn.Change change) {
    String other = Values.otherNames(change).get(0);
    String key = "segue_lookup.segue_key";
    String value = "segue_lookup.segue_value";
    return change.spoken() == Shape.OLD
        ? new LookupSide(
            other,
            lookup.rows(),
            value,
            key,
            Optional.of(lookup.function(Lookup.Function.KNOWN_KEY)),
            true)
        : new LookupSide(other, lookup.rows(), key, value, Optional.empty(), true);
  }

  /** A column that is found in the row to which another one refers. */
  private static LookupSide of(MovedColumn moved) {
    return new LookupSide(
        moved.reference(),
        moved.targets(),
        "segue_moved.segue_value",
        "segue_moved.segue_key",
        Optional.empty(),
        false);
  }

  @Override
  public boolean ordered() {
    return false;
  }
}
