package dev.segue.migrator.demo.walk;

import dev.segue.migrator.Progress;
import java.time.Duration;

/** Is told of the walk, by the thread that walks, as it happens. */
public interface WalkListener extends Progress {

  /**
   * A step begins.
   *
   * @param number its number, from 1
   * @param of how many there are
   */
  void begins(Step step, int number, int of);

  /** A command begins. */
  void begins(Command command);

  /** A command is done. */
  void done(Command command, Duration took);

  /** The shop is left running. */
  void dwells(Duration length);

  /** A step is over. */
  void ends(Step step);
}
