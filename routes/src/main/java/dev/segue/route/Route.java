package dev.segue.route;

/**
 * What one transaction does for one migration: which shape its statements read, which ones they
 * write, and which one leads. Drawn once per transaction and held to its end.
 *
 * <p>A write is executed on the {@link #leads leading} shape: it decides which rows the statement
 * finds, it is locked, and what is written is computed from it. The other shape follows within the
 * same statement. Where both shapes are columns of one row, they have one lock, and it does not
 * matter which leads. Where they are tables of their own, each row has two locks, and two routes
 * that take none in common lose updates.
 *
 * <p>Only neighbouring routes may be taken at the same time in one fleet (Rae et al., "Online,
 * Asynchronous Schema Change in F1", VLDB 2013). Neighbours write what the other reads, and lock a
 * row in common before they compute from it: the first four the old one, the last two the new one.
 * {@link #OLD} beside {@link #NEW} would lose writes; {@link #BOTH_READ_NEW} beside {@link #NEW}
 * would compute from an old row while the new one is being changed.
 */
public enum Route {
  /** Reads old, writes old: the migration does not take place. */
  OLD(Shape.OLD, Shape.OLD, true, false),
  /** Reads old, writes both shapes in one atomic statement; the old one leads. */
  BOTH_READ_OLD(Shape.OLD, Shape.OLD, true, true),
  /** Reads new, writes both shapes in one atomic statement; the old one leads. */
  BOTH_READ_NEW(Shape.NEW, Shape.OLD, true, true),
  /**
   * Reads new, writes both shapes in one atomic statement; the new one leads, and the old rows are
   * locked before it. The old shape may be stale.
   */
  BOTH_LEAD_NEW(Shape.NEW, Shape.NEW, true, true),
  /** Reads new, writes new: the old shape may be gone. */
  NEW(Shape.NEW, Shape.NEW, false, true);

  private final Shape reads;
  private final Shape leads;
  private final boolean writesOld;
  private final boolean writesNew;

  Route(Shape reads, Shape leads, boolean writesOld, boolean writesNew) {
    this.reads = reads;
    this.leads = leads;
    this.writesOld = writesOld;
    this.writesNew = writesNew;
  }

  /** The shape that this route reads. */
  public Shape reads() {
    return reads;
  }

  /**
   * The shape that a write is executed on: it decides which rows are found, locked and counted, and
   * what is written is computed from it. The other one follows.
   */
  public Shape leads() {
    return leads;
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
