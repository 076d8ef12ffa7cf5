package dev.segue.laboratory.world;

import dev.segue.route.Shape;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tables, their data, and the rules by which they migrate.
 *
 * @param seed what it was generated from
 * @param tables those that others refer to before these
 */
public record World(long seed, List<Table> tables) {

  /** Copies the tables. */
  public World {
    tables = List.copyOf(tables);
  }

  /** The shapes that statements are made for: none that names the parts of a table is generated. */
  public List<Shape> spoken() {
    return Stream.of(Shape.values()).filter(shape -> !isInParts(shape)).toList();
  }

  /** Whether one of them is several tables in a shape. */
  public boolean isInParts(Shape shape) {
    return tables.stream().anyMatch(table -> table.inParts().filter(shape::equals).isPresent());
  }

  /** Whether each shape of one of them has rows of its own. */
  public boolean copies() {
    return tables.stream().anyMatch(Table::isCopied);
  }

  /** Whether one of them is several tables in either shape. */
  public boolean hasParts() {
    return tables.stream().anyMatch(table -> table.inParts().isPresent());
  }

  /** Whether one of them gets another name, or other tables take its place. */
  public boolean moves() {
    return tables.stream().anyMatch(table -> table.move().isPresent());
  }

  /** Whether a key has a larger type in the new shape. */
  public boolean widensKeys() {
    return tables.stream().anyMatch(table -> table.key(Shape.NEW).kind() != Kind.INT);
  }

  /** The table of that name in the old shape. */
  public Table table(String name) {
    return tables.stream().filter(table -> table.name().equals(name)).findFirst().orElseThrow();
  }

  /** Every migration. */
  public Stream<Migration> migrations() {
    return tables.stream().flatMap(table -> table.migrations().stream());
  }
}
