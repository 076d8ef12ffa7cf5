package dev.segue.driver.control;

import dev.segue.route.Shape;
import java.util.Locale;

/** Which shape is computed from which: the mapping that a backfill or verification goes by. */
public enum Direction {
  /** The new shape from the old one. */
  UP(Shape.NEW),
  /** The old shape from the new one, on the way back. */
  DOWN(Shape.OLD);

  private final Shape computed;

  Direction(Shape computed) {
    this.computed = computed;
  }

  /** The shape that is computed. */
  public Shape computed() {
    return computed;
  }

  /** The word of the control tables. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
