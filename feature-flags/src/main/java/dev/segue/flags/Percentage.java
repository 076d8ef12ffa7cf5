package dev.segue.flags;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * A share of 0 % to 100 % in steps of 0.01 %, held as basis points. Immutable.
 *
 * @param basisPoints hundredths of a percent, 0 to 10,000
 */
public record Percentage(int basisPoints) implements Comparable<Percentage> {

  /** The number of basis points in the whole. */
  public static final int WHOLE = 10_000;

  /** Never. */
  public static final Percentage ZERO = new Percentage(0);

  /** Always. */
  public static final Percentage HUNDRED = new Percentage(WHOLE);

  // No exponents, no signs but a minus (for a better message), and no megabytes of digits.
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}(\\.\\d{1,9})?");

  public Percentage {
    if (basisPoints < 0 || basisPoints > WHOLE) {
      throw new IllegalArgumentException("basis points out of range: " + basisPoints);
    }
  }

  /** A whole number of percent. */
  public static Percentage ofPercent(int percent) {
    return new Percentage(Math.multiplyExact(percent, 100));
  }

  /**
   * Reads {@code 25}, {@code 0.25} or {@code 25%}.
   *
   * @throws FlagException if it is no number, out of range, or finer than 0.01 %
   */
  public static Percentage parse(String text) {
    String trimmed = text.strip();
    String number =
        trimmed.endsWith("%") ? trimmed.substring(0, trimmed.length() - 1).strip() : trimmed;
    if (!NUMBER.matcher(number).matches()) {
      throw wrong(text, "It is not a number.");
    }
    BigDecimal basisPoints = new BigDecimal(number).movePointRight(2);
    if (basisPoints.signum() < 0 || basisPoints.compareTo(BigDecimal.valueOf(WHOLE)) > 0) {
      throw wrong(text, "It is out of the range 0 to 100.");
    }
    if (basisPoints.stripTrailingZeros().scale() > 0) {
      throw wrong(text, "It is finer than the steps of 0.01 %.");
    }
    return new Percentage(basisPoints.intValueExact());
  }

  private static FlagException wrong(String text, String detail) {
    String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
    return new FlagException(
        "\"%s\" is not a percentage".formatted(shown),
        detail,
        "Give a number from 0 to 100 in steps of 0.01, as in 25 or 0.25.");
  }

  /** Whether a key of this bucket, 0 to 9,999, lies inside. */
  public boolean contains(int bucket) {
    return bucket < basisPoints;
  }

  /** Whether it is 0 %. */
  public boolean isZero() {
    return basisPoints == 0;
  }

  /** Whether it is 100 %. */
  public boolean isHundred() {
    return basisPoints == WHOLE;
  }

  /** The number without its sign, as {@link #parse} reads it: {@code 0.25}. */
  public String number() {
    return BigDecimal.valueOf(basisPoints, 2).stripTrailingZeros().toPlainString();
  }

  @Override
  public int compareTo(Percentage other) {
    return Integer.compare(basisPoints, other.basisPoints);
  }

  @Override
  public String toString() {
    return number() + "%";
  }
}
