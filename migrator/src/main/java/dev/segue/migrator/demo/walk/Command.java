package dev.segue.migrator.demo.walk;

import dev.segue.migrator.Progress;

/**
 * One command of the operator. Immutable.
 *
 * @param line what they would type
 * @param run does it
 */
public record Command(String line, Run run) {

  /** Carries a command out. */
  @FunctionalInterface
  public interface Run {

    /** Does it, and adds to the account of the walk. */
    void run(Operator operator, Progress progress, WalkAccount account);
  }
}
