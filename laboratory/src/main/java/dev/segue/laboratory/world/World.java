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

  /** The shapes that statements are made for. */
  public List<Shape> spoken() {
    return Stream.of(Shape.values())
        .filter(shape -> tables.stream().allMatch(table -> table.spoken().contains(shape)))
        .toList();
  }

  /** Whether statements are made that name parts. */
  public boolean speaksOfParts() {
    return spoken().stream()
        .anyMatch(
            shape ->
                tables.stream()
                    .anyMatch(
                        table ->
                            table.isSplit(shape)
                                || table.inParts().filter(shape::equals).isPresent()));
  }

  /** The same as an application of a shape knows it. */
  public World known(Shape shape) {
    return new World(seed, tables.stream().flatMap(table -> table.known(shape).stream()).toList());
  }

  /** Whether each shape of one of them has rows of its own. */
  public boolean copies() {
    return tables.stream().anyMatch(Table::isCopied);
  }

  /** Whether triggers write the second shape of one of them. */
  public boolean isFollowed() {
    return migrations().anyMatch(Migration::byTriggers);
  }

  /** Whether a column of one of them goes to another one. */
  public boolean relates() {
    return migrations().anyMatch(migration -> migration.departure().isPresent());
  }

  /** Whether one of them is several tables in either shape. */
  public boolean hasParts() {
    return tables.stream().anyMatch(table -> table.inParts().isPresent());
  }

  /** What becomes of them as a whole. */
  public Stream<Move> moves() {
    return tables.stream().flatMap(table -> table.move().stream());
  }

  /** Whether that becomes of one of them. */
  public boolean has(Class<? extends Move> kind) {
    return moves().anyMatch(kind::isInstance);
  }

  /** Whether values of a column go into a lookup table. */
  public boolean looksUp() {
    return tables.stream().flatMap(table -> table.changes().stream()).anyMatch(Change::isLookup);
  }

  /** Whether a key has a larger type in the new shape. */
  public boolean widensKeys() {
    return tables.stream().anyMatch(table -> table.key(Shape.NEW).kind() != Kind.INT);
  }

  /** The table of that name in the old shape. */
  public Table table(String name) {
    return tables.stream().filter(table -> table.name().equals(name)).findFirst().orElseThrow();
  }

  /** Every migration; one of two tables once. */
  public Stream<Migration> migrations() {
    return tables.stream()
        .flatMap(table -> table.migrations().stream())
        .filter(migration -> !migration.isArrival());
  }
}
