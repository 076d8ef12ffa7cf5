package dev.segue.migrator.table;

import dev.segue.driver.control.Quoted;
import dev.segue.migrator.table.MigratingTable.KeyColumn;
import dev.segue.route.Shape;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.catalog.ColumnType;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.migration.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table that one shape of a copied migration has for itself; or several tables as one, whose
 * rows are those that all of them have. Immutable.
 *
 * @param relation with the columns that the shape gives it; of several tables the first
 * @param key the columns of its primary key, in the index's order; at least one
 * @param further the other ones of several tables, each with the same key
 */
public record ShapeTable(
    Shape shape, Relation relation, List<KeyColumn> key, List<ShapeTable> further) {

  private static final Set<String> WHOLE_NUMBERS = Set.of("smallint", "integer", "bigint");

  public ShapeTable {
    key = List.copyOf(key);
    further = List.copyOf(further);
  }

  ShapeTable(Shape shape, Relation relation, List<KeyColumn> key) {
    this(shape, relation, key, List.of());
  }

  /** The same table with other ones, whose rows have the same keys. */
  ShapeTable joinedWith(List<ShapeTable> others) {
    return new ShapeTable(shape, relation, key, others);
  }

  /** The names of its tables. */
  List<TableName> names() {
    return Stream.concat(
            Stream.of(new TableName(relation.schema(), relation.name())),
            further.stream().flatMap(table -> table.names().stream()))
        .toList();
  }

  /** Its name for SQL; of several tables that of the first. */
  public String sqlName() {
    return Quoted.table(relation.schema(), relation.name());
  }

  /** The names of the primary key's columns. */
  public List<String> keyNames() {
    return key.stream().map(KeyColumn::name).toList();
  }

  /** The type of a column, if it has it now. */
  Optional<ColumnType> type(String column) {
    return column(column).map(CatalogColumn::type);
  }

  /** Whether it has this column now, and as a whole number of some width. */
  boolean isWholeNumber(String column) {
    return type(column).filter(type -> WHOLE_NUMBERS.contains(type.base())).isPresent();
  }

  /** A column, if it has it now. */
  Optional<CatalogColumn> column(String name) {
    return columns().stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /** The columns that it has now; of several tables those of the key once. */
  public List<CatalogColumn> columns() {
    List<CatalogColumn> columns = new ArrayList<>();
    relation.columns().stream().filter(CatalogColumn::present).forEach(columns::add);
    for (ShapeTable table : further) {
      table.columns().stream()
          .filter(column -> !table.keyNames().contains(column.name()))
          .forEach(columns::add);
    }
    return columns;
  }

  /** By what {@link #rows} gives the key of each further table, in the order of the key. */
  List<List<String>> joinedKeys() {
    List<List<String>> keys = new ArrayList<>();
    for (int table = 2; table <= further.size() + 1; table++) {
      List<String> names = new ArrayList<>();
      for (int column = 1; column <= key.size(); column++) {
        names.add("segue_key_%d_%d".formatted(table, column));
      }
      keys.add(names);
    }
    return keys;
  }

  /** What gives its rows in FROM, before an alias. A lock on them is one on all of its tables. */
  public String rows() {
    if (further.isEmpty()) {
      return sqlName();
    }
    String first = "segue_part";
    List<String> columns = new ArrayList<>();
    StringBuilder from = new StringBuilder(sqlName() + " AS " + first);
    relation.columns().stream()
        .filter(CatalogColumn::present)
        .forEach(column -> columns.add(qualified(first, column.name())));
    for (int i = 0; i < further.size(); i++) {
      ShapeTable table = further.get(i);
      String alias = first + "_" + (i + 2);
      from.append(
          " JOIN %s AS %s ON %s".formatted(table.sqlName(), alias, table.sameKey(alias, first)));
      table.columns().stream()
          .map(CatalogColumn::name)
          .filter(name -> !table.keyNames().contains(name))
          .forEach(name -> columns.add(qualified(alias, name)));
      for (int k = 0; k < key.size(); k++) {
        columns.add(
            "%s AS %s".formatted(qualified(alias, keyNames().get(k)), joinedKeys().get(i).get(k)));
      }
    }
    return "(SELECT %s FROM %s)".formatted(String.join(", ", columns), from);
  }

  /** The condition that two rows of these aliases have the same key. */
  public String sameKey(String alias, String other) {
    return keyNames().stream()
        .map(name -> qualified(alias, name) + " = " + qualified(other, name))
        .collect(Collectors.joining(" AND "));
  }

  private static String qualified(String alias, String column) {
    return alias + "." + Quoted.identifier(column);
  }
}
