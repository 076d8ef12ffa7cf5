package dev.segue.migrator.trigger;

import dev.segue.driver.control.FollowingNames;
import dev.segue.route.Shape;
import dev.segue.rules.migration.Migration;
import java.util.List;
import java.util.stream.Stream;

/** What takes a migration's functions away, and with them the triggers. */
final class Removal {

  private Removal() {}

  static List<String> of(Migration migration) {
    return functions(migration).map("DROP FUNCTION IF EXISTS %s() CASCADE"::formatted).toList();
  }

  /** The names of the functions that there may be. */
  static Stream<String> functions(Migration migration) {
    FollowingNames names = new FollowingNames(migration.id());
    return migration.copied().isPresent()
        ? Stream.of(Shape.values()).map(names::function)
        : Stream.of(names.function());
  }
}
