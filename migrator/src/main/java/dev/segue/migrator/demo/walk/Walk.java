package dev.segue.migrator.demo.walk;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Takes the steps of an itinerary, one after the other, in the thread that asks for it. */
public final class Walk {

  private static final Duration LOOK = Duration.ofMillis(50);

  private final Operator operator;
  private final WalkListener listener;
  private final BooleanSupplier hopeless;
  private final StepCheck check;
  private final WalkAccount account = new WalkAccount();

  /**
   * A walk.
   *
   * @param hopeless whether so much has failed already that there is no point in going on
   * @param check is told of each step when its commands are done
   */
  public Walk(Operator operator, WalkListener listener, BooleanSupplier hopeless, StepCheck check) {
    this.operator = operator;
    this.listener = listener;
    this.hopeless = hopeless;
    this.check = check;
  }

  /** What has been done so far. */
  public WalkAccount account() {
    return account;
  }

  /**
   * Takes the steps; what was done is in {@link #account}, also where it ends early.
   *
   * @return whether all of them were taken; not so when it became hopeless
   * @throws dev.segue.migrator.MigratorException if a step cannot be taken
   */
  public boolean take(List<Step> steps) {
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      listener.begins(step, i + 1, steps.size());
      for (Command command : step.commands()) {
        take(command);
      }
      check.after(step);
      if (!dwell(step.dwell())) {
        return false;
      }
      listener.ends(step);
    }
    return true;
  }

  private void take(Command command) {
    listener.begins(command);
    long begin = System.nanoTime();
    command.run().run(operator, listener, account);
    listener.done(command, Duration.ofNanos(System.nanoTime() - begin));
  }

  private boolean dwell(Duration length) {
    listener.dwells(length);
    long end = System.nanoTime() + length.toNanos();
    try {
      while (System.nanoTime() < end) {
        if (hopeless.getAsBoolean()) {
          return false;
        }
        Thread.sleep(LOOK.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return !hopeless.getAsBoolean();
  }
}
