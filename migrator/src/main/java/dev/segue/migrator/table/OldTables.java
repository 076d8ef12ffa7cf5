package dev.segue.migrator.table;

import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.table.TableAgreement.Problem;
import dev.segue.route.Shape;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The old tables of a migration that gives each shape its own, as they stand in the database now:
 * one, or several that are joined. Immutable.
 *
 * @param each the first first
 * @param whole the first, with the columns of all; of one table that
 */
public record OldTables(List<MigratingTable> each, MigratingTable whole) {

  public OldTables {
    each = List.copyOf(each);
  }

  /** Those of a migration; at least one. */
  public static OldTables of(List<MigratingTable> each) {
    MigratingTable first = each.get(0);
    List<Relation> others =
        each.subList(1, each.size()).stream().map(MigratingTable::relation).toList();
    return others.isEmpty()
        ? new OldTables(each, first)
        : new OldTables(
            each,
            new MigratingTable(
                first.migration(),
                first.relation().joinedWith(others),
                first.key(),
                first.required()));
  }

  /**
   * Reads them.
   *
   * @throws dev.segue.migrator.MigratorException if one is missing, or has no primary key
   */
  public static OldTables read(MigrationContext context, Migration migration) {
    return of(
        migration.tables(Shape.OLD).stream()
            .map(name -> MigratingTable.read(context, migration, name))
            .toList());
  }

  public Migration migration() {
    return whole.migration();
  }

  /** Their names. */
  public List<TableName> names() {
    return migration().tables(Shape.OLD);
  }

  /** The table that has this column now; of the key's, and of one that none has, the first. */
  public MigratingTable having(String column) {
    return each.stream()
        .filter(table -> table.relation().presentColumn(column).isPresent())
        .findFirst()
        .orElse(each.get(0));
  }

  /** What they have that no one table can have; nothing where they are one. */
  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    Map<String, TableName> owners = new LinkedHashMap<>();
    MigratingTable first = each.get(0);
    for (MigratingTable table : each) {
      if (!Set.copyOf(table.key()).equals(Set.copyOf(first.key()))) {
        problems.add(
            new Problem(
                table.name().toString(),
                "the primary keys of %s and %s are not the same"
                    .formatted(first.name(), table.name()),
                "A row of the new table is one of each of them, found by one key.",
                "Give them keys of the same columns, in the same types."));
      }
      Set<String> key =
          table.key().stream().map(MigratingTable.KeyColumn::name).collect(Collectors.toSet());
      for (CatalogColumn column : table.relation().columns()) {
        if (column.present() && !key.contains(column.name())) {
          TableName other = owners.putIfAbsent(column.name(), table.name());
          if (other != null) {
            problems.add(
                new Problem(
                    column.name(),
                    "both %s and %s have a column \"%s\""
                        .formatted(other, table.name(), column.name()),
                    "A row of the new table has it once.",
                    "Rename one of them first, or drop it, in a migration of its own."));
          }
        }
      }
    }
    return problems;
  }
}
