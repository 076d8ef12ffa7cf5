package dev.segue.driver.instance;

/** An instance could not be started: why, and the way out. */
public final class StartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StartException(String message, String hint, Throwable cause) {
    super(hint.isEmpty() ? message : message + "\n  Hint: " + hint, cause);
  }
}
