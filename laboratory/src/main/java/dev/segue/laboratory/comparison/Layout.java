package dev.segue.laboratory.comparison;

import dev.segue.laboratory.statement.StatementGenerator;
import dev.segue.laboratory.world.Migration;
import dev.segue.laboratory.world.Table;
import dev.segue.laboratory.world.World;
import dev.segue.route.Route;
import dev.segue.route.Shape;
import java.util.ArrayList;
import java.util.List;

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
        world.tables().stream().map(table -> new Stored(table, spoken, schema, true)).toList(),
        world.tables().stream().map(table -> spoken).toList());
  }

  /** What is there at a station. */
  static Layout at(Station station, World world, Shape spoken) {
    List<Migration> all = world.migrations().toList();
    List<Stored> tables = new ArrayList<>();
    List<Shape> leads = new ArrayList<>();
    for (Table table : world.tables()) {
      if (table.copying().isEmpty()) {
        boolean renamed =
            table.migrations().stream()
                .filter(migration -> migration.move().isPresent())
                .anyMatch(
                    migration -> station.renamed(station.route(migration, all, world.seed())));
        Shape name = renamed ? Shape.NEW : Shape.OLD;
        tables.add(new Stored(table, name, station.schema(), true));
        leads.add(name);
        continue;
      }
      Route route = station.route(table.migrations().get(0), all, world.seed());
      leads.add(route.leads());
      for (Shape shape : Shape.values()) {
        if (shape == Shape.NEW || !station.oldDropped()) {
          tables.add(new Stored(table, shape, station.schema(), route.writes(shape)));
        }
      }
    }
    return new Layout(station.schema(), spoken, tables, leads);
  }

  /** The table by which rows are found. */
  Stored leading(Table table) {
    List<Table> order = tables.stream().map(Stored::table).distinct().toList();
    Shape leading = leads.get(order.indexOf(table));
    return tables.stream()
        .filter(stored -> stored.table().equals(table) && stored.shape() == leading)
        .findFirst()
        .orElseThrow();
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
        .filter(
            table ->
                tables.stream()
                        .filter(Stored::written)
                        .map(Stored::table)
                        .filter(table::equals)
                        .count()
                    == 2)
        .toList();
  }

  /** The path by which an application of the shape that is spoken finds its tables. */
  String searchPath() {
    String beside = schema + StatementGenerator.schemaBeside();
    return spoken == Shape.OLD
        ? schema + ", " + beside + ", public"
        : beside + ", " + schema + ", public";
  }
}
