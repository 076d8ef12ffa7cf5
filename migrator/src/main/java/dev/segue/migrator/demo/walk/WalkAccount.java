package dev.segue.migrator.demo.walk;

/** What the walk has done so far. Not thread-safe. */
public final class WalkAccount {

  private int flips;
  private long rowsBackfilled;
  private long rowsVerified;
  private long differences;

  void flipped() {
    flips++;
  }

  void backfilled(long rows) {
    rowsBackfilled += rows;
  }

  void verified(long rows, long differing) {
    rowsVerified += rows;
    differences += differing;
  }

  /** How many flags were set. */
  public int flips() {
    return flips;
  }

  /** How many rows the backfills passed. */
  public long rowsBackfilled() {
    return rowsBackfilled;
  }

  /** How many rows the verifications compared. */
  public long rowsVerified() {
    return rowsVerified;
  }

  /** How many of those differed. */
  public long differences() {
    return differences;
  }
}
