package dev.segue.rules.rewrite;

import dev.segue.rules.binding.Quoting;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.migration.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The parts of a table that has several, as one that a FROM clause can have: {@code (SELECT
 * segue_1.id, segue_1.name, segue_2.bio FROM core AS segue_1 JOIN profiles AS segue_2 ON segue_2.id
 * = segue_1.id)}. PostgreSQL pulls such a subquery up (manual, 14.3). Immutable.
 *
 * <p>Every row is in each of them, so that those which nothing is read of are left out. What locks
 * has the first one always: whoever writes a row locks it there first, so that two transactions
 * that want the same row meet at the same lock, whichever of its columns they want.
 *
 * @param parts those that are joined; at least one
 */
record JoinedParts(List<Relation> parts) {

  JoinedParts {
    parts = List.copyOf(parts);
  }

  /**
   * Those of which a column is wanted.
   *
   * @param all the parts of the table; the first comes first
   * @param wanted whether a column is
   * @param withFirst whether the first is wanted whatever its columns are
   */
  static JoinedParts of(List<Relation> all, Predicate<String> wanted, boolean withFirst) {
    List<String> key = all.get(0).primaryKey();
    List<Relation> parts = new ArrayList<>();
    for (Relation part : all) {
      boolean own =
          part.columns().stream()
              .filter(CatalogColumn::present)
              .map(CatalogColumn::name)
              .anyMatch(name -> !key.contains(name) && wanted.test(name));
      if (own || withFirst && parts.isEmpty()) {
        parts.add(part);
      }
    }
    return new JoinedParts(parts.isEmpty() ? all.subList(0, 1) : parts);
  }

  /** The name of the only one, for SQL; where there are more, their join in parentheses. */
  String text() {
    if (parts.size() == 1) {
      return nameOf(parts.get(0));
    }
    List<String> key = parts.get(0).primaryKey();
    StringBuilder items = new StringBuilder("(SELECT segue_1.tableoid");
    StringBuilder from = new StringBuilder(" FROM ");
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Relation part = parts.get(i);
      String alias = "segue_" + (i + 1);
      for (CatalogColumn column : part.columns()) {
        if (column.present() && !shown.contains(column.name())) {
          shown.add(column.name());
          items.append(", ").append(alias).append('.').append(Quoting.identifier(column.name()));
        }
      }
      from.append(i == 0 ? "" : " JOIN ").append(nameOf(part)).append(" AS ").append(alias);
      for (int k = 0; i > 0 && k < key.size(); k++) {
        String name = Quoting.identifier(key.get(k));
        from.append(k == 0 ? " ON " : " AND ").append(alias).append('.').append(name);
        from.append(" = segue_1.").append(name);
      }
    }
    return items.append(from).append(')').toString();
  }

  /** Whether it is one table, which has a name and system columns. */
  boolean isTable() {
    return parts.size() == 1;
  }

  /** The name of the only one. */
  TableName name() {
    return new TableName(parts.get(0).schema(), parts.get(0).name());
  }

  private static String nameOf(Relation relation) {
    return new TableName(relation.schema(), relation.name()).toString();
  }
}
