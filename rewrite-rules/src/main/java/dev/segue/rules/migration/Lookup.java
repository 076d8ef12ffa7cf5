package dev.segue.rules.migration;

import dev.segue.route.MigrationId;
import java.util.Optional;

/**
 * The table into which the values of a column are extracted: each of them once, with a key that the
 * other column holds. And the functions that {@code expand} makes for it. Immutable.
 *
 * @param key the column of the generated keys
 * @param value the column of the values, of which no two are the same
 * @param create the commands that make it; empty where expand knows how to
 */
public record Lookup(
    MigrationId migration, TableName table, String key, String value, Optional<String> create) {

  private static final String PREFIX = "lookup_";

  /** What is installed for a lookup table, all of it in the schema {@code segue}. */
  public enum Function {
    /** Gives the key of a value, which it enters where it is not there yet. */
    KEY("key"),
    /** Gives the key of a value; NULL where it is not there. */
    KNOWN_KEY("known_key"),
    /** Gives the value of a key, which must be there. */
    VALUE("value"),
    /** A trigger's: enters the value of a row that was written. */
    ENTER("enter"),
    /** A trigger's: refuses to change what rows may refer to. */
    KEEP("keep");

    private final String word;

    Function(String word) {
      this.word = word;
    }
  }

  /** The table's name for SQL. */
  public String sqlName() {
    return SqlName.alwaysQuoted(table.schema()) + "." + SqlName.alwaysQuoted(table.name());
  }

  /** The name of a function for SQL, with its schema. */
  public String function(Function function) {
    return "segue." + SqlName.alwaysQuoted(plainName(function));
  }

  /** The name of a function, or of the trigger that calls it. */
  public String plainName(Function function) {
    return PREFIX + DatabaseName.of(migration) + "_" + function.word;
  }

  /** A query of all its rows, in which nothing has a name that is likely to be another's. */
  public String rows() {
    return "(SELECT l.%s AS segue_key, l.%s AS segue_value FROM %s AS l) AS segue_lookup"
        .formatted(SqlName.alwaysQuoted(key), SqlName.alwaysQuoted(value), sqlName());
  }
}
