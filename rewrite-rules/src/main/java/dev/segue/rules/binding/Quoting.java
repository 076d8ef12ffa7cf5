package dev.segue.rules.binding;

import dev.segue.rules.sql.Keywords;
import java.util.regex.Pattern;

/** Writes names so that PostgreSQL reads them as they are (manual, 4.1.1). */
public final class Quoting {

  private static final Pattern SIMPLE = Pattern.compile("[a-z_][a-z0-9_]*");

  private Quoting() {}

  /** The name as an identifier: quoted where folding or a keyword would make another one of it. */
  public static String identifier(String name) {
    return SIMPLE.matcher(name).matches() && !Keywords.needsQuotes(name) ? name : quoted(name);
  }

  /** The name in quotes. */
  public static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
