package dev.segue.rules.binding;

import java.util.AbstractList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The names of a relation's columns, among which each name of a query is looked for. */
final class ColumnNames extends AbstractList<String> {

  /** So few are compared one by one. */
  private static final int FEW = 12;

  private final List<String> names;
  private Set<String> set = Set.of();

  private ColumnNames(List<String> names) {
    this.names = List.copyOf(names);
  }

  static List<String> of(List<String> names) {
    return names.size() <= FEW || names instanceof ColumnNames ? names : new ColumnNames(names);
  }

  @Override
  public String get(int index) {
    return names.get(index);
  }

  @Override
  public int size() {
    return names.size();
  }

  @Override
  public boolean contains(Object name) {
    if (set.isEmpty()) {
      set = new HashSet<>(names);
    }
    return set.contains(name);
  }
}
