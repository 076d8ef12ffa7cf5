package dev.segue.migrator;

/** Told of what a step does, while it does it. Called by the thread that runs the step. */
public interface Progress {

  /** Tells nobody. */
  Progress SILENT = new Progress() {};

  /** Something happened: one line for people. */
  default void said(String line) {}

  /** The step waits, and why: one line that replaces the last one of its kind. */
  default void waiting(String reason) {}

  /**
   * Rows have been done.
   *
   * @param done rows so far
   * @param total rows in all, as far as the server's statistics know; 0 where they do not
   */
  default void rows(long done, long total) {}
}
