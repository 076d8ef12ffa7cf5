package dev.segue.laboratory.comparison;

import dev.segue.laboratory.statement.StatementGenerator;
import dev.segue.laboratory.world.Column;
import dev.segue.laboratory.world.Place;
import dev.segue.laboratory.world.Table;
import dev.segue.route.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A table of the database that holds the rows of a table of the world, or a part of each.
 *
 * @param table the one of the world
 * @param shape the shape whose name it has; where it is copied, the shape that it holds alone
 * @param place the one that takes the other's place, where it is such a one
 * @param around the schema of the copy of the world
 * @param written whether statements write it
 */
record Stored(Table table, Shape shape, Optional<Place> place, String around, boolean written) {

  /** Those that hold a table in a shape: several, where it is decomposed. */
  static Stream<Stored> of(Table table, Shape shape, String around, boolean written) {
    List<Place> places = table.places(shape);
    return places.isEmpty()
        ? Stream.of(new Stored(table, shape, Optional.empty(), around, written))
        : places.stream()
            .map(place -> new Stored(table, shape, Optional.of(place), around, written));
  }

  /** Its columns, as it shows them. */
  List<Column> columns() {
    List<Column> all = table.columns(shape);
    return place
        .map(
            part ->
                part.columns().stream()
                    .flatMap(name -> all.stream().filter(column -> column.name().equals(name)))
                    .toList())
        .orElse(all);
  }

  /** Its name with its schema. */
  String sql() {
    return schema(around, elsewhere()) + "." + name();
  }

  /** Whether it is in the schema beside the others. */
  boolean elsewhere() {
    return place.map(Place::elsewhere).orElseGet(() -> table.elsewhere(shape));
  }

  private String name() {
    return place.map(Place::name).orElseGet(() -> table.name(shape));
  }

  /** The name of what keeps its data. */
  String kept() {
    return "kept.\"" + "%s %s".formatted(shape.word(), sql()).replace("\"", "") + "\"";
  }

  /** A schema, where the world is copied to one and another one beside it. */
  static String schema(String around, boolean elsewhere) {
    return elsewhere ? around + StatementGenerator.schemaBeside() : around;
  }
}
