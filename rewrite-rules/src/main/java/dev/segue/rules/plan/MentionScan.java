package dev.segue.rules.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.Optional;

/**
 * Says whether a text may mention one of a set of names, looking at a part of its characters only.
 * Where it says no, no parser need look: identifiers fold to their names however they are cased or
 * quoted, and a text that spells them by {@code U&} escapes counts as mentioning all.
 *
 * <p>A name in a text is a run of identifier characters with something else on either side. So each
 * name, with both its neighbours, is a pattern; and of a set of patterns of which the shortest is
 * {@code m} long, every occurrence shows one of their grams of {@code g} characters at a place
 * divisible by {@code m - g + 1} (Wu and Manber, "A fast algorithm for multi-pattern searching", TR
 * 94-17, University of Arizona 1994, skip through a text likewise). The scan looks up the grams at
 * these places in a set of bits. Only where one is found it reads the run of characters around the
 * place, and looks that up by its hash. Each run is read once, so that no text takes more than
 * linear time.
 *
 * <p>Letters are folded to lower case, and all characters beyond ASCII count as one letter: that
 * can find too much, never too little. Of a name with other characters in it the first run is
 * looked for. Immutable.
 */
final class MentionScan {

  private static final int ASCII = 128;
  private static final int BITS = 6;
  private static final int GRAM = 4;
  private static final int FEW = 20;
  private static final int HASH_FACTOR = 0x9E3779B1;
  private static final int MOST_STRIDE = 12;
  private static final int FEWEST_BITS = 1 << 13;
  private static final int SPARSE = 32;

  /** In bytes: {@code NAMEDATALEN - 1}. A name that is longer is cut (manual, 4.1.1). */
  private static final int LONGEST_NAME = 63;

  /** Of each character what a gram has of it: 0 for what ends a run, else 1 to 63. */
  private static final byte[] CODES = codes();

  private final WordSet words;
  private final boolean everything;
  private final int stride;
  private final int gram;
  private final int longest;
  private final long[] grams;
  private final int shift;

  MentionScan(Collection<String> names) {
    var runs = names.stream().map(MentionScan::firstRun).toList();
    // A name of the greatest length may be what PostgreSQL makes of any that is longer.
    everything =
        runs.stream().anyMatch(Optional::isEmpty)
            || names.stream().anyMatch(name -> name.getBytes(UTF_8).length >= LONGEST_NAME);
    var found = runs.stream().flatMap(Optional::stream).distinct().toList();
    words = new WordSet(found);
    longest = found.stream().mapToInt(String::length).max().orElse(0);
    int shortest = found.stream().mapToInt(String::length).min().orElse(1);
    // Three characters tell few names apart from other words, and leave the longer stride.
    gram = shortest == 1 || found.size() <= FEW ? GRAM - 1 : GRAM;
    stride = Math.min(MOST_STRIDE, shortest + 2 - gram + 1);
    int size =
        Integer.highestOneBit(Math.max(FEWEST_BITS, found.size() * stride * SPARSE - 1)) << 1;
    shift = Integer.numberOfLeadingZeros(size) + 1;
    grams = new long[size >>> 6];
    found.forEach(this::addGrams);
  }

  private void addGrams(String word) {
    // The neighbours of the run are the characters before its first and behind its last.
    for (int at = -1; at < stride - 1; at++) {
      int bit = bit(slowGram(word, at));
      grams[bit >>> 6] |= 1L << bit;
    }
  }

  private static Optional<String> firstRun(String name) {
    int start = 0;
    while (start < name.length() && code(name.charAt(start)) == 0) {
      start++;
    }
    int end = start;
    while (end < name.length() && code(name.charAt(end)) != 0) {
      end++;
    }
    // What is quoted and has no letter in it is not worth looking for.
    return start == end ? Optional.empty() : Optional.of(name.substring(start, end));
  }

  private static byte[] codes() {
    byte[] codes = new byte[ASCII + 1];
    for (int c = 'a'; c <= 'z'; c++) {
      codes[c] = (byte) (c - 'a' + 1);
      codes[c - 'a' + 'A'] = codes[c];
    }
    for (int c = '0'; c <= '9'; c++) {
      codes[c] = (byte) (c - '0' + 27);
    }
    codes['_'] = 37;
    codes['$'] = 38;
    codes[ASCII] = 39;
    return codes;
  }

  private static int code(char c) {
    return CODES[Math.min(c, ASCII)];
  }

  private int bit(int codes) {
    return codes * HASH_FACTOR >>> shift;
  }

  /** The gram at a place from -1 on, with nothing beyond either end of the text. */
  private int slowGram(String text, int at) {
    int codes = 0;
    for (int i = 0; i < gram; i++) {
      int place = at + i;
      if (place >= 0 && place < text.length()) {
        codes |= code(text.charAt(place)) << (BITS * i);
      }
    }
    return codes;
  }

