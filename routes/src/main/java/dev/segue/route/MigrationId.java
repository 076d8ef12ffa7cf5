package dev.segue.route;

import java.util.regex.Pattern;

/**
 * The name of a migration, such as {@code customers-full-name}. It stands in flag names, in metric
 * tags and on the command line, so it is kept to lower-case letters, digits and single hyphens.
 */
public record MigrationId(String value) implements Comparable<MigrationId> {

  /** The longest id that is taken, in characters. */
  public static final int MAX_LENGTH = 80;

  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  public MigrationId {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "migration id \"%s\" is not of the form %s, at most %d characters"
              .formatted(value, FORM.pattern(), MAX_LENGTH));
    }
  }

  /** Whether {@code value} can be a migration's id. */
  public static boolean isValid(String value) {
    return value.length() <= MAX_LENGTH && FORM.matcher(value).matches();
  }

  @Override
  public int compareTo(MigrationId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
