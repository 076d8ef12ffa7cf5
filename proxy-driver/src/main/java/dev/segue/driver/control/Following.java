package dev.segue.driver.control;

import dev.segue.route.Shape;

/** Which shape triggers of the database bring up to what is written to the other one. */
public enum Following {
  /** Neither: each is what is written to it. */
  NONE(false, false),
  /** The new one; what is written to it by itself stays there alone. */
  NEW(true, false),
  /** The old one, while it is not what the new one is yet. */
  OLD(false, true),
  /** Either one. */
  BOTH(true, true);

  private final boolean newFollows;
  private final boolean oldFollows;

  Following(boolean newFollows, boolean oldFollows) {
    this.newFollows = newFollows;
    this.oldFollows = oldFollows;
  }

  static Following of(boolean newFollows, boolean oldFollows) {
    return newFollows ? (oldFollows ? BOTH : NEW) : oldFollows ? OLD : NONE;
  }

  /** Whether what is written to the other shape reaches this one. */
  public boolean follows(Shape shape) {
    return shape == Shape.OLD ? oldFollows : newFollows;
  }
}