  /** Whether the text may mention one of the names. */
  boolean mentions(String sql) {
    if (everything || escapes(sql)) {
      return true;
    }
    int last = sql.length() - gram;
    if (last < 0) {
      return mentionsFrom(sql, -1);
    }
    int at = known(firstGram(sql)) ? behindRun(sql, 0) : stride - 1;
    while (at >= 0 && at <= last) {
      at = skip(sql, at, last);
      if (at <= last) {
        at = behindRun(sql, at + 1);
      }
    }
    // Of a pattern no more than its last character, what is not there, lies beyond the text.
    return at < 0 || (at == last + 1 && mentionsFrom(sql, at));
  }

  /** The gram of place -1: the text has as many characters at least as a gram. */
  private int firstGram(String sql) {
    int codes = code(sql.charAt(0)) << BITS | code(sql.charAt(1)) << 2 * BITS;
    return gram == GRAM ? codes | code(sql.charAt(2)) << 3 * BITS : codes;
  }

  /** The same as {@link #mentions} from a place on, for a few characters. */
  private boolean mentionsFrom(String sql, int place) {
    int at = place;
    do {
      at = known(slowGram(sql, at)) ? behindRun(sql, at + 1) : at + stride;
    } while (at >= 0 && at < sql.length());
    return at < 0;
  }

  /** The first place from {@code at} on where a gram is known; beyond {@code last} if none is. */
  private int skip(String sql, int at, int last) {
    long[] set = grams;
    byte[] codes = CODES;
    boolean four = gram == GRAM;
    int right = shift;
    int step = stride;
    int place = at;
    while (place <= last) {
      int found =
          codes[Math.min(sql.charAt(place), ASCII)]
              | codes[Math.min(sql.charAt(place + 1), ASCII)] << BITS
              | codes[Math.min(sql.charAt(place + 2), ASCII)] << 2 * BITS;
      if (four) {
        found |= codes[Math.min(sql.charAt(place + 3), ASCII)] << 3 * BITS;
      }
      int bit = found * HASH_FACTOR >>> right;
      if ((set[bit >>> 6] >>> bit & 1) != 0) {
        return place;
      }
      place += step;
    }
    return place;
  }

  private boolean known(int codes) {
    int bit = bit(codes);
    return (grams[bit >>> 6] >>> bit & 1) != 0;
  }

  /**
   * Reads the run of characters around a place.
   *
   * @return where to look next; negative where the run is one of the words
   */
  private int behindRun(String sql, int place) {
    int start = place;
    while (start > 0 && place - start <= longest && code(sql.charAt(start - 1)) != 0) {
      start--;
    }
    int end = place;
    int hash = 0;
    for (int i = start; i < place && i < sql.length(); i++) {
      hash = WordSet.hash(hash, code(sql.charAt(i)));
    }
    while (end < sql.length()) {
      int code = code(sql.charAt(end));
      if (code == 0) {
        break;
      }
      hash = WordSet.hash(hash, code);
      end++;
    }
    // Every pattern before the end of this run would have had to be the run itself.
    return words.contains(hash) ? -1 : Math.max(place, end + stride - 1);
  }

  /** {@code U&"…"}: whatever it spells. */
  private static boolean escapes(String sql) {
    for (int at = sql.indexOf('&', 1); at >= 0; at = sql.indexOf('&', at + 1)) {
      if ((sql.charAt(at - 1) | 0x20) == 'u' && (at < 2 || code(sql.charAt(at - 2)) == 0)) {
        return true;
      }
    }
    return false;
  }

  /** Words by their hashes. */
  private static final class WordSet {
    private final int[] hashes;
    private final boolean[] used;

    WordSet(Collection<String> words) {
      int size = Integer.highestOneBit(Math.max(4, words.size() * 4 - 1)) << 1;
      hashes = new int[size];
      used = new boolean[size];
      for (String word : words) {
        int hash = 0;
        for (int i = 0; i < word.length(); i++) {
          hash = hash(hash, code(word.charAt(i)));
        }
        int at = slot(hash);
        while (used[at] && hashes[at] != hash) {
          at = at + 1 & size - 1;
        }
        used[at] = true;
        hashes[at] = hash;
      }
    }

    static int hash(int hash, int code) {
      return hash * 67 + code;
    }

    private int slot(int hash) {
      return (hash ^ hash >>> 16) & hashes.length - 1;
    }

    boolean contains(int hash) {
      int at = slot(hash);
      while (used[at]) {
        if (hashes[at] == hash) {
          return true;
        }
        at = at + 1 & hashes.length - 1;
      }
      return false;
    }
  }
}
