package dev.segue.rules.binding;

import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.RelationName;
import java.util.List;
import java.util.Optional;

/**
 * Something in a FROM clause that names can be qualified with.
 *
 * @param name the alias, or the table's name where it has none; empty for a derived table without
 *     one
 * @param nameText the same as it stands in the text
 * @param unaliased the full name of a table without an alias: it can be qualified by its schema too
 * @param table the migrating table that stands behind it, if one does
 * @param role which rows of the table these are
 * @param columns the names of its logical columns; empty where they are not known
 * @param qualifiedOnly whether no bare name means its columns: OLD and NEW, the alias of USING
 * @param item where it stands in a FROM clause, if it can be derived there
 */
record ScopeEntry(
    Optional<String> name,
    String nameText,
    Optional<RelationName> unaliased,
    Optional<LogicalTable> table,
    Role role,
    Optional<List<String>> columns,
    boolean qualifiedOnly,
    Optional<FromItem.Table> item) {

  ScopeEntry {
    columns = columns.map(ColumnNames::of);
  }

  /** Which rows of a table an entry stands for. */
  enum Role {
    /** The stored ones, as the route reads them. */
    STORED,
    /** As {@link #STORED}, but NULL in all columns where a join has found no row. */
    OPTIONAL,
    /** The rows proposed by an INSERT: {@code EXCLUDED}. */
    EXCLUDED,
    /** A row as a statement has just written it or is about to: RETURNING. */
    WRITTEN,
    /** The row before the statement: {@code OLD} of RETURNING; there may be none. */
    OLD,
    /** The row after it, as the route reads it: {@code NEW}; there may be none. */
    NEW,
    /** The row after it, as it was inserted: {@code NEW}. */
    NEW_WRITTEN;

    /** Whether it is a version of the row, whose columns have to be qualified. */
    boolean isVersion() {
      return this == OLD || this == NEW || this == NEW_WRITTEN;
    }
  }

  /** Whether a bare name of this kind means a column of the entry. */
  boolean has(String column) {
    return !qualifiedOnly && columns.isPresent() && columns.get().contains(column);
  }

  boolean hides(String column) {
    return !qualifiedOnly && table.isPresent() && table.get().hides(column);
  }

  /** Whether a bare name could be taken for a column of the other shape that the table has now. */
  boolean hidesPresent(String column) {
    return hides(column) && table.isPresent() && table.get().hidesPresent(column);
  }

  /** Whether it has this column, and a migration changes it. */
  boolean changes(String column) {
    return table
        .flatMap(found -> found.column(column))
        .filter(found -> found.change().isPresent())
        .isPresent();
  }

  /** Whether names of the form {@code qualifier.column} mean this entry. */
  boolean answersTo(List<String> qualifier) {
    if (qualifier.size() == 1) {
      return name.isPresent() && name.get().equals(qualifier.get(0));
    }
    if (unaliased.isEmpty()) {
      return false;
    }
    RelationName full = unaliased.get();
    int schemaAt = qualifier.size() - 2;
    return full.name().name().equals(qualifier.get(schemaAt + 1))
        && table
            .map(found -> found.schema().equals(qualifier.get(schemaAt)))
            .orElse(
                full.schema()
                    .map(schema -> schema.name().equals(qualifier.get(schemaAt)))
                    .orElse(true));
  }

  static ScopeEntry opaque(Optional<String> name, String text, Optional<List<String>> columns) {
    return new ScopeEntry(
        name,
        text,
        Optional.empty(),
        Optional.empty(),
        Role.STORED,
        columns,
        false,
        Optional.empty());
  }

  /** The same, which is derived at its place in a FROM clause. */
  ScopeEntry at(FromItem.Table place) {
    return new ScopeEntry(
        name, nameText, unaliased, table, role, columns, qualifiedOnly, Optional.of(place));
  }

  /** The same, seen by qualified names only. */
  ScopeEntry seenQualified() {
    return new ScopeEntry(name, nameText, unaliased, table, role, columns, true, item);
  }

  /** The same rows in another role. */
  ScopeEntry as(Role newRole) {
    return new ScopeEntry(name, nameText, unaliased, table, newRole, columns, qualifiedOnly, item);
  }

  /** {@code OLD} or {@code NEW} of a RETURNING, under the name that it may have been given. */
  ScopeEntry version(String usual, Optional<Identifier> alias, Role version, String sql) {
    return new ScopeEntry(
        Optional.of(alias.map(Identifier::name).orElse(usual)),
        alias.map(given -> given.span().of(sql)).orElse(usual),
        Optional.empty(),
        table,
        version,
        columns,
        true,
        Optional.empty());
  }

  /** The same rows under another name: {@code EXCLUDED}. */
  ScopeEntry named(String newName, Role newRole) {
    return new ScopeEntry(
        Optional.of(newName),
        newName,
        Optional.empty(),
        table,
        newRole,
        columns,
        qualifiedOnly,
        Optional.empty());
  }
}
