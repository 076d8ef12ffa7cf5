package dev.segue.rules.sql.tree;

/**
 * A stretch of the SQL text, in UTF-16 units from 0: {@code start} is its first, {@code end} the
 * one after its last.
 */
public record Span(int start, int end) {

  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("no span from " + start + " to " + end);
    }
  }

  /** The smallest span that covers both. */
  public Span to(Span other) {
    return new Span(Math.min(start, other.start), Math.max(end, other.end));
  }

  /** The text that this span covers. */
  public String of(String sql) {
    return sql.substring(start, end);
  }
}
