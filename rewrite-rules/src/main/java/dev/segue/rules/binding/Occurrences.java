package dev.segue.rules.binding;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a binder gathers while it walks one statement. Not thread-safe: one walk, one thread. */
final class Occurrences {

  private final List<Occurrence> occurrences = new ArrayList<>();
  private final Set<LogicalTable> tables = new LinkedHashSet<>();
  private boolean writes;

  void add(Occurrence occurrence, LogicalTable table) {
    occurrences.add(occurrence);
    tables.add(table);
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
