package dev.segue.driver.control;

import java.util.Locale;

/** Which shape is computed from which: the mapping that a backfill or verification goes by. */
public enum Direction {
  /** The new shape from the old one. */
  UP,
  /** The old shape from the new one, on the way back. */
  DOWN;

  /** The word of the control tables. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
