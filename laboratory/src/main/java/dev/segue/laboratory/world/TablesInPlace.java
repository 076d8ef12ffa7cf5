package dev.segue.laboratory.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tables whose columns change where they are, and that may get another name. */
final class TablesInPlace {

  private final Dice dice;
  private final Moves moves;

  TablesInPlace(Dice dice, Moves moves) {
    this.dice = dice;
    this.moves = moves;
  }

  Table alike(String name, Optional<String> parent, int number) {
    return make(name, parent, number, dice.between(1, 3), false);
  }

  Table renamed(String name, Optional<String> parent, int number) {
    return make(name, parent, number, dice.between(1, 3), true);
  }

  /** Nothing becomes of it: statements mix both. */
  Table still(String name, Optional<String> parent, int number) {
    return make(name, parent, number, 0, false);
  }

  private Table make(
      String name, Optional<String> parent, int number, int migrations, boolean renamed) {
    Names columns = new Names(dice);
    List<Column> plain = new PlainColumns(dice).some(columns);
    Changes changes = new Changes(dice, columns, PlainColumns.inputs(parent, plain, true));
    Lookups lookups = new Lookups(dice, columns);
    List<Migration> all = new ArrayList<>();
    int moving = renamed ? dice.below(migrations + 1) : -1;
    for (int i = 0; i < migrations; i++) {
      List<Change> of = new ArrayList<>();
      if (dice.percent(20)) {
        of.add(lookups.next());
      }
      for (int j = dice.percent(30) ? 2 : 1; j > of.size(); j--) {
        of.add(changes.next());
      }
      all.add(
          new Migration(
                  "m" + number + i,
                  of,
                  i == moving ? Optional.of(moves.renaming(name)) : Optional.empty())
              .byEither(dice));
    }
    if (moving == migrations) {
      all.add(new Migration("m" + number + "name", List.of(), Optional.of(moves.renaming(name))));
    }
    plain.addAll(changes.read());
    return new Fixture(dice)
        .filled(new Table(name, dice.any(Table.Key.values()), parent, plain, all, List.of()));
  }
}
