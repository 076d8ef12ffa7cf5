package dev.segue.rules.migration;

import dev.segue.rules.migration.SourceText.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Gathers the mistakes of one file while it is read. For one thread. */
final class Mistakes {

  private final SourceText source;
  private final List<Mistake> found = new ArrayList<>();

  Mistakes(SourceText source) {
    this.source = source;
  }

  void add(Node at, String message) {
    add(SourceText.at(at.getStartMark()), message, Optional.empty());
  }

  void add(Node at, String message, String hint) {
    add(SourceText.at(at.getStartMark()), message, Optional.of(hint));
  }

  /** A mistake at a place that the YAML library names. */
  void add(Optional<Mark> at, String message) {
    add(SourceText.at(at), message, Optional.empty());
  }

  /** A mistake within a text, {@code offset} UTF-16 units from its beginning. */
  void addWithin(ScalarNode text, int offset, String message, Optional<String> hint) {
    add(source.within(text, offset), message, hint);
  }

  /** A mistake at the character of an index, counted from 0 in characters. */
  void addAtIndex(int index, String message, String hint) {
    add(source.atIndex(index), message, Optional.of(hint));
  }

  /** A mistake of the file as a whole. */
  void addAtTop(String message, String hint) {
    add(SourceText.top(), message, Optional.of(hint));
  }

  private void add(Place place, String message, Optional<String> hint) {
    found.add(new Mistake(place.line(), place.column(), message, hint));
  }

  static int line(Node node) {
    return SourceText.at(node.getStartMark()).line();
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** All of them in the order of the file. */
  List<Mistake> inOrder() {
    return found.stream()
        .sorted(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column))
        .toList();
  }
}
