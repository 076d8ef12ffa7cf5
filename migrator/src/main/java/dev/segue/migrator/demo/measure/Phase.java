package dev.segue.migrator.demo.measure;

/** The parts of a run that are compared. */
public enum Phase {
  /** The shop has just opened: code is being compiled, caches are cold. */
  WARM_UP,
  /** The old shape alone. */
  BEFORE,
  /** From the first operator's step to the last. */
  DURING,
  /** The new shape alone. */
  AFTER
}
