package dev.segue.rules.migration;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody who mistyped a word may have meant. */
final class Suggestion {

  private Suggestion() {}

  /** {@code did you mean "table"?}, or the given list of what there is. */
  static String hint(String word, Collection<String> known, String whatThereIs) {
    return nearest(word, known)
        .map(near -> "did you mean \"" + near + "\"?")
        .orElse(whatThereIs + " " + String.join(", ", known));
  }

  /** The known word that is at most a third of its letters away; short ones must be right. */
  static Optional<String> nearest(String word, Collection<String> known) {
    return known.stream()
        .filter(candidate -> distance(word, candidate) <= tolerated(candidate))
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
  }

  private static int tolerated(String word) {
    return word.length() < 3 ? 0 : Math.max(1, word.length() / 3);
  }

  /**
   * Edits of one letter, or swaps of two neighbours, that make one word of the other (optimal
   * string alignment; Damerau, CACM 1964).
   */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
