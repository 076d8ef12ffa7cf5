package dev.segue.rules.catalog;

import java.util.List;

/**
 * A primary key, unique or exclusion constraint.
 *
 * @param columns the names of its columns, without expressions
 * @param unique whether it is a plain unique index over these columns; an exclusion constraint is
 *     not
 * @param primary whether it is the primary key
 */
public record KeyConstraint(String name, List<String> columns, boolean unique, boolean primary) {

  public KeyConstraint {
    columns = List.copyOf(columns);
  }
}
