package dev.segue.rules.migration;

import java.util.List;
import java.util.Optional;

/**
 * A further table that takes columns of a table's rows, and its primary key with them. Immutable.
 *
 * @param name its name
 * @param columns what it has besides the primary key, by the names of the new shape; at least one
 * @param create the commands that make it; empty where it is made like the old one
 */
public record TablePart(TableName name, List<String> columns, Optional<String> create) {

  public TablePart {
    columns = List.copyOf(columns);
  }
}
