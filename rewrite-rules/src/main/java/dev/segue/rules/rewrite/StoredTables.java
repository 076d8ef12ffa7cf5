package dev.segue.rules.rewrite;

import dev.segue.route.Shape;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.migration.TableName;
import java.util.stream.Collectors;

/**
 * The table that stands for a logical one, on the routes of one statement: of two the one on which
 * the statement is executed. Immutable.
 */
final class StoredTables {

  private final Routes routes;

  StoredTables(Routes routes) {
    this.routes = routes;
  }

  /** The table as the catalog has it. */
  Relation of(LogicalTable table) {
    return table.copy().flatMap(copy -> copy.stored(shape(table))).orElseGet(table::relation);
  }

  /** Its name, for SQL. */
  String name(LogicalTable table) {
    return nameOf(of(table)).toString();
  }

  /** The names of all tables of which it is made, for commands that take several. */
  String names(LogicalTable table) {
    return table
        .copy()
        .map(copy -> copy.tables(shape(table)))
        .filter(parts -> parts.size() > 1)
        .map(
            parts ->
                parts.stream()
                    .map(part -> nameOf(part).toString())
                    .collect(Collectors.joining(", ")))
        .orElseGet(() -> name(table));
  }

  /** Whether it has the name by which the application knows it. */
  boolean hasSpokenName(LogicalTable table) {
    return nameOf(of(table)).equals(new TableName(table.schema(), table.name()));
  }

  /** Whether it is the spoken shape's, where each shape has its own. */
  boolean isSpoken(LogicalTable table) {
    return table.copy().map(copy -> shape(table) == table.spoken()).orElse(true);
  }

  private Shape shape(LogicalTable table) {
    return routes.of(table.copy().orElseThrow().migration().ordinal()).reads();
  }

  private static TableName nameOf(Relation relation) {
    return new TableName(relation.schema(), relation.name());
  }
}
