package dev.segue.laboratory.comparison;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A difference that is known and not mended yet. It is counted, by its name, and does not end a
 * run.
 */
public enum KnownDifference {
  /**
   * A column that two tables have, as generated key of an UPDATE with FROM or a DELETE with USING:
   * pgjdbc asks for it by its bare name, which is ambiguous; Segue qualifies it.
   */
  KEYS_OF_SEVERAL_TABLES(
      "(?is)(update\\b.* from |delete\\b.* using ).*-- keys.*", "expected \\[error: 42702"),
  /** The columns of a statement that is wrong, asked for before it is executed. */
  DESCRIPTION_OF_WHAT_IS_WRONG(
      ".*",
      "(?s)expected \\[\\]\\s+but was +\\[(column|parameter): .*messages \\[ERROR.*described=true");

  private final Pattern statement;
  private final Pattern what;

  KnownDifference(String statement, String what) {
    this.statement = Pattern.compile(statement, Pattern.DOTALL);
    this.what = Pattern.compile(what);
  }

  /** The one that this difference is. */
  static Optional<KnownDifference> of(Difference difference) {
    String text = Difference.text(difference.statement());
    for (KnownDifference known : values()) {
      if (known.statement.matcher(text).matches() && known.what.matcher(difference.what()).find()) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }
}
