package dev.segue.laboratory.world;

import java.util.List;
import java.util.Optional;

/**
 * Changes of columns, each of which takes back what it maps: here those of one column to one other,
 * beside them the kinds of {@link Merges}, {@link InputChanges} and {@link OneSided}.
 */
final class Changes {

  private static final Domain DAYS = Domain.of("days", "2026-01-05", "2026-02-01", "1999-12-31");
  private static final Domain MIDNIGHTS =
      Domain.of("midnights", "2026-01-05 00:00:00", "1999-12-31 00:00:00", "2026-02-28 00:00:00");
  private static final Domain LOWER = Domain.of("lower", "a", "b", "ada", "x y", "50%");
  private static final Domain UPPER = Domain.of("upper", "A", "B", "ADA", "X Y", "50%");
  private static final Domain DIGITS = Domain.of("digits", "0", "1", "7", "12", "-4");
  private static final Domain STATES = Domain.of("states", "vip", "plain");
  private static final Domain MOODS = Domain.of("moods", "sad", "ok", "happy");
  private static final Domain SHORT = Domain.of("short", "", "a", "Ada", "x y", "O'Neil");
  private static final Domain DIGIT_LISTS = Domain.of("digit lists", "{}", "{1}", "{1,2}", "{7}");
  private static final Domain WRAPPED =
      Domain.of("wrapped", "{\"v\": 0}", "{\"v\": 7}", "{\"v\": -4}", "{\"v\": 12}");
  private static final Domain JSON_TEXTS = Domain.of("json", "{}", "{\"k\": 1}", "{\"n\": [1, 2]}");
  private static final Domain NATURAL = Domain.of("natural", "0", "1", "2", "7", "12");
  private static final Domain FROM_MINUS_ONE =
      new Domain("from minus one", List.of("-1", "0", "1", "2", "7", "12"), false);

  private final Dice dice;
  private final Names names;
  private final Merges merges;
  private final InputChanges inputs;
  private final OneSided oneSided;
  private boolean keepingNames;

  /**
   * Changes of one table.
   *
   * @param plain the columns that a mapping may read beside those that it maps
   */
  Changes(Dice dice, Names names, List<Column> plain) {
    this.dice = dice;
    this.names = names;
    merges = new Merges(dice, names);
    inputs = new InputChanges(dice, names, plain);
    oneSided = new OneSided(dice, names);
  }

  /** Columns that no migration changes, and that mappings made here read. */
  List<Column> read() {
    return oneSided.read();
  }

  /** Whether a column may keep its name, as in a table that is copied. */
  Changes keepingNames(boolean whether) {
    keepingNames = whether;
    return this;
  }

  /** The key in a larger type, under the name that it has. */
  Change widerKey() {
    return Change.of(
        Column.of(Table.ID, Kind.INT).with(Table.KEY),
        Column.of(Table.ID, Kind.BIGINT).with(Table.KEY),
        Table.ID + "::bigint",
        Table.ID + "::integer",
        dice.any("one-to-one", "monotonic", "monotonic"));
  }

  Change next() {
    int chance = dice.below(100);
    if (chance < 25) {
      return either(merges.next());
    } else if (chance < 40) {
      return either(inputs.next());
    } else if (chance < 52) {
      return either(oneSided.next());
    }
    return ofOne();
  }

  /** Several columns become one, or one several; a column is added, or dropped. */
  private Change either(Change change) {
    return dice.percent(50) ? change : change.inverted();
  }

