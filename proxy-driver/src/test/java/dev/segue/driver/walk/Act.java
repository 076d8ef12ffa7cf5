package dev.segue.driver.walk;

import dev.segue.route.Route;
import java.util.Set;

/**
 * Something that an application does, and may look at.
 *
 * @param name what it is about
 * @param doing does it, and tells what is seen
 * @param refusedOn the routes on which docs/limits.md says that it is refused
 */
record Act(String name, Doing doing, Set<Route> refusedOn) {

  /** Does it on one way. */
  @FunctionalInterface
  interface Doing {
    void on(Way way) throws Exception;
  }

  static Act of(String name, Doing doing) {
    return new Act(name, doing, Set.of());
  }

  Act refusedOn(Route... routes) {
    return new Act(name, doing, Set.of(routes));
  }
}
