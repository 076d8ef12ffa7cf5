package dev.segue.rules.plan;

import dev.segue.rules.sql.Literals;
import dev.segue.rules.sql.Placeholders;
import dev.segue.rules.sql.tree.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A physical text with holes for literals: one that was made of a template. Immutable. */
final class PhysicalTemplate {

  private final List<String> pieces;
  private final int[] holes;

  /**
   * A text in pieces.
   *
   * @param pieces what stands before, between and behind the holes
   * @param holes for each hole the index of its literal; a literal may fill several, or none
   */
  private PhysicalTemplate(List<String> pieces, int[] holes) {
    this.pieces = pieces;
    this.holes = holes;
  }

  /** Finds the placeholders; empty where something of one stands there that is not all of it. */
  static Optional<PhysicalTemplate> of(String physical) {
    Finder finder = new Finder(physical);
    List<String> pieces = new ArrayList<>();
    List<Integer> holes = new ArrayList<>();
    int at = 0;
    while (finder.find(at)) {
      if (finder.index < 0) {
        return Optional.empty();
      }
      pieces.add(physical.substring(at, finder.start));
      holes.add(finder.index);
      at = finder.start + Placeholders.of(finder.kind, finder.index).length();
    }
    pieces.add(physical.substring(at));
    return pieces.stream().anyMatch(Placeholders::hasPart)
        ? Optional.empty()
        : Optional.of(
            new PhysicalTemplate(
                List.copyOf(pieces), holes.stream().mapToInt(Integer::intValue).toArray()));
  }

  /** Looks for the placeholders of all kinds, for each from where it was found last. */
  private static final class Finder {
    private final String physical;
    private final int[] next = new int[Literals.Kind.values().length];
    private int start;
    private int index;
    private Literals.Kind kind = Literals.Kind.STRING;

    Finder(String physical) {
      this.physical = physical;
      for (Literals.Kind each : Literals.Kind.values()) {
        next[each.ordinal()] = physical.indexOf(Placeholders.mark(each));
      }
    }

    boolean find(int from) {
      start = Integer.MAX_VALUE;
      for (Literals.Kind each : Literals.Kind.values()) {
        int known = next[each.ordinal()];
        if (known >= 0 && known < from) {
          known = physical.indexOf(Placeholders.mark(each), from);
          next[each.ordinal()] = known;
        }
        if (known >= 0 && known < start) {
          start = known;
          kind = each;
        }
      }
      index = start < physical.length() ? Placeholders.indexAt(physical, start, kind) : -1;
      return start < physical.length();
    }
  }

  /** Whether it has a hole for each of so many literals, in their order. */
  boolean holdsEachOf(int count) {
    if (holes.length != count) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      if (holes[i] != i) {
        return false;
      }
    }
    return true;
  }

  /** The physical text of one of the template's texts. */
  String filled(LiteralTemplate text) {
    StringBuilder filled = new StringBuilder(text.sql().length() * 2);
    for (int i = 0; i < holes.length; i++) {
      Span span = text.literals().span(holes[i]);
      filled.append(pieces.get(i)).append(text.sql(), span.start(), span.end());
    }
    return filled.append(pieces.get(holes.length)).toString();
  }
}
