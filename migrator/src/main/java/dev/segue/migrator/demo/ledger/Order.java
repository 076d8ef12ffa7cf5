package dev.segue.migrator.demo.ledger;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;

/**
 * A row of {@code orders}, as the application sees it. Immutable. Two amounts are the same when
 * their scale is too: {@code numeric(12,2)} always shows two digits.
 */
public record Order(
    long id, long customerId, BigDecimal amount, String status, LocalDateTime placedAt) {

  /** The digits after the point of {@code numeric(12,2)}. */
  public static final int SCALE = 2;

  /** This order with another amount, rounded as the column does: half away from zero. */
  public Order withAmount(BigDecimal other) {
    return new Order(id, customerId, other.setScale(SCALE, RoundingMode.HALF_UP), status, placedAt);
  }

  /** This order with something added to its amount. */
  public Order plus(BigDecimal difference) {
    return withAmount(amount.add(difference));
  }

  /** This order in another status. */
  public Order withStatus(String other) {
    return new Order(id, customerId, amount, other, placedAt);
  }
}
