package dev.segue.driver.control;

/** Names and texts in the form that SQL takes them (manual, 4.1 Lexical Structure). */
public final class Quoted {

  private Quoted() {}

  /** A name, always in double quotes. */
  public static String identifier(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A table's name with its schema. */
  public static String table(String schema, String name) {
    return identifier(schema) + "." + identifier(name);
  }

  /** A text as a literal that means the same whatever {@code standard_conforming_strings} is. */
  public static String literal(String text) {
    String quoted = "'" + text.replace("'", "''") + "'";
    return text.indexOf('\\') < 0 ? quoted : "E" + quoted.replace("\\", "\\\\");
  }
}
