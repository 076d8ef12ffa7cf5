package dev.segue.rules.rewrite;

import dev.segue.route.Route;

/** The routes that one transaction takes. */
@FunctionalInterface
public interface Routes {

  /** The route through the migration of this ordinal. */
  Route of(int migration);
}
