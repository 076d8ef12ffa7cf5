package dev.segue.laboratory.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Columns that no migration changes. */
final class PlainColumns {

  private final Dice dice;

  PlainColumns(Dice dice) {
    this.dice = dice;
  }

  /** One to three of them. */
  List<Column> some(Names columns) {
    List<Column> plain = new ArrayList<>();
    for (int i = dice.between(1, 3); i > 0; i--) {
      plain.add(plainColumn(columns.next()));
    }
    return plain;
  }

  /**
   * What mappings may read.
   *
   * @param key whether the key is among these
   */
  static List<Column> inputs(Optional<String> parent, List<Column> plain, boolean key) {
    List<Column> inputs = new ArrayList<>(plain);
    if (key) {
      inputs.add(Column.of(Table.ID, Kind.INT));
    }
    parent.ifPresent(referred -> inputs.add(Column.of(Table.PARENT, Kind.INT)));
    return inputs;
  }

  private Column plainColumn(String name) {
    Column column = Column.of(name, dice.any(Kind.values()));
    if (column.kind() == Kind.TEXT && dice.percent(30)) {
      column = column.ofType("varchar(20)");
    }
    boolean number = column.kind() == Kind.INT || column.kind() == Kind.NUMERIC;
    return column.with(
        new Column.Demands(
            dice.percent(15),
            number && dice.percent(15),
            dice.percent(30)
                ? Optional.of(column.kind().typedLiteral(dice.pick(column.kind().samples())))
                : Optional.empty(),
            number && dice.percent(15) ? Optional.of("-4") : Optional.empty()));
  }
}
