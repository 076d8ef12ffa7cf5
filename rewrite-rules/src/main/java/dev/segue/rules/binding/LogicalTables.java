package dev.segue.rules.binding;

import dev.segue.rules.binding.MigratingTables.RulesTable;
import dev.segue.rules.catalog.Catalog;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.catalog.SearchPath;
import dev.segue.rules.migration.TableName;
import dev.segue.rules.sql.tree.RelationName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a table's name in a statement stands for, under one catalog, one search path and one set of
 * rules (manual, 5.10.3 The Schema Search Path).
 */
public final class LogicalTables {

  private final MigratingTables migrating;
  private final Speaks speaks;
  private final Catalog catalog;
  private final SearchPath searchPath;

  public LogicalTables(
      MigratingTables migrating, Speaks speaks, Catalog catalog, SearchPath searchPath) {
    this.migrating = migrating;
    this.speaks = speaks;
    this.catalog = catalog;
    this.searchPath = searchPath;
  }

  public Catalog catalog() {
    return catalog;
  }

  /**
   * The relation that PostgreSQL would find under this name, in the shapes that are spoken: a table
   * that is renamed or copied is found under the name of the spoken shape, whichever there is, and
   * not under the other.
   */
  Optional<Relation> relation(RelationName name) {
    return candidates(name).stream().flatMap(each -> relation(each).stream()).findFirst();
  }

  private List<TableName> candidates(RelationName name) {
    List<String> schemas =
        name.schema().map(schema -> List.of(schema.name())).orElseGet(searchPath::schemas);
    return schemas.stream().map(schema -> new TableName(schema, name.name().name())).toList();
  }

  private Optional<Relation> relation(TableName name) {
    Optional<RulesTable> named = twiceNamed(name);
    if (named.isEmpty()) {
      return catalog.relation(name.schema(), name.name());
    }
    return named.get().spoken(speaks).equals(name) ? physical(named.get()) : Optional.empty();
  }

  private Optional<RulesTable> twiceNamed(TableName name) {
    return migrating.of(name).filter(table -> table.naming().isPresent());
  }

  /**
   * The table under the name that it has; under the other there may be a view of it. Of two tables
   * that of the spoken shape, as long as it is there.
   */
  private Optional<Relation> physical(RulesTable table) {
    TableName first = table.copying().isPresent() ? table.spoken(speaks) : table.name();
    return Stream.concat(Stream.of(first), table.names().stream())
        .flatMap(name -> table(name).stream())
        .findFirst();
  }

  private Optional<Relation> table(TableName name) {
    return catalog.relation(name.schema(), name.name()).filter(Relation::isTable);
  }

  /**
   * The migrating table that PostgreSQL would find under this name though in the spoken shape there
   * is nothing of that name.
   */
  Optional<LogicalTable> hidden(RelationName name) {
    for (TableName candidate : candidates(name)) {
      Optional<RulesTable> named = twiceNamed(candidate);
      if (named.isPresent()
          && !named.get().spoken(speaks).equals(candidate)
          && catalog.relation(candidate.schema(), candidate.name()).isPresent()) {
        return physical(named.get()).flatMap(this::migrating);
      }
    }
    return Optional.empty();
  }

  /** The relation as a migrating table, if it is one. */
  Optional<LogicalTable> migrating(Relation relation) {
    return migrating
        .of(new TableName(relation.schema(), relation.name()))
        .map(table -> logical(relation, table));
  }

  private LogicalTable logical(Relation relation, RulesTable table) {
    return table
        .copying()
        .map(
            copying ->
                CopiedTable.of(
                    copying,
                    speaks.shape(copying.id()),
                    this::table,
                    relation,
                    () -> remembered(table.spoken(speaks))))
        .map(
            copied -> LogicalTable.copied(copied, table.spoken(speaks), table.migrations(), speaks))
        .orElseGet(
            () -> LogicalTable.of(relation, table.spoken(speaks), table.migrations(), speaks));
  }

  private List<CatalogColumn> remembered(TableName name) {
    return catalog.remembered(name.schema(), name.name());
  }

  /** The relations of a schema, or of all, that migrate. */
  List<Relation> migratingIn(Optional<String> schema) {
    return migrating.all().stream()
        .flatMap(
            table ->
                table.naming().isPresent()
                    ? physical(table).stream()
                    : relation(table.name()).stream())
        .filter(relation -> schema.map(relation.schema()::equals).orElse(true))
        .toList();
  }

  /** Whether some migrating table has this name, in whatever schema. */
  boolean isMigratingName(String table) {
    return migrating.has(table);
  }
}
