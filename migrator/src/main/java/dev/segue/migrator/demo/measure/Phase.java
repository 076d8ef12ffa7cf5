package dev.segue.migrator.demo.measure;

/** The parts of a run that are compared. */
public enum Phase {
  /** The old shape alone. */
  BEFORE,
  /** From the first operator's step to the last. */
  DURING,
  /** The new shape alone. */
  AFTER
}
