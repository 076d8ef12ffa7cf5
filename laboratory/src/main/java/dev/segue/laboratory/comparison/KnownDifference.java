package dev.segue.laboratory.comparison;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A difference that is known and not mended yet. It is counted, by its name, and does not end a
 * run.
 */
public enum KnownDifference {
  /**
   * No fault of anybody: of several rows that violate constraints, which comes first is the
   * server's, and one that is like another is found by the second of them.
   */
  SEVERAL_ROWS_AT_FAULT(
      ".*",
      "expected \\[error: 23505[^:]*\\]\\s+but was +\\[error: 23(502|514)"
          + "|expected \\[error: 23(502|514)[^:]*\\]\\s+but was +\\[error: 23505"),
  /**
   * Two errors in one statement, of which either may be told: a name that is ambiguous, which Segue
   * tells, and another one, which is PostgreSQL's.
   */
  TWO_ERRORS(
      ".*", "expected \\[error: 42(601|703|803|809|883|P01)[^:]*\\]\\s+but was +\\[error: 42702"),
  /**
   * No fault of anybody: a MERGE that deletes a row and inserts one of the same key fails or does
   * not by the order in which the plan comes to the two.
   */
  KEY_IN_TWO_ACTIONS(
      "(?is)(?=.*\\binsert\\b)(?=.*\\bdelete\\b).*\\bmerge\\b.*",
      "(expected|but was) .*error: 23505"),
  /**
   * A value that cannot be assigned to a column of an enum: the mapping's cast says so in other
   * words than the assignment.
   */
  CAST_FOR_ASSIGNMENT(".*", "expected \\[error: 42804[^:]*\\]\\s+but was +\\[error: 42846"),
  /**
   * An aggregate or a window function in SET, which is an error everywhere, and another one in the
   * query that finds the rows of a decomposed table, as docs/limits.md says.
   */
  AGGREGATE_IN_SET(
      "(?is).*\\bset\\b.*",
      "(?s)expected \\[error: 42(803|P20)[^:]*\\]\\s+but was +\\[error: 0A000"
          + ".*UPDATE is not allowed with (aggregate|window) functions"),
  /**
   * Rows that are locked behind an outer join, which only a comparison of whole rows makes an inner
   * one: as docs/limits.md says.
   */
  LOCKED_BEHIND_OUTER_JOIN(
      "(?is).*\\bjoin\\b.*\\bfor\\b.*",
      "(?s)but was +\\[error: 0A000.*cannot be applied to the nullable side of an outer join"),
  /**
   * The precision of a CASE that PostgreSQL decides beforehand, as docs/limits.md says: behind a
   * common table it is not known.
   */
  PRECISION_OF_A_CASE(
      "(?is).*\\breturning\\b.*\\bcase when\\b.*",
      "^expected \\[column: \"\\w+\" varchar\\(20,0\\) 12 java.lang.String\\]\\s+"
          + "but was +\\[column: \"\\w+\" varchar\\(2147483647,0\\) 12 java.lang.String\\]"
          + "|^expected \\[column: \"\\w+\" numeric\\(10,2\\) 2 java.math.BigDecimal\\]\\s+"
          + "but was +\\[column: \"\\w+\" numeric\\(0,0\\) 2 java.math.BigDecimal\\]"),
  /**
   * The precision of a column of a UNION of which the plan keeps one query: shown or not by what
   * else that query computes, as docs/limits.md says.
   */
  PRECISION_OF_A_UNION(
      "(?is).*\\b(union|except|intersect)\\b.*",
      "^expected \\[column: \"\\w+\" numeric\\(\\d+,2\\) 2 java.math.BigDecimal\\]\\s+"
          + "but was +\\[column: \"\\w+\" numeric\\(0,0\\) 2 java.math.BigDecimal\\]"),
  /**
   * A key that is computed for the other table is not what the other columns of its row depend on,
   * as docs/limits.md says.
   */
  KEY_COMPUTED(
      "(?is).*\\bgroup by\\b.*",
      "expected .*\\s+but was +\\[error: 42803",
      "old: \\{ \"id\": \"integer\" \\}"),
  /**
   * The key of a table that is split by another column has that column too, and keeps the old key
   * apart in each part alone, which the old table does for all, as docs/limits.md says.
   */
  KEY_OF_EACH_PART(
      ".*",
      "but was +\\[(error: 42(P10|803)|[^\n]*error: 23505)|expected \\[[^\n]*error: 23505"
          + "|expected \\[error: 0A000[^:]*\\]\\s+but was +\\[error: 23514",
      "split-rows: \\{ to: [^\n]*, list: "),
  /**
   * A row that ON CONFLICT leaves out, for that of another part too, is not held against the bounds
   * of the part that is named, or breaks both, as docs/limits.md says.
   */
  LEFT_OUT_OF_BOUNDS(
      "(?is).*\\binsert\\b.*",
      "expected \\[error: 23514[^\n]*\n +but was +\\[(count|error: 23(502|505))"
          + "|expected \\[(count|row): [^\n]*\n +but was +\\[(count: 0\\b|\\])",
      "split-rows: \\{ to: "),
  /**
   * Where triggers write, a key that another part has is taken over from there, as docs/limits.md
   * says.
   */
  KEY_TAKEN_OVER(
      ".*",
      "(?s)the shapes contradict each other.*\n  messages \\[ERROR: duplicate key",
      "write-mode: trigger\\R[^\n]*split-rows: \\{ to: [^\n]*, list: "),
  /**
   * Two errors in one statement: something else that a constraint forbids, and rows that would have
   * different values of a column that moves.
   */
  UNLIKE_VALUES_TOO(
      ".*",
      "expected \\[error: 23(502|503|505)[^:]*\\]\\s+but was +\\[error: 23514",
      "\\bmove: \\{"),
  /**
   * Rows of a statement that are inserted or passed over, and bring different values of a column
   * that moves, as docs/limits.md says.
   */
  PASSED_OVER_WITH_A_VALUE("(?is).*\\bdo nothing\\b.*", "but was +\\[error: 23514", "\\bmove: \\{"),
  /**
   * While the old shape alone is written, the value of a target goes with the last of its rows, as
   * docs/limits.md says.
   */
  VALUE_OF_THE_LAST_ROW(
      "(?is).*\\b(update|delete|merge)\\b.*",
      "(?s)^expected \\[content: .*\\s+but was +\\[content: [^\n]*=null",
      "\\b(old|mixed)-m\\d+moved:"),
  /**
   * The server's own: PostgreSQL 18 cannot plan some correlated subqueries over outer joins of
   * derived tables, and says so with an internal error. The text that it is given fails without
   * Segue too.
   */
  PLANNERS_ERROR(".*", "(?s)but was +\\[error: XX000.*variable not found in subplan target list");

  private final Pattern statement;
  private final Pattern what;
  private final Pattern setting;

  KnownDifference(String statement, String what) {
    this(statement, what, "");
  }

  KnownDifference(String statement, String what, String setting) {
    this.statement = Pattern.compile(statement, Pattern.DOTALL);
    this.what = Pattern.compile(what);
    this.setting = Pattern.compile(setting);
  }

  /** The one that this difference is. */
  static Optional<KnownDifference> of(Difference difference) {
    String text = Difference.text(difference.statement());
    for (KnownDifference known : values()) {
      if (known.statement.matcher(text).matches()
          && known.what.matcher(difference.what()).find()
          && known.setting.matcher(difference.setting()).find()) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }
}
