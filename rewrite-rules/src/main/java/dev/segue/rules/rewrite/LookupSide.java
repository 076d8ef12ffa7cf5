package dev.segue.rules.rewrite;

import dev.segue.route.Shape;
import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.migration.Lookup;
import java.util.Optional;

/**
 * {@link ConstantSide} of a column that goes through a lookup table: a condition on it is one on
 * that table's rows, and the other column is compared with what they are in the other shape. Values
 * and keys are one for one, but have no order in common.
 *
 * @param spoken the shape that is spoken: its column has values in the old one, keys in the new
 */
record LookupSide(String column, Shape spoken, Lookup lookup) implements ConstantSide {

  static Optional<LookupSide> of(LogicalColumn column) {
    LogicalColumn.Change change = column.change().orElseThrow();
    return change
        .columns()
        .lookup()
        .map(lookup -> new LookupSide(Values.otherNames(change).get(0), change.spoken(), lookup));
  }

  @Override
  public boolean ordered() {
    return false;
  }

  /** What the spoken column holds, in a row of the lookup table. */
  String here() {
    return spoken == Shape.OLD ? "segue_lookup.segue_value" : "segue_lookup.segue_key";
  }

  /** What the other column holds, in such a row. */
  String there() {
    return spoken == Shape.OLD ? "segue_lookup.segue_key" : "segue_lookup.segue_value";
  }

  /** What gives the key of a text; a key is looked for among the rows. */
  Optional<String> known() {
    return spoken == Shape.OLD
        ? Optional.of(lookup.function(Lookup.Function.KNOWN_KEY))
        : Optional.empty();
  }
}
