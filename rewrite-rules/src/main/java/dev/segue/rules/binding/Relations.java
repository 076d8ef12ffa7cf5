package dev.segue.rules.binding;

import dev.segue.rules.catalog.Catalog;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.RelationName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes scope entries of the tables that a statement names. One {@link LogicalTable} per relation
 * and statement, so that identity tells whether two names mean the same table.
 */
final class Relations {

  private final String sql;
  private final LogicalTables tables;
  private final Occurrences found;
  private final Map<LogicalTables.Found, Optional<LogicalTable>> seen = new HashMap<>();

  Relations(String sql, LogicalTables tables, Occurrences found) {
    this.sql = sql;
    this.tables = tables;
    this.found = found;
  }

  Catalog catalog() {
    return tables.catalog();
  }

  String sql() {
    return sql;
  }

  /** The migrating table of this name, unless a common table hides it. */
  Optional<LogicalTable> migrating(RelationName name, CommonTables visible) {
    if (name.schema().isEmpty() && visible.has(name.name().name())) {
      return Optional.empty();
    }
    if (!tables.isMigratingName(name.name().name())) {
      return Optional.empty();
    }
    return tables.relation(name).flatMap(this::logical);
  }

  /** The migrating table of this unqualified name, as a type or a utility command names it. */
  Optional<LogicalTable> named(String name) {
    return named(Optional.empty(), name);
  }

  /** The migrating table of this name, in the schema if one is given. */
  Optional<LogicalTable> named(Optional<Identifier> schema, String name) {
    return migrating(
        new RelationName(
            NOWHERE.span(), Optional.empty(), schema, new Identifier(NOWHERE.span(), name)),
        CommonTables.NONE);
  }

  /** The migrating tables of a schema; of all schemas where none is given. */
  List<LogicalTable> migratingIn(Optional<String> schema) {
    return tables.migratingIn(schema).stream().flatMap(each -> logical(each).stream()).toList();
  }

  /**
   * Refuses a temporary table that a query makes and that would hide a migrating one.
   *
   * @param from where the command begins that says whether the table is temporary
   */
  void refuseTemporary(int from, RelationName made) {
    if (TEMPORARY.matcher(sql.substring(from, made.span().start())).find()) {
      migrating(made, CommonTables.NONE)
          .ifPresent(
              table ->
                  found.add(
                      new Occurrence.Unsupported(
                          made.span(),
                          table,
                          "a temporary table would hide the table of a migration",
                          Utilities.HINT),
                      table));
    }
  }

  private static final Pattern TEMPORARY =
      Pattern.compile("\\btemp(orary)?\\b", Pattern.CASE_INSENSITIVE);

  private static final Identifier NOWHERE =
      new Identifier(new dev.segue.rules.sql.tree.Span(0, 0), "");

  private Optional<LogicalTable> logical(LogicalTables.Found table) {
    return seen.computeIfAbsent(table, tables::migrating);
  }

  /** The entry of a table that INSERT, UPDATE or DELETE writes; common tables do not hide it. */
  ScopeEntry target(FromItem.Table table) {
    return table(table, CommonTables.NONE);
  }

  /** The entry of a table in a FROM clause. */
  ScopeEntry table(FromItem.Table table, CommonTables visible) {
    RelationName name = table.name();
    Identifier qualifier = table.alias().map(FromItem.Alias::name).orElse(name.name());
    Optional<String> entryName = Optional.of(qualifier.name());
    String text = qualifier.span().of(sql);
    Optional<RelationName> unaliased =
        table.alias().isPresent() ? Optional.empty() : Optional.of(name);
    if (name.schema().isEmpty() && visible.has(name.name().name())) {
      return ScopeEntry.opaque(
          entryName, text, aliased(visible.columns(name.name().name()), table.alias()));
    }
    Optional<LogicalTables.Found> known = tables.relation(name);
    Optional<LogicalTable> logical = known.flatMap(this::logical);
    if (known.isEmpty()) {
      tables.hidden(name).ifPresent(hidden -> notThere(name, hidden));
    }
    logical.ifPresent(touched -> found.add(new Occurrence.TableUse(table, touched), touched));
    Optional<List<String>> columns =
        logical
            .map(touched -> touched.columns().stream().map(LogicalColumn::name).toList())
            .or(() -> known.map(LogicalTables.Found::relation).map(Relations::presentColumns));
    return new ScopeEntry(
        entryName,
        text,
        unaliased,
        logical,
        ScopeEntry.Role.STORED,
        aliased(columns, table.alias()),
        false,
        Optional.empty());
  }

  private void notThere(RelationName name, LogicalTable hidden) {
    found.add(
        new Occurrence.LogicalError(
            name.span(),
            hidden,
            "42P01",
            "relation \"%s\" does not exist".formatted(name.span().of(sql))),
        hidden);
  }

  /** The entry of a table in a FROM clause, where a derived table could stand in its place. */
  ScopeEntry item(FromItem.Table table, CommonTables visible) {
    ScopeEntry bound = table(table, visible);
    if (bound.table().isEmpty()) {
      return bound;
    }
    ScopeEntry entry =
        new ScopeEntry(
            bound.name(),
            bound.nameText(),
            bound.unaliased(),
            bound.table(),
            bound.role(),
            bound.columns(),
            false,
            Optional.of(table));
    if (table.alias().isEmpty() || table.alias().get().columns().isEmpty()) {
      return entry;
    }
    found.derive(
        entry,
        Optional.empty(),
        table.span(),
        "names given to the columns of a table in migration go by position, and the positions"
            + " differ between the shapes",
        "Name the columns in a subquery instead.");
    return ScopeEntry.opaque(entry.name(), entry.nameText(), entry.columns()).at(table);
  }

  private static List<String> presentColumns(Relation relation) {
    return relation.columns().stream()
        .filter(CatalogColumn::present)
        .map(CatalogColumn::name)
        .toList();
  }

  /** Columns with the names that an alias gives to the first of them. */
  static Optional<List<String>> aliased(
      Optional<List<String>> columns, Optional<FromItem.Alias> alias) {
    if (alias.isEmpty() || alias.get().columns().isEmpty()) {
      return columns;
    }
    List<String> names =
        new ArrayList<>(alias.get().columns().stream().map(Identifier::name).toList());
    if (columns.isEmpty()) {
      return Optional.empty();
    }
    for (int i = names.size(); i < columns.get().size(); i++) {
      names.add(columns.get().get(i));
    }
    return Optional.of(names);
  }
}
