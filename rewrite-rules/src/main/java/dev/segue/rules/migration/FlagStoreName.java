package dev.segue.rules.migration;

import java.util.List;

/** The forms that {@code flags:} and {@code segue.flags} take. */
final class FlagStoreName {

  static final String FORMS = "database, memory, file:PATH";

  /** The words that stand for themselves. */
  static final List<String> WORDS = List.of("database", "memory");

  private static final String FILE = "file:";

  private FlagStoreName() {}

  static boolean isValid(String text) {
    return WORDS.contains(text)
        || (text.startsWith(FILE) && !text.substring(FILE.length()).isBlank());
  }
}
