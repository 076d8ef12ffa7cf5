package dev.segue.migrator.trigger;

import dev.segue.driver.control.FollowingNames;
import dev.segue.route.Shape;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.MovedColumn;
import dev.segue.rules.migration.MovedColumn.Function;
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
    if (migration.moved().isPresent()) {
      MovedColumn moved = migration.moved().get();
      return Stream.of(Function.TO_NEW, Function.TO_OLD).map(moved::function);
    }
    FollowingNames names = new FollowingNames(migration.id());
    return migration.copied().isPresent()
        ? Stream.of(Shape.values()).map(names::function)
        : Stream.of(names.function());
  }
}
