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
 * key, and the first has all columns that no other one takes. Immutable.
 *
 * @param name its name; of several tables that of the first
 * @param create the commands that make it; empty where it is made like the old one
 * @param further the tables that take columns of it; none where it is one table
 * @param rows the partitions of it that take its rows, where the new shape names those
 */
public record TableCopy(
    TableName name, Optional<String> create, List<TablePart> further, Optional<RowParts> rows) {

  public TableCopy {
    further = List.copyOf(further);
  }

  /** One whose partitions the new shape does not name, or several. */
  public TableCopy(TableName name, Optional<String> create, List<TablePart> further) {
    this(name, create, further, Optional.empty());
  }

  /** One whose partitions are the tables of the new shape. */
  static TableCopy split(TableName name, Optional<String> create, RowParts rows) {
    return new TableCopy(name, create, List.of(), Optional.of(rows));
  }

  /** Whether several tables take the place of one. */
  public boolean decomposes() {
    return !further.isEmpty();
  }

  /** The names of all of them; the first comes first. */
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
