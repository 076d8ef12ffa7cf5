package dev.segue.rules.migration;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tables of one form that become one, where they are: each is a partition of it, and a column tells
 * which one a row is of. Immutable.
 *
 * @param discriminator that column, which the old tables do not have, with its type
 * @param tables at least two
 * @param create the commands that make the one table; empty where it is made like the first of them
 */
public record UnitedTables(
    ShapeColumn discriminator, List<UnitedTable> tables, Optional<String> create) {

  /**
   * One of them.
   *
   * @param value what the discriminator is in all of its rows: an SQL constant
   */
  public record UnitedTable(TableName name, MappingExpression value) {

    /** The constant, for SQL. */
    public String literal() {
      return value.sql();
    }
  }

  public UnitedTables {
    tables = List.copyOf(tables);
  }

  /** What changes of one of them: the discriminator is added. */
  ColumnChange change(UnitedTable table) {
    return new ColumnChange(
        List.of(),
        List.of(discriminator),
        Map.of(discriminator.name(), table.value()),
        Map.of(),
        false,
        false,
        table.value().line());
  }
}
