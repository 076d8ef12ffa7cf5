package dev.segue.rules.sql;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which command a text is: as many of its first words as tell (manual, VI. SQL Commands).
 *
 * @param text the words that name the command, without those that are optional noise
 * @param count how many words of the text stand for it
 */
record CommandWords(String text, int count) {
  private static final Set<String> WITH_OBJECT = Set.of("CREATE", "ALTER", "DROP");

  /** What stands between CREATE, ALTER or DROP and the kind of object. */
  private static final Set<String> MODIFIERS =
      Set.of(
          "OR",
          "REPLACE",
          "GLOBAL",
          "LOCAL",
          "TEMP",
          "TEMPORARY",
          "UNLOGGED",
          "UNIQUE",
          "RECURSIVE",
          "MATERIALIZED",
          "CONSTRAINT",
          "TRUSTED",
          "PROCEDURAL");

  /** Kinds of objects, and commands, that have a second word. */
  private static final Map<String, Set<String>> SECOND_WORDS =
      Map.ofEntries(
          Map.entry("FOREIGN", Set.of("TABLE", "DATA")),
          Map.entry("DATA", Set.of("WRAPPER")),
          Map.entry("OPERATOR", Set.of("CLASS", "FAMILY")),
          Map.entry("ACCESS", Set.of("METHOD")),
          Map.entry("EVENT", Set.of("TRIGGER")),
          Map.entry("TEXT", Set.of("SEARCH")),
          Map.entry("SEARCH", Set.of("CONFIGURATION", "DICTIONARY", "PARSER", "TEMPLATE")),
          Map.entry("USER", Set.of("MAPPING")),
          Map.entry("DEFAULT", Set.of("PRIVILEGES", "CONVERSION")),
          Map.entry("LARGE", Set.of("OBJECT")),
          Map.entry("START", Set.of("TRANSACTION")),
          Map.entry("PREPARE", Set.of("TRANSACTION")),
          Map.entry("COMMIT", Set.of("PREPARED")),
          Map.entry("SET", Set.of("LOCAL", "SESSION", "TRANSACTION", "CONSTRAINTS")),
          Map.entry("REFRESH", Set.of("MATERIALIZED")),
          Map.entry("MATERIALIZED", Set.of("VIEW")),
          Map.entry("REINDEX", Set.of("INDEX", "TABLE", "SCHEMA", "DATABASE", "SYSTEM")),
          Map.entry("IMPORT", Set.of("FOREIGN")),
          Map.entry("SECURITY", Set.of("LABEL")),
          Map.entry("REASSIGN", Set.of("OWNED")),
          Map.entry("DISCARD", Set.of("ALL", "PLANS", "SEQUENCES", "TEMP", "TEMPORARY")));

  /** The command that starts with these words, in upper case. */
  static CommandWords of(List<String> words) {
    String first = words.get(0);
    if (first.equals("ROLLBACK") || first.equals("ABORT")) {
      return rollback(words);
    }
    int last = 0;
    if (WITH_OBJECT.contains(first)) {
      last = Math.min(1, words.size() - 1);
      while (last + 1 < words.size() && MODIFIERS.contains(words.get(last))) {
        last++;
      }
    }
    while (last + 1 < words.size()
        && SECOND_WORDS.getOrDefault(words.get(last), Set.of()).contains(words.get(last + 1))) {
      last++;
    }
    return new CommandWords(String.join(" ", words.subList(0, last + 1)), last + 1);
  }

  /** {@code ROLLBACK [WORK | TRANSACTION] TO [SAVEPOINT] name} is another command than ROLLBACK. */
  private static CommandWords rollback(List<String> words) {
    int last = 1;
    if (last < words.size() && Set.of("WORK", "TRANSACTION").contains(words.get(last))) {
      last++;
    }
    if (last < words.size() && Set.of("TO", "PREPARED").contains(words.get(last))) {
      boolean savepoint = last + 2 < words.size() && words.get(last + 1).equals("SAVEPOINT");
      return new CommandWords(
          words.get(0) + " " + words.get(last), savepoint ? last + 2 : last + 1);
    }
    return new CommandWords(words.get(0), 1);
  }
}
