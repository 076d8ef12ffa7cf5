package dev.segue.laboratory.statement;

import dev.segue.equivalence.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * A piece of generated SQL that knows how it can be made smaller. Immutable.
 *
 * <p>Whether what a reduction leaves still means something is not looked at: both sides are given
 * it, and where it is an error it is one on both.
 */
public sealed interface Fragment {

  /** SQL that stays as it is. */
  record Text(String sql) implements Fragment {}

  /**
   * A parameter.
   *
   * @param values one for each row of a batch; the first where there is no batch
   */
  record Value(List<Parameter> values) implements Fragment {}

  /** Pieces, one after another. */
  record Parts(List<Fragment> parts) implements Fragment {}

  /** A list from which items can be taken, down to one. */
  record Items(String separator, List<Fragment> items) implements Fragment {}

  /** What can be left out. */
  record Maybe(Fragment fragment) implements Fragment {}

  /** What can be replaced by something simpler of the same type. */
  record Choice(Fragment chosen, List<Fragment> simpler) implements Fragment {}

  /** Nothing. */
  Fragment NOTHING = new Text("");

  /** Pieces of text and fragments, one after another. */
  static Fragment of(Object... parts) {
    List<Fragment> all = new ArrayList<>();
    for (Object part : parts) {
      all.add(part instanceof Fragment fragment ? fragment : new Text(part.toString()));
    }
    return all.size() == 1 ? all.get(0) : new Parts(List.copyOf(all));
  }

  /** Pieces that can be left out together. */
  static Fragment maybe(Object... parts) {
    return new Maybe(of(parts));
  }

  /** A list with commas, from which items can be taken. */
  static Fragment list(List<Fragment> items) {
    return new Items(", ", List.copyOf(items));
  }

  /** A list with commas, from which none can be taken. */
  static Fragment whole(List<Fragment> items) {
    List<Fragment> parts = new ArrayList<>();
    for (Fragment item : items) {
      if (!parts.isEmpty()) {
        parts.add(new Text(", "));
      }
      parts.add(item);
    }
    return new Parts(parts);
  }
}
