package dev.segue.rules.rewrite;

import dev.segue.route.Route;
import dev.segue.rules.binding.LogicalColumn;

/** The routes that one transaction takes. */
@FunctionalInterface
public interface Routes {

  /** The route through the migration of this ordinal. */
  Route of(int migration);

  /** The route by which a change of a table is read and written. */
  default Route of(LogicalColumn.Change change) {
    return of(change.migration().ordinal());
  }
}
