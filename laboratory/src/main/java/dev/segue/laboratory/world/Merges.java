package dev.segue.laboratory.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Several columns that become one, or several others. Each can be inverted: it is then a split.
 *
 * <p>A row's columns may be written one at a time. So every combination of values that the one side
 * can hold has a value of its own on the other.
 */
final class Merges {

  private static final Domain FIRST = Domain.whole("first", "Ada", "Bob", "x");
  private static final Domain LAST = Domain.whole("last", "Byron", "van Dyke", "a");
  private static final Domain FULL =
      Domain.whole("full", "Ada Byron", "Bob van Dyke", "x a", "Ada a", "Bob Byron");
  private static final Domain STREETS = Domain.of("streets", "Main", "Side", "a b", "");
  private static final Domain ADDRESSES =
      Domain.whole("addresses", "Main, 7", "Side, -", "-, 12", "-, -", "a b, -4", ", 1");
  private static final Domain HIGH = Domain.whole("high", "0", "1", "2", "12");
  private static final Domain LOW = Domain.whole("low", "0", "1", "7", "999");
  private static final Domain JOINED = Domain.whole("joined", "0", "1", "2007", "12999", "1001");
  private static final Domain PAIRS =
      Domain.whole("pairs", "{1,2}", "{NULL,7}", "{-4,NULL}", "{NULL,NULL}", "{12,12}");
  private static final Domain DAYS = Domain.whole("whole days", "2026-01-05", "1999-12-31");
  private static final Domain SECONDS = Domain.whole("seconds", "0", "45000", "86399");
  private static final Domain MOMENTS =
      Domain.whole("moments", "2026-01-05 00:00:00", "1999-12-31 23:59:59", "2026-01-05 12:30:00");

  private final Dice dice;
  private final Names names;

  Merges(Dice dice, Names names) {
    this.dice = dice;
    this.names = names;
  }

  Change next() {
    return switch (dice.below(8)) {
      case 0 ->
          two(
              given(Kind.TEXT, FIRST),
              given(Kind.TEXT, LAST),
              given(Kind.TEXT, FULL),
              "%1$s || ' ' || %2$s",
              "split_part(%1$s, ' ', 1)",
              "substr(%1$s, strpos(%1$s, ' ') + 1)");
      case 1 ->
          two(
              Column.of(names.next(), Kind.TEXT).within(STREETS),
              Column.of(names.next(), Kind.INT),
              withDefault(Kind.TEXT, ADDRESSES),
              "coalesce(%1$s, '-') || ', ' || coalesce(%2$s::text, '-')",
              "nullif(split_part(%1$s, ', ', 1), '-')",
              "nullif(split_part(%1$s, ', ', 2), '-')::integer");
      case 2 ->
          two(
              given(Kind.INT, HIGH),
              given(Kind.INT, LOW),
              given(Kind.BIGINT, JOINED),
              "%1$s::bigint * 1000 + %2$s",
              "(%1$s / 1000)::integer",
              "(%1$s %% 1000)::integer");
      case 3 ->
          two(
              maybeDefault(Kind.INT),
              maybeDefault(Kind.INT),
              withDefault(Kind.INTS, PAIRS),
              "ARRAY[%1$s, %2$s]",
              "%1$s[1]",
              "%1$s[2]");
      case 4 ->
          two(
              given(Kind.DATE, DAYS),
              given(Kind.INT, SECONDS),
              given(Kind.TIMESTAMP, MOMENTS),
              "%1$s + %2$s * interval '1 second'",
              "%1$s::date",
              "extract(epoch FROM %1$s - date_trunc('day', %1$s))::integer");
      case 5 -> sum();
      default -> object(dice.between(2, 3));
    };
  }

  /** A column that is never NULL, as those are that it is computed from. */
  private Column given(Kind kind, Domain domain) {
    return dice.percent(50) ? withDefault(kind, domain) : whole(kind, domain, Optional.empty());
  }

  /** A column that is never NULL, where those that it is computed from may be. */
  private Column withDefault(Kind kind, Domain domain) {
    return whole(kind, domain, Optional.of(kind.typedLiteral(dice.pick(domain.values()))));
  }

  private Column whole(Kind kind, Domain domain, Optional<String> byDefault) {
    return Column.of(names.next(), kind)
        .within(domain)
        .with(new Column.Demands(true, false, byDefault, Optional.empty()));
  }

  private Column maybeDefault(Kind kind) {
    Column column = Column.of(names.next(), kind);
    return dice.percent(40)
        ? column.with(
            new Column.Demands(
                false,
                false,
                Optional.of(kind.typedLiteral(kind.samples().get(1))),
                Optional.empty()))
        : column;
  }

  private static Change two(
      Column first, Column second, Column one, String up, String downFirst, String downSecond) {
    return new Change(
        List.of(first, second),
        List.of(one),
        Map.of(one.name(), up.formatted(first.name(), second.name())),
        Map.of(
            first.name(), downFirst.formatted(one.name()),
            second.name(), downSecond.formatted(one.name())),
        List.of(),
        "");
  }

  /** Two numbers that become two others, one of which is computed from both. */
  private Change sum() {
    Column a = maybeDefault(Kind.INT);
    Column b = maybeDefault(Kind.INT);
    Column c = maybeDefault(Kind.INT);
    Column d = maybeDefault(Kind.INT);
    return new Change(
        List.of(a, b),
        List.of(c, d),
        Map.of(c.name(), "%s + coalesce(%s, 0)".formatted(a.name(), b.name()), d.name(), b.name()),
        Map.of(a.name(), "%s - coalesce(%s, 0)".formatted(c.name(), d.name()), b.name(), d.name()),
        List.of(),
        "");
  }

  /** Columns of any kind that become the fields of one. */
  private Change object(int count) {
    List<Column> parts = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(
          maybeDefault(
              dice.any(Kind.INT, Kind.TEXT, Kind.BOOL, Kind.NUMERIC, Kind.DATE, Kind.MOOD)));
      fields.add("'p%d', %s".formatted(i, parts.get(i).name()));
    }
    List<String> objects = new ArrayList<>();
    for (int row = 0; row < 4; row++) {
      objects.add(object(parts, row));
    }
    Column one =
        withDefault(Kind.JSON, new Domain("objects " + names.next(), List.copyOf(objects), false));
    Map<String, String> down = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      down.put(
          parts.get(i).name(), "(%s ->> 'p%d')::%s".formatted(one.name(), i, parts.get(i).type()));
    }
    return new Change(
        parts,
        List.of(one),
        Map.of(one.name(), "jsonb_build_object(" + String.join(", ", fields) + ")"),
        down,
        List.of(),
        "");
  }

  /** As PostgreSQL shows it; the first has no value in any field. */
  private String object(List<Column> parts, int row) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Kind kind = parts.get(i).kind();
      String value = dice.pick(kind.samples());
      boolean bare = kind == Kind.INT || kind == Kind.NUMERIC || kind == Kind.BOOL;
      boolean missing = row == 0 || dice.percent(20);
      fields.add("\"p%d\": %s".formatted(i, missing ? "null" : bare ? value : "\"" + value + "\""));
    }
    return "{" + String.join(", ", fields) + "}";
  }
}
