package dev.segue.rules.sql;

/**
 * What the meaning of characters depends on. Immutable.
 *
 * @param standardConformingStrings PostgreSQL's setting of that name (manual, 20.13.1): whether a
 *     backslash in {@code '…'} is an ordinary character
 * @param jdbc whether the text is what an application hands to JDBC: {@code ?} is a parameter,
 *     {@code ??} the operator {@code ?}, and escapes in braces are read (JDBC 4.3, 13.4). If not,
 *     {@code ?} is an operator's character as PostgreSQL has it. {@code $1} is a parameter in both.
 */
public record LexicalSettings(boolean standardConformingStrings, boolean jdbc) {

  /** JDBC's syntax over a server with today's default settings. */
  public static final LexicalSettings JDBC = new LexicalSettings(true, true);

  /** PostgreSQL's own syntax with today's default settings. */
  public static final LexicalSettings POSTGRES = new LexicalSettings(true, false);
}
