package dev.segue.migrator.demo;

/**
 * The demo could not begin. The message is in PostgreSQL's form, fit to be shown without the stack.
 */
public final class DemoException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A fact, with the way out on a line of its own. */
  public DemoException(String message) {
    super(message);
  }

  /** The same, with what brought it about. */
  public DemoException(String message, Throwable cause) {
    super(message, cause);
  }
}
