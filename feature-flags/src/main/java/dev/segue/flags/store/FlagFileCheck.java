package dev.segue.flags.store;

import dev.segue.flags.Flag;
import dev.segue.flags.FlagException;
import dev.segue.flags.FlagKind;
import dev.segue.route.MigrationId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds what Togglz would silently read as "off": a flag that is misspelt or cut off, and a value
 * that is neither yes nor no. Keys of other features may stand in the file. Stateless.
 */
final class FlagFileCheck {

  private static final Set<String> ON = Set.of("true", "yes", "enabled", "enable");
  private static final Set<String> OFF = Set.of("false", "no", "disabled", "disable");
  private static final List<String> PARTS = List.of(".strategy", ".users", ".param.");

  private FlagFileCheck() {}

  static void check(Properties values, Collection<MigrationId> migrations) {
    for (String key : new TreeSet<>(values.stringPropertyNames())) {
      for (MigrationId migration : migrations) {
        if (key.startsWith(migration.value() + ".")) {
          checkKey(key, migration, values.getProperty(key));
        }
      }
    }
  }

  private static void checkKey(String key, MigrationId migration, String value) {
    for (FlagKind kind : FlagKind.values()) {
      String flag = new Flag(migration, kind).name();
      if (key.equals(flag)) {
        checkWord(flag, value.strip().toLowerCase(Locale.ROOT));
        return;
      }
      if (PARTS.stream().anyMatch(part -> isPart(key, flag + part))) {
        return;
      }
    }
    throw new FlagException(
        "\"%s\" belongs to no flag of migration %s".formatted(key, migration),
        "The flags are write-new, shadow-read, read-new and retire-old, each with .strategy and"
            + " .param.percentage.",
        "Correct the key or remove the line.");
  }

  private static boolean isPart(String key, String part) {
    return part.endsWith(".") ? key.startsWith(part) : key.equals(part);
  }

  private static void checkWord(String flag, String word) {
    if (!ON.contains(word) && !OFF.contains(word)) {
      throw new FlagException(
          "flag %s is neither true nor false".formatted(flag),
          "",
          "Write true or false; a percentage is set by %s.param.percentage.".formatted(flag));
    }
  }
}
