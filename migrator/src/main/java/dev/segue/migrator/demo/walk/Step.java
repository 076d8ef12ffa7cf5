package dev.segue.migrator.demo.walk;

import dev.segue.migrator.demo.measure.Phase;
import java.time.Duration;
import java.util.List;

/**
 * One step of the walk. Immutable.
 *
 * @param title what it is called, in a few words
 * @param meaning what it does, in one sentence
 * @param commands what is done to each migration
 * @param dwell how long the shop is then left running
 * @param reached how far the migrations have come when the commands are done
 * @param phase what the statements of this step are counted to
 */
public record Step(
    String title,
    String meaning,
    List<Command> commands,
    Duration dwell,
    Milestone reached,
    Phase phase) {

  public Step {
    commands = List.copyOf(commands);
  }
}
