package dev.segue.laboratory.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that was seen of one execution.
 *
 * @param lines what must be equal
 * @param messages the messages of errors, which name other columns in the other shape
 * @param contradictions rows whose shapes do not map to each other
 */
record Seen(List<String> lines, List<String> messages, List<String> contradictions) {

  Seen {
    lines = List.copyOf(lines);
    messages = List.copyOf(messages);
    contradictions = List.copyOf(contradictions);
  }

  private static final String ERROR = "error: ";

  /** The SQLSTATE of the error that the execution ended with. */
  Optional<String> error() {
    return lines.stream()
        .filter(line -> line.startsWith(ERROR))
        .map(line -> line.substring(ERROR.length()))
        .findFirst();
  }

  /**
   * Whether this is a refusal: one of Segue's, which names the migration, and none of the server's,
   * which has the same SQLSTATE. Where the server refuses too, it looks no further than that.
   */
  boolean refusedUnlike(Seen expected) {
    return error().filter("0A000"::equals).isPresent()
        && messages.stream().anyMatch(message -> message.contains("Detail: Migration"))
        && !lines.equals(expected.lines);
  }

  /** How this differs from what the plain driver showed. */
  Optional<String> differenceFrom(Seen expected) {
    if (!contradictions.isEmpty()) {
      return Optional.of("the shapes contradict each other: " + contradictions);
    }
    if (lines.equals(expected.lines)) {
      return Optional.empty();
    }
    List<String> missing = new ArrayList<>(expected.lines);
    List<String> surplus = new ArrayList<>(lines);
    lines.forEach(missing::remove);
    expected.lines.forEach(surplus::remove);
    if (missing.isEmpty() && surplus.isEmpty()) {
      return Optional.of("other order\n  expected " + expected.lines + "\n  but was  " + lines);
    }
    return Optional.of("expected " + missing + "\n  but was  " + surplus);
  }

  /** Of what sort a difference is, so that a smaller case shows the same. */
  String sort(Seen expected) {
    if (!contradictions.isEmpty()) {
      return "contradiction";
    } else if (error().isPresent() || expected.error().isPresent()) {
      return expected.error().orElse("none") + " " + error().orElse("none");
    }
    return "seen";
  }
}
