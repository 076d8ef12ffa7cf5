package dev.segue.laboratory.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Columns that only the new shape has; inverted, columns that only the old one has.
 *
 * <p>What an application writes to such a column has no place on a route that does not write its
 * shape. So it has either always the same value, or one that is computed from a column which its
 * application leaves alone too, and defaults that say the same.
 */
final class OneSided {

  private final Dice dice;
  private final Names names;
  private final List<Column> read = new ArrayList<>();

  OneSided(Dice dice, Names names) {
    this.dice = dice;
    this.names = names;
  }

  /** The columns that the mappings made here read. */
  List<Column> read() {
    return List.copyOf(read);
  }

  Change next() {
    return switch (dice.below(5)) {
      case 0 -> constant(Kind.TEXT, "x");
      case 1 -> constant(Kind.INT, "7");
      case 2 -> computed(Kind.INT, Kind.INT, "%s * 2 + 1");
      case 3 -> computed(Kind.TEXT, Kind.BOOL, "length(%s) > 1");
      default -> computed(Kind.NUMERIC, Kind.TEXT, "'#' || %s");
    };
  }

  private Change constant(Kind kind, String value) {
    String literal = kind.typedLiteral(value);
    Column column =
        Column.of(names.next(), kind)
            .within(Domain.whole("only " + value, value))
            .with(new Column.Demands(true, false, Optional.of(literal), Optional.empty()));
    return added(column, literal, List.of());
  }

  private Change computed(Kind from, Kind to, String mapping) {
    Optional<String> byDefault =
        dice.percent(50)
            ? Optional.of(from.typedLiteral(dice.pick(from.samples())))
            : Optional.empty();
    Column input = withDefault(Column.of(names.next(), from), byDefault);
    read.add(input);
    Column column =
        withDefault(
            Column.of(names.next(), to),
            byDefault.map(value -> "(" + mapping.formatted(value) + ")"));
    return added(column, mapping.formatted(input.name()), List.of(input.name()));
  }

  private static Column withDefault(Column column, Optional<String> value) {
    return column.with(new Column.Demands(false, false, value, Optional.empty()));
  }

  private static Change added(Column column, String mapping, List<String> inputs) {
    return new Change(
        List.of(), List.of(column), Map.of(column.name(), mapping), Map.of(), inputs, "");
  }
}
