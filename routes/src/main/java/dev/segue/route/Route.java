package dev.segue.route;

/**
 * What one transaction does for one migration: which shape its statements read and which ones they
 * write. Drawn once per transaction and held to its end.
 *
 * <p>Only neighbouring routes may be taken at the same time in one fleet (Rae et al., "Online,
 * Asynchronous Schema Change in F1", VLDB 2013); {@link #OLD} beside {@link #NEW} would lose
 * writes.
 */
public enum Route {
  /** Reads old, writes old: the migration does not take place. */
  OLD(Shape.OLD, true, false),
  /** Reads old, writes both shapes in one atomic statement. */
  BOTH_READ_OLD(Shape.OLD, true, true),
  /** Reads new, writes both shapes in one atomic statement. */
  BOTH_READ_NEW(Shape.NEW, true, true),
  /** Reads new, writes new: the old shape may be gone. */
  NEW(Shape.NEW, false, true);

  private final Shape reads;
  private final boolean writesOld;
  private final boolean writesNew;

  Route(Shape reads, boolean writesOld, boolean writesNew) {
    this.reads = reads;
    this.writesOld = writesOld;
    this.writesNew = writesNew;
  }

  /** The shape that this route reads. */
  public Shape reads() {
    return reads;
  }

  /** Whether this route writes the given shape. */
  public boolean writes(Shape shape) {
    return shape == Shape.OLD ? writesOld : writesNew;
  }

  /** Whether this route writes both shapes. */
  public boolean writesBoth() {
    return writesOld && writesNew;
  }
}
