package dev.segue.rules.migration;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the driver does with the statements of migrating tables. */
public enum Mode {
  /** Executes what a statement becomes under its transaction's route. */
  REWRITE,
  /** Computes and reports all of this while it executes the application's SQL untouched. */
  OBSERVE;

  /** The word of the rules file and of {@code segue.mode} in the URL. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The mode of a word, if it is one. */
  public static Optional<Mode> ofWord(String word) {
    return Arrays.stream(values()).filter(mode -> mode.word().equals(word)).findFirst();
  }
}
