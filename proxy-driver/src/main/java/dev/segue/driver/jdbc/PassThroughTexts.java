package dev.segue.driver.jdbc;

/**
 * The texts that are known to concern no migration. May be used by any number of threads.
 *
 * <p>This is the first thing that every statement meets, so it is built to be forgotten: a table of
 * fixed size without locks, where a text has two places to be, found by its own cached hash. A hit
 * reads one slot and compares (the same object first, as {@link String#equals} does) and writes
 * nothing, so that no two cores ever contend for a line of it. A text that finds both places taken
 * puts one of the others out. Reads and writes race by design: a {@code String} is immutable and
 * safely seen without synchronisation (Java Language Specification 17.5), so that a race can forget
 * a text and never invent one, and a forgotten text is only asked about again.
 *
 * <p>It is bounded by count and by length: {@value #PLACES} texts of up to {@value #LONGEST}
 * characters, 4 MB at the very worst. Longer texts are looked at each time, which costs little
 * beside executing them.
 */
public final class PassThroughTexts {

  private static final int PLACES = 1024;
  private static final int LONGEST = 2048;

  private final String[] texts = new String[PLACES];

  /** Creates an empty table. */
  public PassThroughTexts() {}

  boolean contains(String sql) {
    if (sql.length() > LONGEST) {
      return false;
    }
    int place = placeOf(sql);
    return sql.equals(texts[place]) || sql.equals(texts[place ^ 1]);
  }

  void add(String sql) {
    if (sql.length() > LONGEST) {
      return;
    }
    int place = placeOf(sql);
    String first = texts[place];
    texts[first == null ? place : place ^ 1] = sql;
  }

  private static int placeOf(String sql) {
    int hash = sql.hashCode();
    return (hash ^ hash >>> 16) & PLACES - 1;
  }
}
