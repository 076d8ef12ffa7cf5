package dev.segue.laboratory.comparison;

import dev.segue.laboratory.statement.StatementGenerator;
import dev.segue.laboratory.world.Migration;
import dev.segue.laboratory.world.Table;
import dev.segue.laboratory.world.World;
import dev.segue.route.Route;
import dev.segue.route.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which tables of the database hold those of a world, in one copy of it.
 *
 * @param schema the schema of the copy; there is another one beside it
 * @param spoken the shape that is spoken
 * @param tables those that others refer to before these, the old shape before the new one
 * @param leads for each of the world's tables, in their order, the shape that leads
 */
record Layout(String schema, Shape spoken, List<Stored> tables, List<Shape> leads) {

  Layout {
    tables = List.copyOf(tables);
    leads = List.copyOf(leads);
  }

  /** The tables that an application knows, and no others. */
  static Layout plain(World world, Shape spoken, String schema) {
    return new Layout(
        schema,
        spoken,
        world.tables().stream().flatMap(table -> Stored.of(table, spoken, schema, true)).toList(),
        world.tables().stream().map(table -> spoken).toList());
  }

  /** What is there at a station. */
  static Layout at(Station station, World world, Shape spoken) {
    List<Migration> all = world.migrations().toList();
    List<Stored> tables = new ArrayList<>();
    List<Shape> leads = new ArrayList<>();
    for (Table table : world.tables()) {
      if (!table.isCopied()) {
        boolean renamed =
            table.isRenamed()
                && table.migrations().stream()
                    .filter(migration -> migration.move().isPresent())
                    .anyMatch(
                        migration -> station.renamed(station.route(migration, all, world.seed())));
        Shape name = renamed ? Shape.NEW : Shape.OLD;
        Stored.of(table, name, station.schema(), true).forEach(tables::add);
        leads.add(name);
        continue;
      }
      Route route = station.route(table.migrations().get(0), all, world.seed());
      leads.add(route.leads());
      for (Shape shape : Shape.values()) {
        if (shape == Shape.NEW || !station.oldDropped()) {
          Stored.of(table, shape, station.schema(), route.writes(shape)).forEach(tables::add);
        }
      }
    }
    return new Layout(station.schema(), spoken, tables, leads);
  }

  /** Those that hold a table in a shape, whether they are written or not. */
  List<Stored> all(Table table, Shape shape) {
    return tables.stream()
        .filter(stored -> stored.table().equals(table) && stored.shape() == shape)
        .toList();
  }

  /** The table by which rows are found; where it is several, the first of them. */
  Stored leading(Table table) {
    List<Table> order = tables.stream().map(Stored::table).distinct().toList();
    Shape leading = leads.get(order.indexOf(table));
    return all(table, leading).get(0);
  }

  /** What a table of a shape refers to: of its own shape, where both are written. */
  Stored referred(Table table, Shape from) {
    return tables.stream()
        .filter(stored -> stored.table().equals(table) && stored.written())
        .filter(stored -> stored.shape() == from)
        .findFirst()
        .orElseGet(() -> leading(table));
  }

  /** The tables of which both shapes are written. */
  List<Table> doubled() {
    return tables.stream()
        .filter(stored -> stored.written() && stored.shape() == Shape.NEW)
        .map(Stored::table)
        .distinct()
        .filter(table -> writes(table, Shape.OLD))
        .toList();
  }

  /** The tables whose parts are written. */
  List<Table> apart() {
    return tables.stream()
        .map(Stored::table)
        .distinct()
        .filter(table -> table.inParts().filter(shape -> writes(table, shape)).isPresent())
        .toList();
  }

  private boolean writes(Table table, Shape shape) {
    return written(table, shape).findAny().isPresent();
  }

  private Stream<Stored> written(Table table, Shape shape) {
    return tables.stream()
        .filter(Stored::written)
        .filter(stored -> stored.table().equals(table) && stored.shape() == shape);
  }

  /**
   * What a FROM clause has for the rows of a table that is written in a shape: of its parts {@code
   * part_1} and so on, with NULLs where a part has no such row.
   */
  String rows(Table table, Shape shape) {
    List<String> parts = written(table, shape).map(Stored::sql).toList();
    return IntStream.range(0, parts.size())
        .mapToObj(
            i -> parts.get(i) + " AS part_" + (i + 1) + (i == 0 ? "" : " USING (" + Table.ID + ")"))
        .collect(Collectors.joining(" FULL JOIN "));
  }

  /** The path by which an application of the shape that is spoken finds its tables. */
  String searchPath() {
    String beside = schema + StatementGenerator.schemaBeside();
    return spoken == Shape.OLD
        ? schema + ", " + beside + ", public"
        : beside + ", " + schema + ", public";
  }
}
