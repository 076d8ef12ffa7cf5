package dev.segue.migrator.demo;

import dev.segue.migrator.demo.display.Console;
import dev.segue.migrator.demo.outcome.DemoOutcome;
import dev.segue.migrator.demo.scenario.Scenario;
import dev.segue.migrator.demo.walk.Pace;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** {@code segue demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Runs a shop through two migrations at full load and proves that nothing is lost.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every step was taken and nothing was lost",
      "1:something failed, was contradicted or lost",
      "2:the demo could not begin",
      "3:the database cannot be reached"
    })
public final class DemoCommand implements Callable<Integer> {

  private static final int HOLDS = 0;
  private static final int FAILED = 1;
  private static final int NOT_BEGUN = 2;
  private static final int UNREACHABLE = 3;

  @Option(
      names = "--scenario",
      paramLabel = "<name>",
      defaultValue = "columns",
      description =
          "columns: two columns change their name and type (default); tables: one table gets"
              + " larger keys, one becomes three")
  private String scenario;

  @Option(names = "--quick", description = "in less than 40 seconds; otherwise two minutes or so")
  private boolean quick;

  @Option(names = "--hold", description = "leave the database up at the end, until Ctrl-C")
  private boolean hold;

  @Option(
      names = "--url",
      paramLabel = "<url>",
      description = "use this database, jdbc:postgresql://…, instead of starting one")
  private String url;

  @Option(
      names = "--threads",
      paramLabel = "<n>",
      description =
          "threads of the shop (default "
              + DemoOptions.DEFAULT_THREADS
              + ", with --quick "
              + DemoOptions.QUICK_THREADS
              + ")")
  private Integer threads;

  @Option(
      names = "--rows",
      paramLabel = "<n>",
      defaultValue = "" + DemoOptions.DEFAULT_ROWS,
      description = "rows in the tables at the beginning, at least (default ${DEFAULT-VALUE})")
  private long rows;

  @Option(
      names = "--seed",
      paramLabel = "<n>",
      defaultValue = "" + DemoOptions.DEFAULT_SEED,
      description = "what rows and work are made up from (default ${DEFAULT-VALUE})")
  private long seed;

  @Option(names = "--json", description = "print the outcome as JSON, the rest on standard error")
  private boolean json;

  @Option(names = "--plain", description = "no colours and nothing drawn in place")
  private boolean plain;

  /** Made by the command line. */
  public DemoCommand() {}

  @Override
  public Integer call() {
    try {
      DemoOptions options =
          new DemoOptions(
              scenario(),
              quick ? Pace.QUICK : Pace.FULL,
              hold,
              Optional.ofNullable(url),
              threads(),
              rows,
              seed);
      DemoOutcome outcome = Demo.run(options, console(), this::report);
      return outcome.holds() ? HOLDS : FAILED;
    } catch (DemoException e) {
      System.err.println("segue: " + e.getMessage());
      return e.isUnreachable() ? UNREACHABLE : NOT_BEGUN;
    }
  }

  private Scenario scenario() {
    return Scenario.named(scenario)
        .orElseThrow(
            () ->
                new DemoException(
                    "there is no scenario \"%s\"\nHint: Take one of %s."
                        .formatted(scenario, String.join(", ", Scenario.names()))));
  }

  private Console console() {
    if (json) {
      return Console.plain(System.err);
    }
    PrintStream out = Console.standardOutput();
    return plain || !Ansi.AUTO.enabled() ? Console.plain(out) : Console.terminal(out);
  }

  private void report(DemoOutcome outcome) {
    if (json) {
      System.out.println(OutcomeJson.of(outcome));
    }
  }

  private int threads() {
    if (threads != null) {
      return threads;
    }
    return quick ? DemoOptions.QUICK_THREADS : DemoOptions.DEFAULT_THREADS;
  }
}
