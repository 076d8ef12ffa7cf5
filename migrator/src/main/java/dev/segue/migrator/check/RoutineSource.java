package dev.segue.migrator.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a routine's body, as far as they say what it may touch. It is read as text, since
 * PL/pgSQL is no SQL and the server keeps no record of what such a body names. Comments are left
 * out; texts are looked into, for they may be SQL to be executed. Names that a routine puts
 * together while it runs are not seen. Immutable.
 */
record RoutineSource(List<String> tokens) {

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<comment>--[^\\n]*|/\\*.*?\\*/)|(?<text>'[^']*')"
              + "|\\$(?<tag>\\w*)\\$(?<dollar>.*?)\\$\\k<tag>\\$"
              + "|(?<quoted>\"[^\"]+\")|(?<word>[\\p{L}_][\\p{L}\\p{N}_$]*)|(?<sign>[*.,(%])",
          Pattern.DOTALL);

  private static final Set<String> BEFORE_STAR = Set.of("select", "all", "distinct", "returning");

  RoutineSource {
    tokens = List.copyOf(tokens);
  }

  static RoutineSource of(String source) {
    List<String> tokens = new ArrayList<>();
    read(source, tokens);
    return new RoutineSource(tokens);
  }

  private static void read(String source, List<String> tokens) {
    Matcher matcher = TOKEN.matcher(source);
    while (matcher.find()) {
      String text = matcher.group("text");
      String dollar = matcher.group("dollar");
      String quoted = matcher.group("quoted");
      if (text != null) {
        read(text.substring(1, text.length() - 1), tokens);
      } else if (dollar != null) {
        read(dollar, tokens);
      } else if (quoted != null) {
        tokens.add(quoted.substring(1, quoted.length() - 1));
      } else if (matcher.group("comment") == null) {
        tokens.add(matcher.group().toLowerCase(Locale.ROOT));
      }
    }
  }

  boolean mentions(String name) {
    return tokens.contains(name);
  }

  boolean mentionsAll(Collection<String> names) {
    return tokens.containsAll(names);
  }

  /** Those of the names that it mentions. */
  Set<String> mentioned(Collection<String> names) {
    Set<String> found = new TreeSet<>(names);
    found.retainAll(tokens);
    return found;
  }

  /** Whether it may add rows to a table: INSERT, MERGE, COPY, or SELECT INTO of that name. */
  boolean insertsInto(String table) {
    return follows(table, Set.of("into", "copy"));
  }

  /** Whether it may change rows of a table. */
  boolean updates(String table) {
    return follows(table, Set.of("update"));
  }

  /** Whether it may take rows of a table as a whole: {@code *}, {@code t.*}, {@code t%ROWTYPE}. */
  boolean takesWholeRows() {
    for (int i = 1; i < tokens.size(); i++) {
      String before = tokens.get(i - 1);
      boolean star =
          tokens.get(i).equals("*")
              && (BEFORE_STAR.contains(before) || before.equals(".") || before.equals(","));
      if (star || before.equals("%") && tokens.get(i).equals("rowtype")) {
        return true;
      }
    }
    return false;
  }

  /** Whether it may take rows from a table: DELETE FROM, TRUNCATE. */
  boolean deletesFrom(String table) {
    for (int i = 1; i < tokens.size(); i++) {
      int before = wordBefore(table, i);
      boolean from = before >= 1 && tokens.get(before).equals("from");
      boolean ofTable = before >= 1 && tokens.get(before).equals("table");
      if (before >= 0
          && (tokens.get(before).equals("truncate")
              || (from && tokens.get(before - 1).equals("delete"))
              || (ofTable && tokens.get(before - 1).equals("truncate")))) {
        return true;
      }
    }
    return false;
  }

  /** Whether the table's name stands behind one of these words, with its schema or without. */
  private boolean follows(String table, Set<String> words) {
    for (int i = 1; i < tokens.size(); i++) {
      int before = wordBefore(table, i);
      if (before >= 0 && words.contains(tokens.get(before))) {
        return true;
      }
    }
    return false;
  }

  /** Where the word before the table's name is, if that is at {@code at}; else less than 0. */
  private int wordBefore(String table, int at) {
    if (!tokens.get(at).equals(table)) {
      return -1;
    }
    int before = at - 1;
    if (before >= 2 && tokens.get(before).equals(".")) {
      before -= 2;
    }
    if (before >= 1 && tokens.get(before).equals("only")) {
      before--;
    }
    return before;
  }
}