  private Change ofOne() {
    String old = names.next();
    int kind = dice.below(19);
    String fresh = keepingNames && kind > 3 && dice.percent(60) ? old : names.next();
    return switch (kind) {
      case 0, 1, 2 -> Change.rename(demanding(Column.of(old, dice.any(Kind.values()))), fresh);
      case 3 -> rename(Column.of(old, Kind.TEXT).ofType("varchar(20)"), fresh);
      case 4 -> integers(old, fresh);
      case 5, 6 -> cents(old, fresh);
      case 7 ->
          change(
              Column.of(old, Kind.TEXT).within(DAYS),
              Column.of(fresh, Kind.DATE),
              "%s::date",
              "to_char(%s, 'YYYY-MM-DD')");
      case 8 ->
          change(
              Column.of(old, Kind.BOOL),
              Column.of(fresh, Kind.TEXT).within(STATES),
              "CASE WHEN %1$s THEN 'vip' WHEN NOT %1$s THEN 'plain' END",
              "%s = 'vip'");
      case 9 ->
          change(
              Column.of(old, Kind.TEXT).ofType("varchar(20)"),
              Column.of(fresh, Kind.TEXT).within(SHORT),
              "%s",
              "%s");
      case 10 ->
          change(
              Column.of(old, Kind.TEXT).within(LOWER),
              Column.of(fresh, Kind.TEXT).within(UPPER),
              "upper(%s)",
              "lower(%s)");
      case 11 ->
          change(
              Column.of(old, Kind.INT),
              Column.of(fresh, Kind.TEXT).within(DIGITS),
              "%s::text",
              "%s::integer");
      case 12 ->
          change(
              Column.of(old, Kind.DATE),
              Column.of(fresh, Kind.TIMESTAMP).within(MIDNIGHTS),
              "%s::timestamp",
              "%s::date");
      case 13 ->
          change(
              Column.of(old, Kind.MOOD),
              Column.of(fresh, Kind.TEXT).within(MOODS),
              "%s::text",
              "%s::mood");
      case 14 ->
          change(
              Column.of(old, Kind.INTS),
              Column.of(fresh, Kind.TEXTS).within(DIGIT_LISTS),
              "%s::text[]",
              "%s::integer[]");
      case 15 ->
          change(
              Column.of(old, Kind.INT),
              Column.of(fresh, Kind.JSON).within(WRAPPED),
              "CASE WHEN %1$s IS NOT NULL THEN jsonb_build_object('v', %1$s) END",
              "(%s ->> 'v')::integer");
      case 16 ->
          change(
              Column.of(old, Kind.JSON),
              Column.of(fresh, Kind.TEXT).within(JSON_TEXTS),
              "%s::text",
              "%s::jsonb");
      case 17 ->
          change(
              Column.of(old, Kind.INT).within(NATURAL),
              whole(Column.of(fresh, Kind.INT).within(FROM_MINUS_ONE)),
              "coalesce(%s, -1)",
              "nullif(%s, -1)");
      default ->
          change(
              whole(Column.of(old, Kind.INT).within(FROM_MINUS_ONE)),
              Column.of(fresh, Kind.INT).within(NATURAL),
              "nullif(%s, -1)",
              "coalesce(%s, -1)");
    };
  }

  private Change rename(Column old, String fresh) {
    return Change.rename(demanding(old), fresh);
  }

  private Change change(Column old, Column fresh, String up, String down) {
    return Change.of(old, fresh, up.formatted(old.name()), down.formatted(fresh.name()), "");
  }

  private static Column whole(Column column) {
    return column.with(new Column.Demands(true, false, Optional.of("7"), Optional.empty()));
  }

  /** Demands that a rename takes along. */
  private Column demanding(Column column) {
    boolean number = column.kind() == Kind.INT || column.kind() == Kind.NUMERIC;
    boolean simple = number || column.kind() == Kind.TEXT;
    boolean unique = simple && dice.percent(25);
    return column.with(
        new Column.Demands(
            dice.percent(25),
            unique,
            // Where only the other column is written, each row would have the same default here.
            !unique && dice.percent(40)
                ? Optional.of(column.kind().typedLiteral(column.kind().samples().get(1)))
                : Optional.empty(),
            number && dice.percent(25) ? Optional.of("-4") : Optional.empty()));
  }

  private Change integers(String old, String fresh) {
    if (dice.percent(50)) {
      Column.Demands demands = demanding(Column.of(old, Kind.INT)).demands();
      return Change.of(
          Column.of(old, Kind.INT).with(demands),
          Column.of(fresh, Kind.BIGINT).with(demands),
          old,
          dice.any(fresh, fresh + "::integer"),
          dice.any("", "one-to-one", "monotonic"));
    }
    Column.Demands demands =
        new Column.Demands(false, dice.percent(30), Optional.empty(), Optional.empty());
    return Change.of(
        Column.of(old, Kind.INT).with(demands),
        Column.of(fresh, Kind.INT).with(demands),
        "- " + old,
        "- " + fresh,
        dice.any("", "one-to-one"));
  }

  private Change cents(String old, String fresh) {
    boolean unique = dice.percent(30);
    boolean checked = dice.percent(30);
    boolean byDefault = !unique && dice.percent(40);
    Column amount =
        Column.of(old, Kind.NUMERIC)
            .with(
                new Column.Demands(
                    false, unique, optional(byDefault, "9.99"), optional(checked, "-3.10")));
    if (dice.percent(60)) {
      return Change.of(
          amount,
          Column.of(fresh, Kind.BIGINT)
              .with(
                  new Column.Demands(
                      false, unique, optional(byDefault, "999"), optional(checked, "-310"))),
          "(" + old + " * 100)::bigint",
          fresh + " / 100.0",
          dice.any("", "one-to-one", "monotonic"));
    }
    return Change.of(
        amount,
        Column.of(fresh, Kind.NUMERIC)
            .with(
                new Column.Demands(
                    false, unique, optional(byDefault, "14.99"), optional(checked, "1.90"))),
        old + " + 5.00",
        fresh + " - 5.00",
        dice.any("", "one-to-one", "monotonic"));
  }

  private static Optional<String> optional(boolean present, String value) {
    return present ? Optional.of(value) : Optional.empty();
  }
}
