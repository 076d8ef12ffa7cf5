package dev.segue.driver.instance;

import dev.segue.route.MigrationId;
import dev.segue.route.Shape;
import dev.segue.rules.binding.Speaks;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.Rules;
import dev.segue.rules.migration.TableCopy;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads {@code segue.speaks}: {@code old}, {@code new}, or shapes by migration, {@code
 * users-full-name:new,…}; a migration that is not named is spoken old.
 */
final class SpokenShapes {

  private static final String HINT =
      "Write old, new, or shapes by migration: users-full-name:new,…";

  private SpokenShapes() {}

  /**
   * Reads it.
   *
   * @throws StartException if it is not of that form, or names a shape that nobody can speak yet
   */
  static Speaks parse(String text, Rules rules) {
    Speaks speaks = read(text, rules);
    for (Migration migration : rules.migrations()) {
      if (speaks.shape(migration.id()) == Shape.NEW) {
        migration.copied().ifPresent(copy -> check(migration, copy));
      }
    }
    return speaks;
  }

  /** Whoever writes to one of several tables gives no values to the columns of the others. */
  private static void check(Migration migration, TableCopy copy) {
    for (ColumnChange change : migration.changes()) {
      if (migration.decomposes() && copy.tablesOf(change).size() > 1) {
        throw wrong(
            "segue.speaks says new of migration \"%s\", and its change in line %d has columns in several tables"
                .formatted(migration.id(), change.line()),
            "Let the application speak old of it until the migration is done, "
                + "or let one table take all columns of the change, and what its mappings read.");
      }
    }
  }

  private static Speaks read(String text, Rules rules) {
    String stripped = text.strip();
    if (!stripped.contains(":")) {
      Shape all = shape(stripped);
      return migration -> all;
    }
    Map<MigrationId, Shape> shapes = new HashMap<>();
    for (String part : stripped.split(",", -1)) {
      int colon = part.indexOf(':');
      if (colon < 0) {
        throw wrong("segue.speaks has \"%s\" without a shape".formatted(part.strip()), HINT);
      }
      String id = part.substring(0, colon).strip();
      if (!MigrationId.isValid(id) || rules.migration(new MigrationId(id)).isEmpty()) {
        throw wrong(
            "segue.speaks names migration \"%s\", which the rules do not have".formatted(id),
            "Name one of the rules file's migrations.");
      }
      shapes.put(new MigrationId(id), shape(part.substring(colon + 1).strip()));
    }
    return migration -> shapes.getOrDefault(migration, Shape.OLD);
  }

  private static Shape shape(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "old" -> Shape.OLD;
      case "new" -> Shape.NEW;
      default -> throw wrong("segue.speaks has no shape \"%s\"".formatted(word), HINT);
    };
  }

  private static StartException wrong(String message, String hint) {
    return new StartException(message, hint, null);
  }
}
