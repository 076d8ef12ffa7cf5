package dev.segue.rules.binding;

import dev.segue.rules.catalog.Catalog;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.catalog.SearchPath;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.RelationName;
import java.util.List;
import java.util.Optional;

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

  /** The relation that PostgreSQL would find under this name. */
  Optional<Relation> relation(RelationName name) {
    String table = name.name().name();
    if (name.schema().isPresent()) {
      return catalog.relation(name.schema().map(Identifier::name).orElseThrow(), table);
    }
    for (String schema : searchPath.schemas()) {
      Optional<Relation> found = catalog.relation(schema, table);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The relation as a migrating table, if it is one. */
  Optional<LogicalTable> migrating(Relation relation) {
    List<Migration> migrations = migrating.of(relation.schema(), relation.name());
    return migrations.isEmpty()
        ? Optional.empty()
        : Optional.of(LogicalTable.of(relation, migrations, speaks));
  }

  /** The relations of a schema, or of all, that migrate. */
  List<Relation> migratingIn(Optional<String> schema) {
    return migrating.in(schema).stream()
        .flatMap(table -> catalog.relation(table.schema(), table.name()).stream())
        .toList();
  }

  /** Whether some migrating table has this name, in whatever schema. */
  boolean isMigratingName(String table) {
    return migrating.has(table);
  }
}
