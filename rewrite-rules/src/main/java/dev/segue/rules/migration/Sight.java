package dev.segue.rules.migration;

/** Which rows a statement may meet, and so which values it has to find in another table. */
public enum Sight {
  /** It only reads: whatever row it sees, its snapshot has the value too. */
  SNAPSHOT,
  /**
   * It writes or locks rows. A row that it has waited for, or that it has just written, may have a
   * value that is younger than its snapshot.
   */
  NEWEST,
  /** As {@link #NEWEST}, of a row that the statement itself proposes or has written. */
  WRITTEN
}
