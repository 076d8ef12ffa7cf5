package dev.segue.laboratory.world;

import dev.segue.route.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a world of a seed. */
public final class WorldGenerator {

  private static final List<String> NAMES =
      List.of("orders", "customers", "\"Line Items\"", "\"table\"", "stock", "value");

  private final Dice dice;

  private WorldGenerator(Dice dice) {
    this.dice = dice;
  }

  /** The world of this seed, always the same. */
  public static World generate(long seed) {
    return new WorldGenerator(new Dice(seed)).world(seed);
  }

  private World world(long seed) {
    List<String> names = dice.shuffled(NAMES).subList(0, dice.between(2, 3));
    List<Table> tables = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Optional<String> parent = i == 0 ? Optional.empty() : Optional.of(names.get(i - 1));
      // One table of three does not migrate: statements mix both.
      tables.add(table(names.get(i), parent, i < 2 ? dice.between(1, 3) : 0, i));
    }
    return new World(seed, tables);
  }

  private Table table(String name, Optional<String> parent, int migrations, int number) {
    Names columns = new Names(dice);
    List<Column> plain = new ArrayList<>();
    for (int i = dice.between(1, 3); i > 0; i--) {
      plain.add(plainColumn(columns.next()));
    }
    Changes changes = new Changes(dice, columns, inputs(parent, plain));
    List<Migration> all = new ArrayList<>();
    for (int i = 0; i < migrations; i++) {
      List<Change> of = new ArrayList<>();
      for (int j = dice.percent(30) ? 2 : 1; j > 0; j--) {
        of.add(changes.next());
      }
      all.add(new Migration("m" + number + i, of));
    }
    plain.addAll(changes.read());
    Table.Key key = dice.any(Table.Key.values());
    Table empty = new Table(name, key, parent, plain, all, List.of());
    return new Table(name, key, parent, plain, all, rows(empty));
  }

  private static List<Column> inputs(Optional<String> parent, List<Column> plain) {
    List<Column> inputs = new ArrayList<>(plain);
    inputs.add(Column.of(Table.ID, Kind.INT));
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

  private List<List<String>> rows(Table table) {
    List<List<String>> rows = new ArrayList<>();
    int count = dice.between(3, 8);
    for (int i = 1; i <= count; i++) {
      List<String> row = new ArrayList<>();
      for (Column column : table.columns(Shape.OLD)) {
        row.add(value(column, i));
      }
      rows.add(row);
    }
    return rows;
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
