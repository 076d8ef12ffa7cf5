package dev.segue.migrator.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Marks in a text what another text has not: the words outside their longest common subsequence.
 */
final class ChangedParts {

  private static final Pattern WORD =
      Pattern.compile("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\\w+|\\s+|.", Pattern.DOTALL);

  /** The table of lengths grows with the product; beyond this nothing is marked. */
  private static final long LARGEST = 4_000_000;

  private final String open;
  private final String close;

  ChangedParts(String open, String close) {
    this.open = open;
    this.close = close;
  }

  /** {@code changed} with marks around what {@code original} has not. */
  String mark(String original, String changed) {
    List<String> from = words(original);
    List<String> to = words(changed);
    if ((long) from.size() * to.size() > LARGEST) {
      return changed;
    }
    int[][] common = commonLengths(from, to);
    StringBuilder result = new StringBuilder();
    StringBuilder added = new StringBuilder();
    int i = 0;
    int j = 0;
    while (j < to.size()) {
      if (i < from.size() && from.get(i).equals(to.get(j))) {
        flush(result, added);
        result.append(to.get(j));
        i++;
        j++;
      } else if (i < from.size() && common[i + 1][j] >= common[i][j + 1]) {
        i++;
      } else {
        added.append(to.get(j++));
      }
    }
    flush(result, added);
    return result.toString();
  }

  private static int[][] commonLengths(List<String> from, List<String> to) {
    int[][] length = new int[from.size() + 1][to.size() + 1];
    for (int i = from.size() - 1; i >= 0; i--) {
      for (int j = to.size() - 1; j >= 0; j--) {
        length[i][j] =
            from.get(i).equals(to.get(j))
                ? length[i + 1][j + 1] + 1
                : Math.max(length[i + 1][j], length[i][j + 1]);
      }
    }
    return length;
  }

  private void flush(StringBuilder result, StringBuilder added) {
    if (added.toString().isBlank()) {
      result.append(added);
    } else {
      String text = added.toString();
      String bare = text.strip();
      int at = text.indexOf(bare);
      result.append(text, 0, at).append(open).append(bare).append(close);
      result.append(text.substring(at + bare.length()));
    }
    added.setLength(0);
  }

  private static List<String> words(String text) {
    return new ArrayList<>(WORD.matcher(text).results().map(MatchResult::group).toList());
  }
}
