package dev.segue.rules.migration;

import dev.segue.route.MigrationId;

/**
 * A column that moves to the table to which a foreign key of its table refers: what it holds is the
 * same in all rows that refer to one target, and becomes a column of that. And the functions that
 * {@code expand} makes for it. Immutable.
 *
 * @param source the table that has the column in the old shape
 * @param column its name there
 * @param reference the foreign key's column of that table
 * @param target the table that has it in the new shape
 * @param name its name there
 * @param key the column of the target to which the foreign key refers
 */
public record MovedColumn(
    MigrationId migration,
    TableName source,
    String column,
    String reference,
    TableName target,
    String name,
    String key) {

  private static final String PREFIX = "move_";

  /** What is installed for it, all of it in the schema {@code segue}. */
  public enum Function {
    /** Takes down what a row is to have, and gives the reference that it is written with. */
    PUT("put"),
    /** Says that a row is written that has what its target has; gives its reference. */
    KEEP("keep"),
    /** A trigger's: writes to the targets what was taken down. */
    APPLY("apply"),
    /** Gives what rows with a reference have, for one that is written; locks the target. */
    VALUE("value"),
    /** Gives what the target has at this moment. */
    NEWEST("newest"),
    /** Gives what a row has that the statement itself has written. */
    WRITTEN("written"),
    /** Gives what the rows have that refer to a target; what the target has where none does. */
    KNOWN("known"),
    /** A trigger's: lets the target follow the rows that refer to it. */
    TO_NEW("to_new"),
    /** A trigger's: lets the rows follow the target to which they refer. */
    TO_OLD("to_old");

    private final String word;

    Function(String word) {
      this.word = word;
    }
  }

  /** The name of a function for SQL, with its schema. */
  public String function(Function function) {
    return "segue." + SqlName.alwaysQuoted(plainName(function));
  }

  /** The name of a function, or of a trigger that calls it. */
  public String plainName(Function function) {
    return PREFIX + DatabaseName.of(migration) + "_" + function.word;
  }

  /** The setting in which a statement's values are taken down until its end. */
  public String notes() {
    return "segue." + PREFIX + DatabaseName.of(migration);
  }

  /** The setting that tells of a statement whose rows have what their targets have. */
  public String kept() {
    return notes() + "_kept";
  }

  /** A query of all targets, in which nothing has a name that is likely to be another's. */
  public String targets() {
    return "(SELECT t.%s AS segue_key, t.%s AS segue_value FROM %s AS t) AS segue_moved"
        .formatted(SqlName.alwaysQuoted(key), SqlName.alwaysQuoted(name), sqlName(target));
  }

  /** A query of all rows that refer to targets, likewise. */
  String references() {
    return "(SELECT s.%s AS segue_key, s.%s AS segue_value FROM %s AS s) AS segue_moved"
        .formatted(SqlName.alwaysQuoted(reference), SqlName.alwaysQuoted(column), sqlName(source));
  }

  private static String sqlName(TableName table) {
    return SqlName.alwaysQuoted(table.schema()) + "." + SqlName.alwaysQuoted(table.name());
  }
}
