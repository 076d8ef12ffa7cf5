package dev.segue.rules.binding;

import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Span;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a binder gathers while it walks one statement. Not thread-safe: one walk, one thread. */
final class Occurrences {

  private final List<Occurrence> occurrences = new ArrayList<>();
  private final Set<LogicalTable> tables = new LinkedHashSet<>();
  private final Map<ScopeEntry, LogicalTable> rowTypes = new IdentityHashMap<>();
  private boolean writes;

  void add(Occurrence occurrence, LogicalTable table) {
    occurrences.add(occurrence);
    tables.add(table);
  }

  /**
   * Adds that a table has to show its logical columns and no others, under their names.
   *
   * @param column where it is enough that this one is read in place; empty where it is not
   * @param what why else it cannot be rewritten
   */
  void derive(
      ScopeEntry entry, Optional<LogicalColumn> column, Span place, String what, String hint) {
    if (entry.table().isEmpty()) {
      return;
    }
    LogicalTable table = entry.table().get();
    add(
        entry.item().isPresent()
            ? new Occurrence.DeriveUse(
                entry.item().get(), table, entry.nameText(), column, place, what, hint)
            : new Occurrence.Unsupported(place, table, what, hint),
        table);
  }

  /** Remembers that the rows of an entry, of which it knows no table, have a table's row type. */
  void hasRowType(ScopeEntry entry, LogicalTable table) {
    rowTypes.put(entry, table);
  }

  /** The migrating table whose row type the rows of an entry have. */
  Optional<LogicalTable> rowType(ScopeEntry entry) {
    return Optional.ofNullable(rowTypes.get(entry));
  }

  /**
   * Whether something in this stretch of the text may have to be derived, or read through a join.
   */
  boolean derives(Span span) {
    return occurrences.stream().anyMatch(occurrence -> isWithin(derived(occurrence), span));
  }

  private static Optional<FromItem.Table> derived(Occurrence occurrence) {
    if (occurrence instanceof Occurrence.DeriveUse use) {
      return Optional.of(use.item());
    }
    return occurrence instanceof Occurrence.TableUse use
            && use.table().copy().filter(CopiedTable::isOfSeveral).isPresent()
        ? Optional.of(use.item())
        : Optional.empty();
  }

  private static boolean isWithin(Optional<FromItem.Table> item, Span span) {
    return item.filter(
            table -> span.start() <= table.span().start() && table.span().end() <= span.end())
        .isPresent();
  }

  /** Adds one that concerns no table in particular. */
  void add(Occurrence occurrence) {
    occurrences.add(occurrence);
  }

  void wrote() {
    writes = true;
  }

  boolean writes() {
    return writes;
  }

  int count() {
    return occurrences.size();
  }

  List<Occurrence> all() {
    return occurrences;
  }

  Set<LogicalTable> tables() {
    return tables;
  }
}
