package dev.segue.rules.plan;

/**
 * Says by one look at how its statements begin whether a text may end its transaction, change its
 * search path, or reach tables without naming them. Statements begin a text or stand behind a
 * semicolon, so nothing else is looked at; a semicolon in a string or a comment is taken for one
 * between statements.
 */
final class CommandStarts {

  /** Which commands a text may have in it. */
  enum Found {
    NONE,
    /** A SET, which may set what the search path depends on. */
    SET,
    /** A DROP or an ALTER of something that a table may depend on, or stand in. */
    DROPPING,
    ENDING_OR_MOVING
  }

  private CommandStarts() {}

  static Found of(String sql) {
    Found found = Found.NONE;
    // Semicolons in comments lead into the same comments again and again.
    long patience = 2L * sql.length();
    int start = 0;
    while (found != Found.ENDING_OR_MOVING) {
      int at = behindComments(sql, start, start + patience);
      if (at < 0) {
        return Found.ENDING_OR_MOVING;
      }
      patience -= at - start;
      Found next = command(sql, at);
      found = next.compareTo(found) > 0 ? next : found;
      start = sql.indexOf(';', start) + 1;
      if (start == 0) {
        break;
      }
    }
    return found;
  }

  private static Found command(String sql, int at) {
    if (at >= sql.length()) {
      return Found.NONE;
    }
    // Most statements begin with none of these letters: no word need be compared.
    return switch (sql.charAt(at) | 0x20) {
      case 'c' -> ending(sql, at, "commit");
      case 'e' -> ending(sql, at, "end");
      case 'r' -> ending(sql, at, "rollback", "reset");
      case 'a' -> begins(sql, at, "alter") ? Found.DROPPING : ending(sql, at, "abort");
      case 'p' -> ending(sql, at, "prepare");
      case 'd' -> begins(sql, at, "drop") ? Found.DROPPING : ending(sql, at, "discard");
      case 's' -> begins(sql, at, "set") ? Found.SET : Found.NONE;
      default -> Found.NONE;
    };
  }

  private static Found ending(String sql, int at, String word) {
    return begins(sql, at, word) ? Found.ENDING_OR_MOVING : Found.NONE;
  }

  private static Found ending(String sql, int at, String word, String other) {
    return begins(sql, at, word) ? Found.ENDING_OR_MOVING : ending(sql, at, other);
  }

  /** ASCII letters whatever their case; no word is the beginning of another command's. */
  private static boolean begins(String sql, int at, String word) {
    if (sql.length() - at < word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if ((sql.charAt(at + i) | 0x20) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Behind space and comments; negative where that is beyond {@code limit}. */
  private static int behindComments(String sql, int start, long limit) {
    int at = behindSpace(sql, start);
    while (at + 1 < sql.length() && startsComment(sql.charAt(at), sql.charAt(at + 1))) {
      at = sql.charAt(at) == '-' ? behindLine(sql, at) : behindComment(sql, at);
      if (at > limit) {
        return -1;
      }
      at = behindSpace(sql, at);
    }
    return at;
  }

  private static boolean startsComment(char first, char second) {
    return (first == '-' && second == '-') || (first == '/' && second == '*');
  }

  private static int behindSpace(String sql, int start) {
    int at = start;
    while (at < sql.length() && sql.charAt(at) <= ' ') {
      at++;
    }
    return at;
  }

  private static int behindLine(String sql, int start) {
    int at = start;
    while (at < sql.length() && sql.charAt(at) != '\n' && sql.charAt(at) != '\r') {
      at++;
    }
    return at;
  }

  /** Behind a comment and those that are nested in it (manual, 4.1.5). */
  private static int behindComment(String sql, int start) {
    int depth = 0;
    int at = start;
    while (at < sql.length()) {
      if (sql.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (sql.startsWith("*/", at)) {
        depth--;
        at += 2;
        if (depth == 0) {
          return at;
        }
      } else {
        at++;
      }
    }
    return at;
  }
}
