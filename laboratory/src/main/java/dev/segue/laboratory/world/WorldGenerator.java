package dev.segue.laboratory.world;

import dev.segue.route.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes a world of a seed. */
public final class WorldGenerator {

  private static final List<String> NAMES =
      List.of(
          "orders",
          "customers",
          "\"Line Items\"",
          "\"table\"",
          "stock",
          "value",
          "core",
          "\"Details\"",
          "ledger",
          "extra");

  private final Dice dice;
  private final Moves moves;

  private WorldGenerator(Dice dice, List<String> names) {
    this.dice = dice;
    this.moves = new Moves(dice, names);
  }

  /** The world of this seed, always the same. */
  public static World generate(long seed) {
    Dice dice = new Dice(seed);
    List<String> names = dice.shuffled(NAMES);
    int tables = dice.between(2, 3);
    return new WorldGenerator(dice, names.subList(tables, names.size()))
        .world(seed, names.subList(0, tables));
  }

  private World world(long seed, List<String> names) {
    List<Table> tables = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Optional<String> parent = i == 0 ? Optional.empty() : Optional.of(names.get(i - 1));
      // One table of three does not migrate: statements mix both.
      if (i < 2) {
        int chance = dice.below(100);
        tables.add(
            chance < 16
                ? anew(names.get(i), parent, "m" + i + "parts", moves::decomposing)
                : chance < 30
                    ? anew(names.get(i), parent, "m" + i + "one", moves::joining)
                    : chance < 50
                        ? anew(names.get(i), parent, "m" + i + "copy", moves::copying)
                        : table(names.get(i), parent, dice.between(1, 3), i, chance < 64));
      } else {
        tables.add(table(names.get(i), parent, 0, i, false));
      }
    }
    return new World(seed, tables);
  }

  private Table table(
      String name, Optional<String> parent, int migrations, int number, boolean renamed) {
    Names columns = new Names(dice);
    List<Column> plain = plainColumns(columns);
    Changes changes = new Changes(dice, columns, inputs(parent, plain, true));
    List<Migration> all = new ArrayList<>();
    int moving = renamed ? dice.below(migrations + 1) : -1;
    for (int i = 0; i < migrations; i++) {
      List<Change> of = new ArrayList<>();
      for (int j = dice.percent(30) ? 2 : 1; j > 0; j--) {
        of.add(changes.next());
      }
      all.add(
          new Migration(
              "m" + number + i,
              of,
              i == moving ? Optional.of(moves.renaming(name)) : Optional.empty()));
    }
    if (moving == migrations) {
      all.add(new Migration("m" + number + "name", List.of(), Optional.of(moves.renaming(name))));
    }
    plain.addAll(changes.read());
    return filled(new Table(name, dice.any(Table.Key.values()), parent, plain, all, List.of()));
  }

  /** A table of rows of their own in each shape has this migration alone, and no identity. */
  private Table anew(
      String name, Optional<String> parent, String id, Function<Table, Move> becoming) {
    Names columns = new Names(dice);
    List<Column> plain = plainColumns(columns);
    boolean wider = dice.percent(35);
    if (wider) {
      // The key is no input of a mapping then, and each mapping finds a number.
      plain.add(Column.of(columns.next(), Kind.INT));
    }
    Changes changes =
        new Changes(dice, columns, inputs(parent, plain, !wider)).keepingNames(dice.percent(50));
    List<Change> of = new ArrayList<>();
    for (int i = dice.any(0, 1, 1, 2, 3); i > 0; i--) {
      of.add(changes.next());
    }
    if (wider) {
      of.add(changes.widerKey());
    }
    plain.addAll(changes.read());
    Table.Key key = dice.any(Table.Key.GIVEN, Table.Key.SERIAL);
    Table alike =
        new Table(
            name, key, parent, plain, List.of(new Migration(id, of, Optional.empty())), List.of());
    Move move = becoming.apply(alike);
    return filled(
        new Table(
            name,
            key,
            parent,
            plain,
            List.of(new Migration(id, of, Optional.of(move))),
            List.of()));
  }

  private List<Column> plainColumns(Names columns) {
    List<Column> plain = new ArrayList<>();
    for (int i = dice.between(1, 3); i > 0; i--) {
      plain.add(plainColumn(columns.next()));
    }
    return plain;
  }

  private static List<Column> inputs(Optional<String> parent, List<Column> plain, boolean key) {
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

  private Table filled(Table table) {
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
