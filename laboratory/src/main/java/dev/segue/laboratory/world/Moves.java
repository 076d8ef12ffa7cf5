package dev.segue.laboratory.world;

import dev.segue.route.Shape;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** Other names for tables, and other tables in their places. */
final class Moves {

  private final Dice dice;
  private final Deque<String> names;

  /**
   * Moves of one world.
   *
   * @param names those that no table of it has
   */
  Moves(Dice dice, List<String> names) {
    this.dice = dice;
    this.names = new ArrayDeque<>(names);
  }

  Move renaming(String name) {
    boolean elsewhere = dice.percent(30);
    return new Move.Renaming(name(name, elsewhere), elsewhere);
  }

  /** A copy of a table, which is described as if its columns alone changed. */
  Move copying(Table table) {
    boolean elsewhere = dice.percent(30);
    List<String> order =
        dice.percent(50)
            ? dice.shuffled(table.columns(Shape.NEW).stream().map(Column::name).toList())
            : List.of();
    // What is unique in a table must have the partition's key in it.
    boolean unique =
        Stream.of(Shape.values())
            .flatMap(shape -> table.columns(shape).stream())
            .anyMatch(column -> column.demands().unique() && !column.name().equals(Table.ID));
    Move.Partitioning partitioning =
        unique || dice.percent(40)
            ? Move.Partitioning.NONE
            : dice.any(Move.Partitioning.HASH, Move.Partitioning.RANGE, Move.Partitioning.LIST);
    return new Move.Copying(name(table.name(), elsewhere), elsewhere, partitioning, order);
  }

  /** In another schema a table may keep its name. */
  private String name(String old, boolean elsewhere) {
    return elsewhere && dice.percent(40) ? old : names.remove();
  }
}
