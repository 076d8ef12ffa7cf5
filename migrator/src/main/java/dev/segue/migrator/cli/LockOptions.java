package dev.segue.migrator.cli;

import dev.segue.migrator.table.LockedChange;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The options of commands that change a table's definition. */
final class LockOptions {

  @Option(
      names = "--lock-timeout",
      paramLabel = "TIME",
      defaultValue = "2s",
      converter = DurationText.class,
      description = "How long one attempt waits for the table. Default: ${DEFAULT-VALUE}.")
  private Duration timeout;

  @Option(
      names = "--lock-attempts",
      paramLabel = "N",
      defaultValue = "30",
      description = "How often it is tried. Default: ${DEFAULT-VALUE}.")
  private int attempts;

  LockedChange lockedChange() {
    return new LockedChange(timeout, Math.max(1, attempts));
  }
}
