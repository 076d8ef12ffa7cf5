package dev.segue.route;

import java.util.Locale;

/** What a table looks like: before a migration or after it. */
public enum Shape {
  OLD,
  NEW;

  /** The other one. */
  public Shape opposite() {
    return this == OLD ? NEW : OLD;
  }

  /** The word of the rules file and of the URL: {@code old} or {@code new}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
