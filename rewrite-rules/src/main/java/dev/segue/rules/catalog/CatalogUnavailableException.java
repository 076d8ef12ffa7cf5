package dev.segue.rules.catalog;

/** The catalog had to be read and could not be. */
public final class CatalogUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CatalogUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
