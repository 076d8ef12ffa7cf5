package dev.segue.flags;

/**
 * Flags could not be read, are not of the form they should be, or were refused. The message is in
 * PostgreSQL's form: the fact, then {@code Detail:} and {@code Hint:} on lines of their own.
 */
public class FlagException extends RuntimeException {

  private final String fact;
  private final String detail;
  private final String hint;

  /** A fact with its particulars and the way out; {@code detail} and {@code hint} may be empty. */
  public FlagException(String fact, String detail, String hint) {
    this(fact, detail, hint, null);
  }

  /** As above, with what brought it about. */
  public FlagException(String fact, String detail, String hint, Throwable cause) {
    super(text(fact, detail, hint), cause);
    this.fact = fact;
    this.detail = detail;
    this.hint = hint;
  }

  /** The primary message: one short statement. */
  public String fact() {
    return fact;
  }

  /** The particulars, or an empty string. */
  public String detail() {
    return detail;
  }

  /** The way out, or an empty string. */
  public String hint() {
    return hint;
  }

  private static String text(String fact, String detail, String hint) {
    StringBuilder text = new StringBuilder(fact);
    if (!detail.isEmpty()) {
      text.append("\nDetail: ").append(detail);
    }
    if (!hint.isEmpty()) {
      text.append("\nHint: ").append(hint);
    }
    return text.toString();
  }
}
