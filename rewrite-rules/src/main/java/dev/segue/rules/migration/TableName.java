package dev.segue.rules.migration;

/**
 * The name of a table, both parts as PostgreSQL folds them. Immutable.
 *
 * @param schema {@code public} where the file names none
 */
public record TableName(String schema, String name) {

  static final String DEFAULT_SCHEMA = "public";

  /** The name for SQL and for messages, quoted where it must be: {@code public."Orders"}. */
  @Override
  public String toString() {
    return SqlName.quoted(schema) + "." + SqlName.quoted(name);
  }
}
