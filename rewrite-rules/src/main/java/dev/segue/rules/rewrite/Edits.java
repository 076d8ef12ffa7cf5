package dev.segue.rules.rewrite;

import dev.segue.rules.sql.tree.Script;
import dev.segue.rules.sql.tree.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The edits that make a physical text of the application's. Gathered by one rewrite, one thread.
 */
final class Edits {

  private final List<Edit> edits = new ArrayList<>();

  /** Where insertions are, and of each place where something is replaced the least far end. */
  private final TreeSet<Integer> insertions = new TreeSet<>();

  private final TreeMap<Integer, Integer> leastEnds = new TreeMap<>();

  /** Something that is written in the place of a span. */
  @FunctionalInterface
  interface Piece {
    void write(SqlWriter out);
  }

  /**
   * One edit.
   *
   * @param order among edits of the same span: first come, first written
   */
  record Edit(Span span, int order, Piece piece) {

    /** An insertion at a span's border belongs to what is around the span. */
    boolean inside(Span outer) {
      return span.start() == span.end()
          ? span.start() > outer.start() && span.end() < outer.end()
          : span.start() >= outer.start() && span.end() <= outer.end();
    }
  }

  void replace(Span span, Piece piece) {
    edits.add(new Edit(span, edits.size(), piece));
    if (span.start() == span.end()) {
      insertions.add(span.start());
    } else {
      leastEnds.merge(span.start(), span.end(), Math::min);
    }
  }

  void replace(Span span, String text) {
    replace(span, out -> out.text(text));
  }

  void insert(int at, Piece piece) {
    replace(new Span(at, at), piece);
  }

  void insert(int at, String text) {
    insert(at, out -> out.text(text));
  }

  /** Whether anything inside the span is edited, as {@link Edit#inside} says. */
  boolean touch(Span span) {
    Integer insertion = insertions.higher(span.start());
    if (insertion != null && insertion < span.end()) {
      return true;
    }
    // What is edited lies one in the other or apart, so that the first inside is soon found.
    for (int end : leastEnds.subMap(span.start(), span.end()).values()) {
      if (end <= span.end()) {
        return true;
      }
    }
    return false;
  }

  boolean isEmpty() {
    return edits.isEmpty();
  }

  /** Writes the whole text with all edits. */
  SqlWriter apply(Script script) {
    List<Edit> sorted = new ArrayList<>(edits);
    // Insertions before what is replaced at the same place, the larger span before the smaller. Of
    // two that replace the same, the later was made around the earlier and writes it.
    sorted.sort(
        Comparator.<Edit>comparingInt(edit -> edit.span().start())
            .thenComparing(edit -> edit.span().start() == edit.span().end() ? 0 : 1)
            .thenComparing(edit -> -edit.span().end())
            .thenComparingInt(
                edit -> edit.span().start() == edit.span().end() ? edit.order() : -edit.order()));
    return new SqlWriter(script, sorted).everything();
  }
}
