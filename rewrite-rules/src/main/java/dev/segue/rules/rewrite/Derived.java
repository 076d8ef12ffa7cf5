package dev.segue.rules.rewrite;

import dev.segue.rules.binding.Binding;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.binding.Occurrence;
import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The tables of one statement in whose place a derived table stands, under one combination of
 * routes: {@code (SELECT c.id, c.full_name AS name FROM customers c) AS c}. Whatever names such a
 * table's columns stays as it is in the text.
 *
 * <p>That is the second way, where renaming in place does not do: names by position, a join with a
 * name of its own, USING of a column that has another name or type, a name that only PostgreSQL can
 * resolve. PostgreSQL pulls such a subquery up, so that the plan is the same (manual, 14.3); what
 * is not the same is kept from here by {@link Occurrence.Kept}. Immutable.
 */
final class Derived {

  static final Derived NONE = new Derived(Set.of());

  private final Set<Span> items;

  private Derived(Set<Span> items) {
    this.items = Set.copyOf(items);
  }

  /** Writes the logical columns of a table with their names, qualified. */
  @FunctionalInterface
  interface Columns {
    void write(SqlWriter out, Occurrence.StarPart.Logical all, Span place);
  }

  /**
   * Derives what has to be.
   *
   * @param untouched whether the physical table is the logical one, read and written as it is
   *     spoken of
   * @throws Refusal.Refused if it cannot be
   */
  static Derived of(
      Binding binding,
      Predicate<LogicalTable> untouched,
      Values values,
      Edits edits,
      Columns columns) {
    Set<Span> items = new HashSet<>();
    for (Occurrence occurrence : binding.occurrences()) {
      if (occurrence instanceof Occurrence.DeriveUse use
          && !untouched.test(use.table())
          && !use.column()
              .map(column -> values.inPlace(column, Occurrence.Rows.STORED))
              .orElse(false)
          && items.add(use.item().span())) {
        checkKept(binding, use.item(), use.what(), use.place(), use.hint());
        edits.replace(use.item().span(), out -> write(out, use, columns));
      }
    }
    return new Derived(items);
  }

  /**
   * Checks that a subquery can stand in the place of a table.
   *
   * @throws Refusal.Refused if it cannot
   */
  static void checkKept(
      Binding binding, FromItem.Table item, String what, Span place, String hint) {
    for (Occurrence occurrence : binding.occurrences()) {
      if (occurrence instanceof Occurrence.Kept kept
          && kept.span().start() <= item.span().start()
          && kept.span().end() >= item.span().end()) {
        throw new Refusal.Refused(
            new Refusal(Refusal.NOT_SUPPORTED, what, kept.why(), hint, Optional.of(place)));
      }
    }
  }

  private static void write(SqlWriter out, Occurrence.DeriveUse use, Columns columns) {
    FromItem.Table item = use.item();
    out.text("(SELECT ");
    columns.write(
        out,
        new Occurrence.StarPart.Logical(
            use.table(), Occurrence.Rows.STORED, Optional.of(use.name()), Optional.empty()),
        use.place());
    out.text(" FROM ");
    List<Span> names =
        item.alias().stream()
            .flatMap(alias -> alias.columns().stream())
            .map(column -> column.span())
            .toList();
    if (names.isEmpty()) {
      out.source(item.span()).text(") AS " + use.name());
    } else {
      Span alias = item.alias().orElseThrow().span();
      out.source(new Span(item.span().start(), alias.start()))
          .text("AS " + use.name())
          .source(new Span(alias.end(), item.span().end()))
          .text(") AS " + use.name() + " (");
      Span all = names.get(0).to(names.get(names.size() - 1));
      out.source(all).text(")");
    }
  }

  /**
   * Checks that the order of the columns is known, where it shows.
   *
   * @throws Refusal.Refused if it is not
   */
  static void checkOrder(LogicalTable table, Span place) {
    if (!table.orderKnown()) {
      throw Values.refused(
          "the order of the columns of %s is not known: one of them is neither there nor remembered"
              .formatted(table.name()),
          "Name the columns, or run expand: it adds those of the new shape, and remembers the places"
              + " of those of the old one before they are dropped.",
          Optional.of(place));
    }
  }

  /** Whether a derived table stands at the place of this FROM item. */
  boolean has(Optional<Span> item) {
    return item.isPresent() && items.contains(item.get());
  }

  boolean hasAll(List<Span> places) {
    return !places.isEmpty() && items.containsAll(places);
  }
}
