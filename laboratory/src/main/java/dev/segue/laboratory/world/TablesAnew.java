package dev.segue.laboratory.world;

import dev.segue.route.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Tables that have rows of their own in each shape: one migration each, and no identity. */
final class TablesAnew {

  private final Dice dice;
  private final Moves moves;

  TablesAnew(Dice dice, Moves moves) {
    this.dice = dice;
    this.moves = moves;
  }

  Table copied(String name, Optional<String> parent, int number) {
    return make(new Described(name, parent, "m" + number + "copy"), List.of(), moves::copying);
  }

  Table decomposed(String name, Optional<String> parent, int number) {
    return make(new Described(name, parent, "m" + number + "parts"), List.of(), moves::decomposing);
  }

  Table joined(String name, Optional<String> parent, int number) {
    return make(new Described(name, parent, "m" + number + "one"), List.of(), moves::joining);
  }

  /** What is unique must have the column by which rows are split: with such a one it is a copy. */
  Table split(String name, Optional<String> parent, int number) {
    Described described = new Described(name, parent, "m" + number + "split");
    Optional<Splits> by =
        dice.percent(60)
            ? Optional.of(Splits.any(dice, described.columns, described.input()))
            : Optional.empty();
    return make(
        described,
        by.stream().map(Splits::change).toList(),
        table -> isUnique(table) ? moves.copying(table) : moves.splitting(table, by));
  }

  private static boolean isUnique(Table table) {
    return Stream.of(Shape.values())
        .flatMap(shape -> table.columns(shape).stream())
        .anyMatch(column -> column.demands().unique() && !column.name().equals(Table.ID));
  }

  /** A table of which the columns are yet to be told. */
  private final class Described {

    private final String name;
    private final Optional<String> parent;
    private final String id;
    private final Names columns = new Names(dice);
    private final List<Column> plain = new PlainColumns(dice).some(columns);

    Described(String name, Optional<String> parent, String id) {
      this.name = name;
      this.parent = parent;
      this.id = id;
    }

    /** One more column, which a mapping reads. */
    Column input() {
      Column input = Column.of(columns.next(), Kind.INT);
      plain.add(input);
      return input;
    }

    Table with(Table.Key key, List<Change> changes, Optional<Move> move) {
      return new Table(name, key, parent, plain, List.of(migration(changes, move)), List.of());
    }

    private Migration migration(List<Change> changes, Optional<Move> move) {
      return new Migration(id, changes, move).byEither(dice);
    }
  }

  private Table make(Described described, List<Change> first, Function<Table, Move> becoming) {
    boolean wider = dice.percent(35);
    if (wider) {
      // The key is no input of a mapping then, and each mapping finds a number.
      described.input();
    }
    Changes changes =
        new Changes(
                dice,
                described.columns,
                PlainColumns.inputs(described.parent, described.plain, !wider))
            .keepingNames(dice.percent(50));
    List<Change> of = new ArrayList<>(first);
    for (int i = dice.any(0, 1, 1, 2, 3); i > 0; i--) {
      of.add(changes.next());
    }
    if (wider) {
      of.add(changes.widerKey());
    }
    described.plain.addAll(changes.read());
    Table.Key key = dice.any(Table.Key.GIVEN, Table.Key.SERIAL);
    Move move = becoming.apply(described.with(key, of, Optional.empty()));
    return new Fixture(dice).filled(described.with(key, of, Optional.of(move)));
  }
}
