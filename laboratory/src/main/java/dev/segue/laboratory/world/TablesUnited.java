package dev.segue.laboratory.world;

import java.util.List;
import java.util.Optional;

/** Tables that become partitions of one: they are what they were, and have a column more. */
final class TablesUnited {

  private final Dice dice;
  private final Moves moves;

  TablesUnited(Dice dice, Moves moves) {
    this.dice = dice;
    this.moves = moves;
  }

  /** A table with an identity column cannot become one. */
  Table make(String name, Optional<String> parent, int number) {
    Names columns = new Names(dice);
    List<Column> plain = new PlainColumns(dice).some(columns);
    Migration migration =
        new Migration(
            "m" + number + "united", List.of(), Optional.of(moves.uniting(columns.next())));
    return new Fixture(dice)
        .filled(
            new Table(
                name,
                dice.any(Table.Key.GIVEN, Table.Key.SERIAL),
                parent,
                plain,
                List.of(migration),
                List.of()));
  }
}
