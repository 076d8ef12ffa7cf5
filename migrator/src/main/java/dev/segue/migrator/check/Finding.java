package dev.segue.migrator.check;

/**
 * One thing that a check found.
 *
 * @param migration the migration's id
 * @param line its line in the rules file, or that of the change
 * @param fact what is so, in lower case
 * @param hint what to do about it; may be empty
 */
public record Finding(Severity severity, String migration, int line, String fact, String hint) {

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
