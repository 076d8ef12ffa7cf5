package dev.segue.migrator.flag;

import dev.segue.driver.control.Quoted;
import dev.segue.route.Shape;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.migration.ColumnChange;

/**
 * A CHECK that a value is there: the proof for a NOT NULL to come, or in its place. Immutable.
 *
 * @param name the constraint's
 * @param said the value as a message says it
 * @param expression over the row's columns
 */
record RequiredValue(String name, String said, String expression) {

  /** The proof that a column has no nulls. By position: a longer name might be cut. */
  static RequiredValue proof(String column, int position) {
    return new RequiredValue(
        "segue_not_null_" + position, "column \"%s\"".formatted(column), Quoted.identifier(column));
  }

  /** What an old column demanded, said of the new ones. */
  static RequiredValue of(ColumnChange change, CatalogColumn old) {
    return new RequiredValue(
        "segue_required_" + old.position(),
        "\"down\" of \"%s\"".formatted(old.name()),
        change.mappingTo(Shape.OLD).get(old.name()).replacingColumns(Quoted::identifier));
  }

  String add() {
    return "ADD CONSTRAINT %s CHECK ((%s) IS NOT NULL) NOT VALID"
        .formatted(Quoted.identifier(name), expression);
  }

  String validate() {
    return "VALIDATE CONSTRAINT " + Quoted.identifier(name);
  }

  String drop() {
    return "DROP CONSTRAINT IF EXISTS " + Quoted.identifier(name);
  }
}
