package dev.segue.rules.rewrite;

import dev.segue.rules.binding.Occurrence;
import dev.segue.rules.sql.Placeholders;
import dev.segue.rules.sql.tree.Expression;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Sorts by the other column, and finds the smallest and the largest value in it, where a change
 * keeps the order: {@code ORDER BY amount LIMIT 10} and {@code max(amount)} read as much of an
 * index as they would in the spoken shape. NULL is NULL on both sides, and stands where it stood.
 */
final class OrderRewrite {

  private static final Pattern HEAD = Pattern.compile("(?i)(min|max)\\s*\\(\\s*");
  private static final Pattern ORDINAL = Pattern.compile("[1-9]\\d{0,3}");
  private static final Pattern TAIL = Pattern.compile("\\s*\\)");

  private final String sql;
  private final Conditions conditions;
  private final Edits edits;

  OrderRewrite(String sql, Conditions conditions, Edits edits) {
    this.sql = sql;
    this.conditions = conditions;
    this.edits = edits;
  }

  /**
   * Edits a column that is a sort key, or all that stands in {@code min} or {@code max}.
   *
   * @return whether the column itself is edited: else what reads it by its mapping has to be
   */
  boolean rewrite(Occurrence.ColumnUse use) {
    if (conditions.isSortKey(use.node().span())) {
      return sortKey(use.node(), use);
    }
    return conditions.extremeOf(use.node()).filter(call -> extreme(call, use)).isPresent();
  }

  /**
   * Edits a sort key that is a label or an ordinal.
   *
   * @param items the columns that are computed, of the item that the label means or of all
   */
  void sortKey(Expression key, List<Optional<Occurrence.ColumnUse>> items) {
    Optional<Occurrence.ColumnUse> meant = Optional.empty();
    if (!(key instanceof Expression.Literal literal)) {
      meant = items.get(0);
    } else if (items.stream().anyMatch(Optional::isPresent)) {
      String ordinal = Placeholders.valueOf(sql, literal);
      if (ORDINAL.matcher(ordinal).matches() && Integer.parseInt(ordinal) <= items.size()) {
        meant = items.get(Integer.parseInt(ordinal) - 1);
      }
    }
    meant.ifPresent(use -> sortKey(key, use));
  }

  /**
   * Sorts by the other column in place of a key that means this one.
   *
   * @return whether it does
   */
  private boolean sortKey(Expression key, Occurrence.ColumnUse use) {
    Optional<ConstantSide> side = ordered(use);
    if (side.isEmpty() || !conditions.isSortKey(key.span())) {
      return false;
    }
    String name = side.get().named(use);
    edits.replace(key.span(), side.get() instanceof TextSide text ? text.compared(name) : name);
    return true;
  }

  private static Optional<ConstantSide> ordered(Occurrence.ColumnUse use) {
    return use.qualifier().isPresent()
        ? ConstantSide.of(use.table(), use.column()).filter(ConstantSide::ordered)
        : Optional.empty();
  }

  /** The mapping of the largest value is the largest value of the mapping. */
  private boolean extreme(Expression.FunctionCall call, Occurrence.ColumnUse use) {
    Optional<ConstantSide> side = ordered(use);
    String head = sql.substring(call.span().start(), use.node().span().start());
    String tail = sql.substring(use.node().span().end(), call.span().end());
    // DISTINCT, FILTER, OVER and comments leave it to the mapping of each value.
    if (side.isEmpty() || !HEAD.matcher(head).matches() || !TAIL.matcher(tail).matches()) {
      return false;
    }
    String name = side.get().named(use);
    if (side.get() instanceof TextSide text) {
      edits.replace(use.node().span(), text.compared(name));
      return true;
    }
    NumberSide numbers = (NumberSide) side.get();
    edits.replace(call.span(), out -> numbers.computed(out, head + name + tail));
    return true;
  }
}
