package dev.segue.rules.plan;

import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.migration.TableName;
import java.util.List;

/**
 * The tables of the rules as an application knows them, for whoever describes the database to it.
 *
 * @param tables those that are there, in the shape that is spoken
 * @param unspoken the names of tables of the other shape, which it is not to see
 */
public record SpokenTables(List<LogicalTable> tables, List<TableName> unspoken) {

  /** None: no rules, or no migrations in them. */
  public static final SpokenTables NONE = new SpokenTables(List.of(), List.of());

  public SpokenTables {
    tables = List.copyOf(tables);
    unspoken = List.copyOf(unspoken);
  }
}
