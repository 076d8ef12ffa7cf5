package dev.segue.laboratory.world;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes whose mappings read other columns of the row, its inputs. Whatever the input is, no two
 * values become one.
 */
final class InputChanges {

  private final Dice dice;
  private final Names names;
  private final List<Column> plain;

  InputChanges(Dice dice, Names names, List<Column> plain) {
    this.dice = dice;
    this.names = names;
    this.plain = plain;
  }

  Change next() {
    return switch (dice.below(6)) {
      case 0, 1 ->
          of(Kind.INT, input(Kind.INT), "%1$s + coalesce(%2$s, 0)", "%1$s - coalesce(%2$s, 0)");
      case 2 ->
          of(Kind.DATE, input(Kind.INT), "%1$s + coalesce(%2$s, 0)", "%1$s - coalesce(%2$s, 0)");
      case 3 -> flagged(Kind.BOOL, "%1$s <> coalesce(%2$s, false)");
      case 4 -> flagged(Kind.TEXT, "CASE WHEN %2$s THEN reverse(%1$s) ELSE %1$s END");
      default -> pair();
    };
  }

  private String input(Kind kind) {
    return dice.pick(plain.stream().filter(column -> column.kind() == kind).toList()).name();
  }

  /** A change that takes itself back, and depends on whether something is so. */
  private Change flagged(Kind kind, String mapping) {
    boolean any = plain.stream().anyMatch(column -> column.kind() == Kind.BOOL);
    String name = any && dice.percent(70) ? input(Kind.BOOL) : input(Kind.INT);
    String condition =
        plain.stream().anyMatch(column -> column.name().equals(name) && column.kind() == Kind.BOOL)
            ? name
            : "(" + name + " %% 2 = 0)";
    String both = mapping.replace("%2$s", condition);
    return of(kind, name, both, both);
  }

  private Change of(Kind kind, String input, String up, String down) {
    Column old = maybeDefault(kind);
    Column fresh = maybeDefault(kind);
    return new Change(
        List.of(old),
        List.of(fresh),
        Map.of(fresh.name(), up.formatted(old.name(), input)),
        Map.of(old.name(), down.formatted(fresh.name(), input)),
        List.of(input),
        "");
  }

  private Column maybeDefault(Kind kind) {
    return Column.of(names.next(), kind)
        .with(
            new Column.Demands(
                false,
                false,
                dice.percent(40)
                    ? Optional.of(kind.typedLiteral(dice.pick(kind.samples())))
                    : Optional.empty(),
                Optional.empty()));
  }

  /** Two columns that become one, with the help of a third. */
  private Change pair() {
    Column first = maybeDefault(Kind.INT);
    Column second = maybeDefault(Kind.INT);
    Column one =
        Column.of(names.next(), Kind.INTS)
            .within(Domain.whole("pairs", "{1,2}", "{NULL,7}", "{-4,NULL}", "{NULL,NULL}"))
            .with(
                new Column.Demands(
                    true, false, Optional.of("'{NULL,7}'::integer[]"), Optional.empty()));
    String input = input(Kind.INT);
    return new Change(
        List.of(first, second),
        List.of(one),
        Map.of(
            one.name(),
            "ARRAY[%s + coalesce(%s, 0), %s]".formatted(first.name(), input, second.name())),
        Map.of(
            first.name(),
            "%s[1] - coalesce(%s, 0)".formatted(one.name(), input),
            second.name(),
            one.name() + "[2]"),
        List.of(input),
        "");
  }
}
