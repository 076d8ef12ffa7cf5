package dev.segue.migrator.cli;

import dev.segue.driver.control.Direction;
import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.backfill.Backfill;
import dev.segue.migrator.backfill.BackfillOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code segue backfill}. */
@Command(
    name = "backfill",
    mixinStandardHelpOptions = true,
    description = {
      "Computes the new shape of every row, in small batches by primary key, while the application"
          + " runs.",
      "Needs write-new on; waits until the whole fleet follows. Stopped, it goes on where it was."
    })
final class BackfillCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection;
  @Mixin private FleetOptions fleet;

  @Parameters(paramLabel = "MIGRATION", description = "Its id in the rules file.")
  private String id;

  @Option(
      names = "--reverse",
      description = "Compute the old shape from the new, after retire-old was switched off.")
  private boolean reverse;

  @Option(names = "--restart", description = "Begin at the first row.")
  private boolean restart;

  @Option(
      names = "--max-rows-per-second",
      paramLabel = "N",
      defaultValue = "0",
      description = "Go no faster.")
  private long maxRowsPerSecond;

  @Option(
      names = "--sleep",
      paramLabel = "TIME",
      defaultValue = "0",
      converter = DurationText.class,
      description = "Rest after each batch.")
  private Duration sleep;

  @Option(names = "--json", description = "Print the outcome as a JSON object.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (maxRowsPerSecond < 0) {
      throw new ParameterException(
          spec.commandLine(), "--max-rows-per-second must not be negative");
    }
    try (MigrationContext context = connection.open();
        ConsoleProgress progress =
            new ConsoleProgress(spec.commandLine().getErr(), "backfill " + id)) {
      Backfill.Outcome outcome =
          new Backfill(context)
              .run(
                  context.migration(id),
                  reverse ? Direction.DOWN : Direction.UP,
                  new BackfillOptions(restart, maxRowsPerSecond, sleep, fleet.timeout()),
                  progress);
      progress.close();
      print(outcome);
      return ExitCode.OK;
    }
  }

  private void print(Backfill.Outcome outcome) {
    if (json) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("migration", id);
      map.put("rows", outcome.rows());
      map.put("written", outcome.written());
      map.put("swept", outcome.swept());
      spec.commandLine().getOut().println(Json.line(map));
    } else {
      spec.commandLine()
          .getOut()
          .printf(
              "%,d rows done, %,d of them written; next: segue verify %s%s%n",
              outcome.rows(), outcome.written(), id, reverse ? " --reverse" : "");
    }
  }
}
