package dev.segue.rules.migration;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who writes the second shape, on routes that write both. */
public enum WriteMode {
  /** The statement itself, which the driver rewrites. */
  STATEMENT,
  /** Triggers of the database, whoever writes: also clients without the driver. */
  TRIGGER;

  /** The word of the rules file. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The mode of a word, if it is one. */
  static Optional<WriteMode> ofWord(String word) {
    return Arrays.stream(values()).filter(mode -> mode.word().equals(word)).findFirst();
  }
}
