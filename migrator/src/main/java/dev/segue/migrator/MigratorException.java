package dev.segue.migrator;

import dev.segue.flags.FlagException;
import java.sql.SQLException;

/**
 * A step could not be taken. The message is in PostgreSQL's form: the fact, then {@code Detail:}
 * and {@code Hint:} on lines of their own; fit to be shown without the stack.
 */
public final class MigratorException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why, as far as a script must know. */
  public enum Kind {
    /** It would be unsafe, or its conditions do not hold; nothing was changed. */
    REFUSED,
    /** What was asked for does not exist or has no meaning; nothing was changed. */
    BAD_INPUT,
    /** The database cannot be reached. */
    UNREACHABLE,
    /** It was begun and could not be finished; what was done is kept and can be resumed. */
    FAILED
  }

  private final Kind kind;

  private MigratorException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** The step's conditions do not hold. */
  public static MigratorException refused(String fact, String detail, String hint) {
    return new MigratorException(Kind.REFUSED, text(fact, detail, hint), null);
  }

  /** A flag's guard said no. */
  public static MigratorException refused(FlagException refusal) {
    return new MigratorException(Kind.REFUSED, refusal.getMessage(), refusal);
  }

  /** What was asked for has no meaning. */
  public static MigratorException badInput(String fact, String detail, String hint) {
    return new MigratorException(Kind.BAD_INPUT, text(fact, detail, hint), null);
  }

  /** The step was given up on its way. */
  public static MigratorException failed(String fact, String detail, String hint) {
    return new MigratorException(Kind.FAILED, text(fact, detail, hint), null);
  }

  /** The database said no, or nothing at all. */
  public static MigratorException of(String doing, SQLException cause) {
    String state = cause.getSQLState() == null ? "" : cause.getSQLState();
    if (state.startsWith("08") || state.startsWith("57P")) {
      return unreachable(cause);
    }
    String hint =
        state.equals("42501")
            ? "Run the operator's commands as the owner of the table, who may also create schemas."
            : "";
    return new MigratorException(
        Kind.FAILED,
        text(doing + " failed: " + firstLine(cause), "SQLSTATE " + state + ".", hint),
        cause);
  }

  /** Nobody answers at the URL, or it lets nobody in. */
  public static MigratorException unreachable(SQLException cause) {
    return new MigratorException(
        Kind.UNREACHABLE,
        text(
            "the database cannot be reached",
            firstLine(cause),
            "Check --url (or SEGUE_URL), user and password, and that the server runs."),
        cause);
  }

  /** Why, as far as a script must know. */
  public Kind kind() {
    return kind;
  }

  /** The server's own primary message, without its position and its caller. */
  static String firstLine(SQLException e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    String line = message.lines().findFirst().orElse(message);
    return line.startsWith("ERROR: ") || line.startsWith("FATAL: ") ? line.substring(7) : line;
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
