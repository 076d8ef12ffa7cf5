package dev.segue.route;

import java.util.Locale;

/** What keeps a percentage's outcome the same from one transaction to the next. */
public enum Stickiness {
  /**
   * The routing key of the connection or the application (a tenant, a user); without one, as {@link
   * #CONNECTION}.
   */
  KEY,
  /** The physical connection: all its transactions have the same outcome while the flags stay. */
  CONNECTION,
  /** Nothing: every transaction is drawn anew. */
  TRANSACTION;

  /** The word of the rules file. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
