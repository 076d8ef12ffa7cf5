package dev.segue.migrator.check;

/**
 * One thing that a check found.
 *
 * @param migration the migration's id
 * @param line its line in the rules file, or that of the change
 * @param object the name of what was found, as the server prints it; empty for the database
 * @param fact what is so, in lower case
 * @param detail why it matters, and on which route; may be empty
 * @param hint what to do about it, and before which step; may be empty
 */
public record Finding(
    Severity severity,
    String migration,
    int line,
    Subject subject,
    String object,
    String fact,
    String detail,
    String hint) {

  /** How much it matters. */
  public enum Severity {
    /** The migration cannot be done, or not safely. */
    ERROR,
    /** It can; something is to be done before a later step, which refuses otherwise. */
    WARNING,
    /** Good to know. */
    NOTE
  }
}
