package dev.segue.laboratory.world;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Columns whose values go into a lookup table: of a world there is one for each type of such
 * columns. It has the values that rows have at first; an application of the old shape may write
 * others, one of the new shape writes the keys of these.
 */
public final class Lookups {

  /** The column of the keys. */
  public static final String KEY = "lookup_key";

  /** The column of the values. */
  public static final String VALUE = "lookup_value";

  /** The values that are there at first, with keys from 1 on. */
  public static final List<String> VALUES = Kind.TEXT.samples();

  private static final Domain KEYS =
      new Domain(
          "keys",
          IntStream.rangeClosed(1, VALUES.size()).mapToObj(Integer::toString).toList(),
          true);

  /** A table of values and their keys. */
  public enum LookupTable {
    WORDS(Kind.BIGINT, "text"),
    SHORT_WORDS(Kind.INT, "varchar(20)");

    private final Kind key;
    private final String type;

    LookupTable(Kind key, String type) {
      this.key = key;
      this.type = type;
    }

    /** Its name in SQL, without a schema. */
    public String sql() {
      return "lookup_" + name().toLowerCase(Locale.ROOT);
    }

    /** The type of its keys. */
    public String keyType() {
      return key.type();
    }

    /** The type of its values. */
    public String valueType() {
      return type;
    }
  }

  private final Dice dice;
  private final Names names;

  Lookups(Dice dice, Names names) {
    this.dice = dice;
    this.names = names;
  }

  /** The table that a change goes through. */
  public static LookupTable table(Change change) {
    return change.old().get(0).isShort() ? LookupTable.SHORT_WORDS : LookupTable.WORDS;
  }

  Change next() {
    LookupTable table = dice.any(LookupTable.values());
    boolean notNull = dice.percent(25);
    int byDefault = dice.percent(40) ? dice.below(VALUES.size()) : -1;
    Column old =
        Column.of(names.next(), Kind.TEXT)
            .ofType(table.type)
            .with(demands(notNull, byDefault, value -> Kind.TEXT.typedLiteral(VALUES.get(value))));
    Column fresh =
        Column.of(names.next(), table.key)
            .within(KEYS)
            .with(demands(notNull, byDefault, value -> Integer.toString(value + 1)));
    return new Change(
        List.of(old),
        List.of(fresh),
        Map.of(fresh.name(), read(table, KEY, VALUE, old)),
        Map.of(old.name(), read(table, VALUE, KEY, fresh)),
        List.of(),
        Change.LOOKUP);
  }

  private static Column.Demands demands(boolean notNull, int value, IntFunction<String> literal) {
    return new Column.Demands(
        notNull,
        false,
        value < 0 ? Optional.empty() : Optional.of(literal.apply(value)),
        Optional.empty());
  }

  private static String read(LookupTable table, String wanted, String by, Column column) {
    return "(SELECT %s FROM %s WHERE %s = %s)".formatted(wanted, table.sql(), by, column.name());
  }
}
