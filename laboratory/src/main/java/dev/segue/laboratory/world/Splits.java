package dev.segue.laboratory.world;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes that give a column by which rows are split. It is never NULL.
 *
 * @param change adds it
 * @param listed the values of the first part
 */
record Splits(Change change, List<String> listed) {

  private static final Domain WORDS = Domain.whole("shares", "low", "mid", "high", "");
  private static final Domain CODES = Domain.whole("codes", "L", "M", "H", "-");

  /**
   * By a column that an application of either shape writes, or by one that the new shape alone has.
   */
  static Splits any(Dice dice, Names names, Column input) {
    return switch (dice.below(3)) {
      case 0 -> computed(input, names.next());
      case 1 -> renamed(dice, names);
      default -> coded(dice, names);
    };
  }

  private static Splits computed(Column input, String name) {
    Column column = Column.of(name, Kind.TEXT).with(demands(Optional.empty()));
    String up =
        "CASE WHEN %1$s < 2 THEN 'low' WHEN %1$s < 7 THEN 'mid' ELSE 'high' END"
            .formatted(input.name());
    return new Splits(
        new Change(
            List.of(), List.of(column), Map.of(name, up), Map.of(), List.of(input.name()), ""),
        List.of("low", "mid"));
  }

  private static Splits renamed(Dice dice, Names names) {
    Column old = Column.of(names.next(), Kind.TEXT).within(WORDS);
    Optional<String> byDefault = dice.percent(50) ? Optional.of("'mid'::text") : Optional.empty();
    return new Splits(
        Change.rename(old.with(demands(byDefault)), names.next()), List.of("low", "mid"));
  }

  private static Splits coded(Dice dice, Names names) {
    Column old = Column.of(names.next(), Kind.TEXT).within(WORDS);
    Column fresh = Column.of(names.next(), Kind.TEXT).within(CODES);
    boolean byDefault = dice.percent(50);
    return new Splits(
        Change.of(
            old.with(demands(byDefault ? Optional.of("'high'::text") : Optional.empty())),
            fresh.with(demands(byDefault ? Optional.of("'H'::text") : Optional.empty())),
            "CASE WHEN %1$s = '' THEN '-' ELSE upper(left(%1$s, 1)) END".formatted(old.name()),
            "CASE %1$s WHEN 'L' THEN 'low' WHEN 'M' THEN 'mid' WHEN 'H' THEN 'high' WHEN '-' THEN '' END"
                .formatted(fresh.name()),
            dice.any("", "one-to-one")),
        List.of("L", "M"));
  }

  private static Column.Demands demands(Optional<String> byDefault) {
    return new Column.Demands(true, false, byDefault, Optional.empty());
  }

  /** How the column splits them. */
  Split split(List<String> names) {
    return Split.list(change.fresh().get(0).name(), listed, names);
  }
}
