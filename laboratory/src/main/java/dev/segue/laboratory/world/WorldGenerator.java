package dev.segue.laboratory.world;

import dev.segue.route.Shape;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
          "extra",
          "history",
          "\"Archive\"",
          "journal",
          "\"all\"",
          "shelf",
          "bin");

  private final Dice dice;
  private final List<Choice> choices;
  private final TablesInPlace inPlace;

  /** Makes a table of a kind. */
  private interface Maker {
    Table make(String name, Optional<String> parent, int number);
  }

  /**
   * A kind of table.
   *
   * @param weight how often it is made, of a hundred times
   */
  private record Choice(int weight, Maker maker) {}

  private WorldGenerator(Dice dice, List<String> names) {
    this.dice = dice;
    Moves moves = new Moves(dice, names);
    this.inPlace = new TablesInPlace(dice, moves);
    TablesAnew anew = new TablesAnew(dice, moves);
    this.choices =
        List.of(
            new Choice(12, anew::decomposed),
            new Choice(12, anew::joined),
            new Choice(14, anew::copied),
            new Choice(10, anew::split),
            new Choice(6, new TablesUnited(dice, moves)::make),
            new Choice(12, inPlace::renamed),
            new Choice(34, inPlace::alike));
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
    Set<Shape> spoken = EnumSet.allOf(Shape.class);
    for (int i = 0; i < names.size(); i++) {
      Optional<String> parent =
          i == 0 || !tables.get(i - 1).isReferable()
              ? Optional.empty()
              : Optional.of(names.get(i - 1));
      // One table of three does not migrate: statements mix both.
      Maker maker = i < 2 ? any() : inPlace::still;
      Table table = maker.make(names.get(i), parent, i);
      if (table.spoken().stream().noneMatch(spoken::contains)) {
        // There is no shape that an application could speak of both.
        table = inPlace.alike(names.get(i), parent, i);
      } else {
        spoken.retainAll(table.spoken());
      }
      tables.add(table);
    }
    for (int i = 1; i < tables.size(); i++) {
      if (Departures.canGo(tables.get(i), tables.get(i - 1)) && dice.percent(35)) {
        List<Table> both =
            new Departures(dice).go(tables.get(i), tables.get(i - 1), "m" + i + "moved");
        tables.set(i - 1, both.get(0));
        tables.set(i, both.get(1));
      }
    }
    return new World(seed, tables);
  }

  private Maker any() {
    int chance = dice.below(100);
    int sum = 0;
    for (Choice choice : choices) {
      sum += choice.weight();
      if (chance < sum) {
        return choice.maker();
      }
    }
    throw new IllegalStateException("the weights come to " + sum);
  }
}
