package dev.segue.driver.metadata;

import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.ShapeColumn;
import dev.segue.rules.migration.TableName;
import java.util.List;
import java.util.Optional;

/** A migrating table, in the shape that is spoken. Immutable. */
record DescribedTable(LogicalTable table) {

  TableName name() {
    return new TableName(table.schema(), table.name());
  }

  /** The tables that it is made of in the database. */
  List<TableName> stored() {
    return names(table.stored());
  }

  /** Those of both shapes, of which either may have the keys. */
  List<TableName> ofBothShapes() {
    return names(table.ofBothShapes());
  }

  private static List<TableName> names(List<Relation> relations) {
    return relations.stream().map(each -> new TableName(each.schema(), each.name())).toList();
  }

  /**
   * The name by which the application knows a column of one of the tables in the database.
   *
   * @return empty where it does not know it, or has another one there that it knows by that name
   */
  Optional<String> spokenName(String stored) {
    if (!table.hides(stored)) {
      return table.column(stored).map(LogicalColumn::name);
    }
    return table.changes().stream()
        .filter(change -> change.columns().kind() == ColumnChange.Kind.ONE_FOR_ONE)
        .filter(
            change ->
                change.columns().columns(change.spoken().opposite()).get(0).name().equals(stored))
        .map(change -> change.columns().columns(change.spoken()).get(0).name())
        .filter(name -> !isStored(name))
        .findFirst();
  }

  /** The column of the other shape that holds the very same values as this one, which is gone. */
  Optional<String> renamedTo(LogicalColumn column) {
    return column
        .change()
        .filter(change -> change.columns().isRename())
        .map(change -> change.columns().columns(change.spoken().opposite()).get(0))
        .map(ShapeColumn::name);
  }

  private boolean isStored(String column) {
    return table.stored().stream()
        .map(relation -> relation.presentColumn(column))
        .anyMatch(Optional::isPresent);
  }

  /** Whether some table of it, of either shape, is this one. */
  boolean isMadeOf(TableName other) {
    return ofBothShapes().contains(other);
  }

  /**
   * The one column that a column becomes, or became: it has a value where that has one, so that
   * whichever is NOT NULL says it of both.
   */
  Optional<String> counterpart(LogicalColumn column) {
    return column
        .change()
        .filter(change -> change.columns().kind() == ColumnChange.Kind.ONE_FOR_ONE)
        .map(change -> change.columns().columns(change.spoken().opposite()).get(0).name());
  }

  /** Whether a table of the other shape stands in its place. */
  boolean standsIn() {
    return table.copy().filter(two -> two.tables(table.spoken()).isEmpty()).isPresent();
  }
}
