package dev.segue.rules.rewrite;

import java.math.BigDecimal;
import java.util.Optional;

/** The numbers from one to another, both included. */
record NumberRange(BigDecimal low, BigDecimal high) {

  boolean holds(NumberRange other) {
    return low.compareTo(other.low) <= 0 && high.compareTo(other.high) >= 0;
  }

  /** What both have; empty where that is nothing. */
  Optional<NumberRange> and(NumberRange other) {
    BigDecimal from = low.max(other.low);
    BigDecimal to = high.min(other.high);
    return from.compareTo(to) <= 0 ? Optional.of(new NumberRange(from, to)) : Optional.empty();
  }

  /** The number of the range that is the farthest from zero, without its sign. */
  BigDecimal magnitude() {
    return low.abs().max(high.abs());
  }
}
