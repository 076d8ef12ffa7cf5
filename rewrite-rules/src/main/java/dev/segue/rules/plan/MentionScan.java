package dev.segue.rules.plan;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Says in one pass over the characters whether a text may mention one of a set of words. Wherever
 * it says no, no parser need look: identifiers fold to their words however they are cased or
 * quoted, and a text that spells them by {@code U&} escapes counts as mentioning all.
 *
 * <p>Every run of identifier characters is hashed as it is read, letters folded to lower case, and
 * looked up in a small open-addressed table. A word with other characters in it is looked for by
 * its first run.
 */
final class MentionScan {

  private static final int FACTOR = 31;

  private final int[] hashes;
  private final boolean[] strong;
  private final boolean[] used;
  private final int mask;

  /** What a text mentions. */
  enum Mention {
    NOTHING,
    /** Only words that matter in commands of their own, such as {@code commit}. */
    COMMAND,
    /** A name. */
    NAME
  }

  MentionScan(Collection<String> names, Collection<String> commands) {
    Map<Integer, Boolean> words = new HashMap<>();
    commands.forEach(word -> words.put(hash(firstRun(word)), false));
    names.forEach(word -> words.put(hash(firstRun(word)), true));
    int size = Integer.highestOneBit(Math.max(4, words.size() * 4 - 1)) << 1;
    mask = size - 1;
    hashes = new int[size];
    strong = new boolean[size];
    used = new boolean[size];
    words.forEach(
        (hash, name) -> {
          int at = slot(hash);
          while (used[at]) {
            at = (at + 1) & mask;
          }
          used[at] = true;
          hashes[at] = hash;
          strong[at] = name;
        });
  }

  private static String firstRun(String word) {
    int end = 0;
    while (end < word.length() && isPart(word.charAt(end))) {
      end++;
    }
    return (end == 0 ? word : word.substring(0, end)).toLowerCase(Locale.ROOT);
  }

  private static int hash(String word) {
    int hash = 0;
    for (int i = 0; i < word.length(); i++) {
      hash = hash * FACTOR + fold(word.charAt(i));
    }
    return hash;
  }

  /** Folds ASCII; other letters are all one, so that no case mapping is needed to be safe. */
  private static int fold(char c) {
    if (c >= 'A' && c <= 'Z') {
      return c + ('a' - 'A');
    }
    return c < 128 ? c : 128;
  }

  private static boolean isPart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '$'
        || c >= 128;
  }

  private int slot(int hash) {
    return (hash ^ hash >>> 16) & mask;
  }

  Mention scan(String sql) {
    Mention found = Mention.NOTHING;
    int length = sql.length();
    int at = 0;
    while (at < length) {
      char c = sql.charAt(at);
      if (!isPart(c)) {
        at++;
        continue;
      }
      int start = at;
      int hash = 0;
      do {
        hash = hash * FACTOR + fold(c);
        at++;
        if (at == length) {
          break;
        }
        c = sql.charAt(at);
      } while (isPart(c));
      if (at - start == 1 && c == '&' && (sql.charAt(start) | 32) == 'u') {
        return Mention.NAME;
      }
      int slot = slot(hash);
      while (used[slot]) {
        if (hashes[slot] == hash) {
          if (strong[slot]) {
            return Mention.NAME;
          }
          found = Mention.COMMAND;
        }
        slot = (slot + 1) & mask;
      }
    }
    return found;
  }
}
