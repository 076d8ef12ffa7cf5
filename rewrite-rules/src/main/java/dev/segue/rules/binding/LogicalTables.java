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
   * What a name has led to.
   *
   * @param name by which the application knows it
   * @param relation what is there, under that name or another
   */
  record Found(TableName name, Relation relation) {}

  /**
   * The relation that PostgreSQL would find under this name, in the shapes that are spoken: a table
   * that is renamed or copied is found under the name of the spoken shape, whichever there is, and
   * not under the other.
   */
  Optional<Found> relation(RelationName name) {
    return candidates(name).stream().flatMap(each -> relation(each).stream()).findFirst();
  }

  private List<TableName> candidates(RelationName name) {
    List<String> schemas =
        name.schema().map(schema -> List.of(schema.name())).orElseGet(searchPath::schemas);
    return schemas.stream().map(schema -> new TableName(schema, name.name().name())).toList();
  }

  private Optional<Found> relation(TableName name) {
    Optional<RulesTable> named = twiceNamed(name);
    if (named.isEmpty()) {
      return catalog
          .relation(name.schema(), name.name())
          .map(relation -> new Found(name, relation));
    }
    return named.get().spoken(speaks).contains(name)
        ? physical(named.get(), name)
        : Optional.empty();
  }

  private Optional<RulesTable> twiceNamed(TableName name) {
    return migrating.of(name).filter(table -> table.naming().isPresent());
  }

  /**
   * The table under the name that it has; under the other there may be a view of it. Of two tables
   * that of the spoken shape, as long as it is there.
   */
  private Optional<Found> physical(RulesTable table, TableName spoken) {
    Stream<TableName> names =
        table.copying().isPresent()
            ? Stream.concat(Stream.of(spoken), table.unspoken(speaks).stream())
            : table.names().stream();
    return names
        .flatMap(name -> table(name).stream())
        .findFirst()
        .map(relation -> new Found(spoken, relation));
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
          && !named.get().spoken(speaks).contains(candidate)
          && catalog.relation(candidate.schema(), candidate.name()).isPresent()) {
        return physical(named.get(), named.get().spoken(speaks).get(0)).flatMap(this::migrating);
      }
    }
    return Optional.empty();
  }

  /** What was found as a migrating table, if it is one. */
  Optional<LogicalTable> migrating(Found found) {
    return migrating
        .of(found.name())
        .filter(table -> table.concerns(speaks))
        .map(table -> logical(found, table));
  }

  private LogicalTable logical(Found found, RulesTable table) {
    return table
        .copying()
        .map(
            copying ->
                CopiedTable.of(
                    copying,
                    speaks.shape(copying.id()),
                    this::table,
                    found,
                    () -> remembered(found.name())))
        .map(copied -> LogicalTable.copied(copied, found.name(), table.migrations(), speaks))
        .orElseGet(
            () -> LogicalTable.of(found.relation(), found.name(), table.migrations(), speaks));
  }

  private List<CatalogColumn> remembered(TableName name) {
    return catalog.remembered(name.schema(), name.name());
  }

  /** The relations of a schema, or of all, that migrate. */
  List<Found> migratingIn(Optional<String> schema) {
    return migrating.all().stream()
        .filter(table -> table.concerns(speaks))
        .flatMap(table -> table.spoken(speaks).stream())
        .flatMap(name -> relation(name).stream())
        .filter(found -> schema.map(found.relation().schema()::equals).orElse(true))
        .toList();
  }

  /** All migrating tables that are there, as they are spoken of. */
  public List<LogicalTable> spoken() {
    return migratingIn(Optional.empty()).stream()
        .flatMap(found -> migrating(found).stream())
        .toList();
  }

  /** The names of tables that belong to the shape that is not spoken. */
  public List<TableName> unspoken() {
    return migrating.all().stream()
        .filter(table -> table.concerns(speaks))
        .flatMap(
            table ->
                Stream.concat(table.names().stream(), table.wholes().stream())
                    .filter(name -> !table.spoken(speaks).contains(name)))
        .distinct()
        .toList();
  }

  /** Whether some migrating table has this name, in whatever schema. */
  boolean isMigratingName(String table) {
    return migrating.has(table);
  }
}
