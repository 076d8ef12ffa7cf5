package dev.segue.rules.rewrite;

import dev.segue.rules.catalog.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A type of exact numbers (manual, 8.1.1 and 8.1.2), with the values that it can hold.
 *
 * @param bounds the smallest and the largest value; empty for {@code numeric} without a precision
 * @param scale the digits behind the point; empty for {@code numeric} without a precision
 */
record NumberType(Kind kind, Optional<NumberRange> bounds, Optional<Integer> scale) {

  /** The exact numbers, each implicitly converted to those behind it. */
  enum Kind {
    SMALLINT("smallint", 16),
    INTEGER("integer", 32),
    BIGINT("bigint", 64),
    NUMERIC("numeric", 0);

    private final String sql;
    private final int bits;

    Kind(String sql, int bits) {
      this.sql = sql;
      this.bits = bits;
    }

    /** The type's name, without a modifier. */
    String sql() {
      return sql;
    }

    Kind wider(Kind other) {
      return compareTo(other) >= 0 ? this : other;
    }
  }

  static final NumberType NUMERIC =
      new NumberType(Kind.NUMERIC, Optional.empty(), Optional.empty());

  private static final Pattern WITH_PRECISION =
      Pattern.compile("(?:numeric|decimal|dec)\\s*\\(\\s*(\\d+)\\s*(?:,\\s*(-?\\d+)\\s*)?\\)");

  static NumberType integer(Kind kind) {
    BigDecimal limit = new BigDecimal(BigInteger.ONE.shiftLeft(kind.bits - 1));
    return new NumberType(
        kind,
        Optional.of(new NumberRange(limit.negate(), limit.subtract(BigDecimal.ONE))),
        Optional.of(0));
  }

  /** The type, if it is one of exact numbers. */
  static Optional<NumberType> of(ColumnType type) {
    return of(type.formatted());
  }

  /** The type of this text, if it is one of exact numbers. */
  static Optional<NumberType> of(String text) {
    String name = text.strip().toLowerCase(Locale.ROOT);
    switch (name) {
      case "smallint", "int2":
        return Optional.of(integer(Kind.SMALLINT));
      case "integer", "int", "int4":
        return Optional.of(integer(Kind.INTEGER));
      case "bigint", "int8":
        return Optional.of(integer(Kind.BIGINT));
      case "numeric", "decimal", "dec":
        return Optional.of(NUMERIC);
      default:
        Matcher precision = WITH_PRECISION.matcher(name);
        return precision.matches()
            ? Optional.of(numeric(precision.group(1), precision.group(2)))
            : Optional.empty();
    }
  }

  private static NumberType numeric(String precision, String scaleOrNull) {
    int scale = scaleOrNull == null ? 0 : Integer.parseInt(scaleOrNull);
    BigInteger nines = BigInteger.TEN.pow(Integer.parseInt(precision)).subtract(BigInteger.ONE);
    BigDecimal limit = new BigDecimal(nines, scale);
    return new NumberType(
        Kind.NUMERIC, Optional.of(new NumberRange(limit.negate(), limit)), Optional.of(scale));
  }

  /** What a cast to this type makes of a number: rounded, ties away from zero. */
  BigDecimal rounded(BigDecimal number) {
    return scale.map(digits -> number.setScale(digits, RoundingMode.HALF_UP)).orElse(number);
  }
}
