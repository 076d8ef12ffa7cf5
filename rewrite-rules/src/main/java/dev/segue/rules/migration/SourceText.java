package dev.segue.rules.migration;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The text of a file, and where in it things stand. Immutable. */
final class SourceText {

  /** A place, line and column from 1, in characters. */
  record Place(int line, int column) {}

  private final List<String> lines;

  SourceText(String text) {
    this.lines = text.lines().toList();
  }

  static Place top() {
    return new Place(1, 1);
  }

  static Place at(Optional<Mark> mark) {
    return mark.map(m -> new Place(m.getLine() + 1, m.getColumn() + 1)).orElse(top());
  }

  /** The place of a character by its index from 0; line breaks count as one. */
  Place atIndex(int index) {
    int rest = index;
    for (int i = 0; i < lines.size(); i++) {
      int length = lines.get(i).codePointCount(0, lines.get(i).length());
      if (rest <= length) {
        return new Place(i + 1, rest + 1);
      }
      rest -= length + 1;
    }
    return top();
  }

  /**
   * The place of a character of a scalar's value. Exact where the value stands in the file as it
   * is: plain or quoted in one line, or as a literal block; else the scalar's beginning.
   */
  Place within(ScalarNode scalar, int offset) {
    Place start = at(scalar.getStartMark());
    String value = scalar.getValue();
    if (scalar.getScalarStyle() != ScalarStyle.LITERAL) {
      return inLine(start.line(), start.column() - 1, 1, value, offset).orElse(start);
    }
    String before = value.substring(0, Math.min(offset, value.length()));
    int row = (int) before.chars().filter(c -> c == '\n').count();
    String valueLine = value.lines().skip(row).findFirst().orElse("");
    int inRow = before.length() - (before.lastIndexOf('\n') + 1);
    return inLine(start.line() + 1 + row, 0, Integer.MAX_VALUE, valueLine, inRow).orElse(start);
  }

  private Optional<Place> inLine(int line, int column, int slack, String value, int offset) {
    if (line > lines.size()) {
      return Optional.empty();
    }
    String text = lines.get(line - 1);
    int from = text.offsetByCodePoints(0, column);
    int begin = text.indexOf(value, from);
    if (begin < 0 || begin - from > slack) {
      return Optional.empty();
    }
    int end = Math.min(begin + offset, text.length());
    return Optional.of(new Place(line, text.codePointCount(0, end) + 1));
  }
}
