package dev.segue.migrator.demo.walk;

/** Looks at the database after each step, past Segue. */
@FunctionalInterface
public interface StepCheck {

  /** The commands of a step are done, for every migration; the shop is at work. */
  void after(Step step);
}
