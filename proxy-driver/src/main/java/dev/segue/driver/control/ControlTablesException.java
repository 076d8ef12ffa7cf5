package dev.segue.driver.control;

/** The control tables had to be read or written and could not be. */
public final class ControlTablesException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ControlTablesException(String message, Throwable cause) {
    super(message, cause);
  }
}
