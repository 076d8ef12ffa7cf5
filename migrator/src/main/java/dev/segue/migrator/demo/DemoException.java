package dev.segue.migrator.demo;

/**
 * The demo could not begin. The message is in PostgreSQL's form, fit to be shown without the stack.
 */
public final class DemoException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean unreachable;

  /** A fact, with the way out on a line of its own. */
  public DemoException(String message) {
    this(message, null);
  }

  /** The same, with what brought it about. */
  public DemoException(String message, Throwable cause) {
    this(message, cause, false);
  }

  private DemoException(String message, Throwable cause, boolean unreachable) {
    super(message, cause);
    this.unreachable = unreachable;
  }

  /** Nobody answers at the URL, or it lets nobody in. */
  static DemoException unreachable(String message, Throwable cause) {
    return new DemoException(message, cause, true);
  }

  /** Whether nobody answers at the URL, or it lets nobody in. */
  public boolean isUnreachable() {
    return unreachable;
  }
}
