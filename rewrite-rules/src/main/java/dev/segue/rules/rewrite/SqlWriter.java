package dev.segue.rules.rewrite;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Script;
import dev.segue.rules.sql.tree.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Writes the physical text: new pieces, and stretches of the application's text with the edits that
 * fall inside them. Keeps the logical index of every {@code ?} it writes.
 */
final class SqlWriter {

  private static final long MOST_CHARACTERS = 10_000_000;

  private final Script script;
  private final List<Edits.Edit> edits;
  private final StringBuilder out = new StringBuilder();
  private final List<Integer> parameters = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();
  private final Deque<Edits.Edit> underWay = new ArrayDeque<>();
  private int nextMark;

  SqlWriter(Script script, List<Edits.Edit> edits) {
    this.script = script;
    this.edits = edits;
    for (Expression.Parameter parameter : script.parameters()) {
      if (script.sql().charAt(parameter.span().start()) == '?') {
        marks.add(parameter.span().start());
      }
    }
  }

  /** A piece of text of the rewriter's own. */
  SqlWriter text(String piece) {
    out.append(piece);
    checkLength();
    return this;
  }

  /**
   * A stretch of the application's text, with the edits inside it, save those that are being
   * written.
   */
  SqlWriter source(Span span) {
    return source(span, false);
  }

  /** The same with the insertions at its end: of a statement, which may be written longer. */
  SqlWriter whole(Span span) {
    return source(span, true);
  }

  private SqlWriter source(Span span, boolean withEnd) {
    int at = span.start();
    for (int i = firstFrom(span.start()); i < edits.size(); i++) {
      Edits.Edit edit = edits.get(i);
      boolean atEnd = withEnd && edit.span().equals(new Span(span.end(), span.end()));
      if (edit.span().start() >= span.end() && !atEnd) {
        break;
      }
      if (edit.span().start() >= at && (atEnd || edit.inside(span)) && !underWay.contains(edit)) {
        at = write(edit, at);
      }
    }
    verbatim(at, span.end());
    return this;
  }

  /** The whole text with all edits. */
  SqlWriter everything() {
    int at = 0;
    for (Edits.Edit edit : edits) {
      if (edit.span().start() >= at) {
        at = write(edit, at);
      }
    }
    verbatim(at, script.sql().length());
    return this;
  }

  private int write(Edits.Edit edit, int from) {
    verbatim(from, edit.span().start());
    underWay.push(edit);
    edit.piece().write(this);
    underWay.pop();
    return edit.span().end();
  }

  private int firstFrom(int start) {
    int low = 0;
    int high = edits.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (edits.get(middle).span().start() < start) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Stars of wide tables make a short text long: where there are too many, it is no use. */
  private void checkLength() {
    if (out.length() > MOST_CHARACTERS + 20L * script.sql().length()) {
      throw Values.refused(
          "the text would become too long", "Name the columns instead of using stars.");
    }
  }

  private void verbatim(int from, int to) {
    out.append(script.sql(), from, to);
    checkLength();
    seek(from);
    while (nextMark < marks.size() && marks.get(nextMark) < to) {
      nextMark++;
      parameters.add(nextMark);
    }
  }

  /** Makes {@code nextMark} the first parameter at or behind {@code from}. */
  private void seek(int from) {
    while (nextMark > 0 && marks.get(nextMark - 1) >= from) {
      nextMark--;
    }
    while (nextMark < marks.size() && marks.get(nextMark) < from) {
      nextMark++;
    }
  }

  String sql() {
    return out.toString();
  }

  /** For every {@code ?} of the physical text, in order, its index in the application's, from 1. */
  List<Integer> parameters() {
    return List.copyOf(parameters);
  }
}
