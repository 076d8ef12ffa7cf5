package dev.segue.laboratory.world;

import dev.segue.route.Shape;
import java.util.ArrayList;
import java.util.List;

/** Gives tables rows. */
final class Fixture {

  private final Dice dice;

  Fixture(Dice dice) {
    this.dice = dice;
  }

  Table filled(Table table) {
    List<List<String>> rows = new ArrayList<>();
    int count = dice.between(3, 8);
    for (int i = 1; i <= count; i++) {
      List<String> row = new ArrayList<>();
      for (Column column : table.columns(Shape.OLD)) {
        row.add(value(column, i));
      }
      rows.add(row);
    }
    return new Table(
        table.name(), table.key(), table.parent(), table.plain(), table.migrations(), rows);
  }

  private String value(Column column, int row) {
    if (column.name().equals(Table.ID)) {
      return Integer.toString(row);
    } else if (column.name().equals(Table.PARENT)) {
      return dice.percent(20) ? "NULL" : Integer.toString(dice.between(1, 3));
    } else if (column.nullable() && dice.percent(20)) {
      return "NULL";
    } else if (column.demands().unique()) {
      String distinct = column.kind() == Kind.NUMERIC ? row + ".25" : Integer.toString(row);
      return column.kind().bareLiteral(distinct);
    }
    return column
        .kind()
        .bareLiteral(
            dice.pick(column.domain().map(Domain::values).orElse(column.kind().samples())));
  }
}
