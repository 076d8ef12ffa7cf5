package dev.segue.migrator.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** The options of commands that wait for the fleet. */
final class FleetOptions {

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      defaultValue = "60s",
      converter = DurationText.class,
      description =
          "How long to wait for every instance and every older transaction. Default:"
              + " ${DEFAULT-VALUE}.")
  private Duration wait;

  Duration timeout() {
    return wait;
  }
}
