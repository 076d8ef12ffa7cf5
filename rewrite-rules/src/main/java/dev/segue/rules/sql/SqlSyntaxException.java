package dev.segue.rules.sql;

/**
 * A text that this parser cannot read: PostgreSQL would refuse it too, or it is nested too deeply.
 * The message is in PostgreSQL's form, short and in lower case, and shows no literal of the text.
 */
public final class SqlSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int position;

  SqlSyntaxException(String message, int position) {
    super(message);
    this.position = position;
  }

  /** Where in the text, in UTF-16 units from 0; the text's length for its end. */
  public int position() {
    return position;
  }
}
