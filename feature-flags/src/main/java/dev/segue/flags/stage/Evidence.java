package dev.segue.flags.stage;

/**
 * What is known of a migration's two shapes in the database, by which the guard judges its flags.
 * Immutable. Whoever gives it answers for it: a {@code true} that is not so can lose data.
 *
 * @param verifiedClean the last verification found the new shape equal to the old, it began after
 *     the whole fleet wrote both shapes, and no transaction has written only one since
 * @param oldShapeCurrent the old shape holds every acknowledged write: false from the first
 *     transaction on route {@code NEW} until a reverse backfill
 * @param newShapeMayBeLeft a write of the old shape alone succeeds: no new column is {@code NOT
 *     NULL} without a default, and no foreign key points at a table of the new shape's own
 * @param oldShapeMayBeLeft a write of the new shape alone succeeds: no old column is {@code NOT
 *     NULL} without a default, and no foreign key points at a table of the old shape's own; or the
 *     old shape is gone
 * @param oldShapeGone the old columns are dropped: only route {@code NEW} can run
 * @param newShapePresent the new columns exist: without them only route {@code OLD} can run
 * @param newShapeFollows what is written to the old shape is written to the new one, on routes that
 *     write both: statements see to that, or triggers that are enabled
 * @param oldShapeFollows the same the other way round
 */
public record Evidence(
    boolean verifiedClean,
    boolean oldShapeCurrent,
    boolean newShapeMayBeLeft,
    boolean oldShapeMayBeLeft,
    boolean oldShapeGone,
    boolean newShapePresent,
    boolean newShapeFollows,
    boolean oldShapeFollows) {

  /** Of a migration whose statements write both shapes. */
  public Evidence(
      boolean verifiedClean,
      boolean oldShapeCurrent,
      boolean newShapeMayBeLeft,
      boolean oldShapeMayBeLeft,
      boolean oldShapeGone,
      boolean newShapePresent) {
    this(
        verifiedClean,
        oldShapeCurrent,
        newShapeMayBeLeft,
        oldShapeMayBeLeft,
        oldShapeGone,
        newShapePresent,
        true,
        true);
  }

  /** A migration that has not begun: the old shape alone. */
  public static final Evidence NOT_STARTED = new Evidence(false, true, true, true, false, false);

  /** A migration whose new columns exist, nullable, and are not verified. */
  public static final Evidence EXPANDED = new Evidence(false, true, true, true, false, true);

  /** A migration whose two shapes were verified equal. */
  public static final Evidence VERIFIED = new Evidence(true, true, true, true, false, true);

  /** This evidence with the outcome of a verification, or without it. */
  public Evidence withVerifiedClean(boolean clean) {
    return with(clean, oldShapeCurrent, newShapeMayBeLeft, oldShapeMayBeLeft);
  }

  /** This evidence with the old shape current or not. */
  public Evidence withOldShapeCurrent(boolean current) {
    return with(verifiedClean, current, newShapeMayBeLeft, oldShapeMayBeLeft);
  }

  /** This evidence once the new shape has been made one that may be left unwritten. */
  public Evidence withNewShapeLeavable() {
    return with(verifiedClean, oldShapeCurrent, true, oldShapeMayBeLeft);
  }

  /** This evidence once the old shape has been made one that may be left unwritten. */
  public Evidence withOldShapeLeavable() {
    return with(verifiedClean, oldShapeCurrent, newShapeMayBeLeft, true);
  }

  private Evidence with(boolean clean, boolean current, boolean newLeavable, boolean oldLeavable) {
    return new Evidence(
        clean,
        current,
        newLeavable,
        oldLeavable,
        oldShapeGone,
        newShapePresent,
        newShapeFollows,
        oldShapeFollows);
  }

  /** This evidence with these shapes following what is written to the other one. */
  public Evidence withFollowing(boolean newFollows, boolean oldFollows) {
    return new Evidence(
        verifiedClean,
        oldShapeCurrent,
        newShapeMayBeLeft,
        oldShapeMayBeLeft,
        oldShapeGone,
        newShapePresent,
        newFollows,
        oldFollows);
  }
}
