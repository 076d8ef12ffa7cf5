package dev.segue.rules.migration;

import dev.segue.route.Shape;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The table that takes a table's place: of another layout, with its own rows. Or the tables, where
 * it is decomposed: each row of the old one is then a row of each of them, with the same primary
 * key, and the first has all columns that no other one takes. The other way round, where several
 * tables are joined, it takes the place of them all. Immutable.
 *
 * @param name its name; of several tables that of the first
 * @param create the commands that make it; empty where it is made like the old one
 * @param further the tables that take columns of it; none where it is one table
 * @param rows the partitions of it that take its rows, where the new shape names those
 * @param joined the old tables that it is made of besides the migration's own; none where that is
 *     the only one
 */
public record TableCopy(
    TableName name,
    Optional<String> create,
    List<TablePart> further,
    Optional<RowParts> rows,
    List<TableName> joined) {

  public TableCopy {
    further = List.copyOf(further);
    joined = List.copyOf(joined);
  }

  /** What takes the place of one table, and whose partitions the new shape does not name. */
  public TableCopy(TableName name, Optional<String> create, List<TablePart> further) {
    this(name, create, further, Optional.empty(), List.of());
  }

  /** One whose partitions are the tables of the new shape. */
  static TableCopy split(TableName name, Optional<String> create, RowParts rows) {
    return new TableCopy(name, create, List.of(), Optional.of(rows), List.of());
  }

  /** One that takes the place of several tables. */
  static TableCopy joining(TableName name, Optional<String> create, List<TableName> joined) {
    return new TableCopy(name, create, List.of(), Optional.empty(), joined);
  }

  /**
   * The names of the tables of a shape; the first of several comes first.
   *
   * @param table the old table by which the file names the migration's
   */
  public List<TableName> names(Shape shape, TableName table) {
    return shape == Shape.NEW ? names() : Stream.concat(Stream.of(table), joined.stream()).toList();
  }

  /** The names of those of the new shape; the first comes first. */
  public List<TableName> names() {
    return Stream.concat(Stream.of(name), further.stream().map(TablePart::name)).toList();
  }

  /** All of them, the first too: that one lists no columns, since it has what no other takes. */
  public List<TablePart> parts() {
    return Stream.concat(Stream.of(new TablePart(name, List.of(), create)), further.stream())
        .toList();
  }

  /** The table that takes this column of the new shape; of the primary key's the first. */
  public TableName tableOf(String column) {
    return further.stream()
        .filter(part -> part.columns().contains(column))
        .map(TablePart::name)
        .findFirst()
        .orElse(name);
  }

  /**
   * The tables that take the columns of a change in the new shape, and those that its mappings read
   * besides; none of a change that drops columns and reads no others.
   */
  public Set<TableName> tablesOf(ColumnChange change) {
    Set<TableName> tables = new LinkedHashSet<>();
    change.columns(Shape.NEW).forEach(column -> tables.add(tableOf(column.name())));
    change.inputs().forEach(column -> tables.add(tableOf(column)));
    return tables;
  }
}
