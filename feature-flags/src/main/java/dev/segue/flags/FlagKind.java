package dev.segue.flags;

import java.util.Arrays;
import java.util.Optional;

/** The four flags that every migration has. */
public enum FlagKind {
  /** Whether both shapes are written. */
  WRITE_NEW("write-new", false),
  /** The share of reads that are also run, unseen, against the other shape and compared. */
  SHADOW_READ("shadow-read", true),
  /** The share of transactions that read the new shape. */
  READ_NEW("read-new", true),
  /** Whether the old shape is written no more. */
  RETIRE_OLD("retire-old", false);

  private final String word;
  private final boolean percentage;

  FlagKind(String word, boolean percentage) {
    this.word = word;
    this.percentage = percentage;
  }

  /** The kind that {@code word} names, as in {@code read-new}. */
  public static Optional<FlagKind> ofWord(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }

  /** The last part of the flag's name. */
  public String word() {
    return word;
  }

  /** Whether it takes a percentage; otherwise it is on or off. */
  public boolean takesPercentage() {
    return percentage;
  }

  @Override
  public String toString() {
    return word;
  }
}
