package dev.segue.migrator.check;

import java.util.Collection;
import java.util.stream.Collectors;

/** Names of columns as a message says them. Stateless. */
final class ColumnNames {

  private ColumnNames() {}

  /** {@code old column "a"}, {@code old columns "a" and "b"}. */
  static String old(Collection<String> names) {
    return "old " + said(names);
  }

  /** {@code column "a"}, {@code columns "a" and "b"}. */
  static String said(Collection<String> names) {
    return (names.size() == 1 ? "column " : "columns ")
        + names.stream()
            .sorted()
            .map(name -> '"' + name + '"')
            .collect(Collectors.joining(" and "));
  }
}
