package dev.segue.migrator.cli;

import dev.segue.driver.control.Direction;
import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.verify.Verification;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code segue verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Compares the two shapes row by row and says which keys differ. read-new needs it to be"
          + " clean.",
      "Exits with 1 if rows differ, or if a flag was changed under it so that it proves nothing."
    })
final class VerifyCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection;
  @Mixin private FleetOptions fleet;

  @Parameters(paramLabel = "MIGRATION", description = "Its id in the rules file.")
  private String id;

  @Option(
      names = "--reverse",
      description = "Compare the old shape with what down computes, after a reverse backfill.")
  private boolean reverse;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many differing keys to print. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(names = "--json", description = "Print the outcome as a JSON object.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (MigrationContext context = connection.open();
        ConsoleProgress progress =
            new ConsoleProgress(spec.commandLine().getErr(), "verify " + id)) {
      Verification.Outcome outcome =
          new Verification(context)
              .run(
                  context.migration(id),
                  reverse ? Direction.DOWN : Direction.UP,
                  Math.max(0, limit),
                  fleet.timeout(),
                  progress);
      progress.close();
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(Json.line(json(outcome)));
      } else {
        print(out, outcome);
      }
      return outcome.clean() ? ExitCode.OK : ExitCode.FOUND;
    }
  }

  private void print(PrintWriter out, Verification.Outcome outcome) {
    out.printf("%,d rows compared, %,d differ%n", outcome.rows(), outcome.differences());
    if (outcome.missing() + outcome.leftOver() > 0) {
      out.printf(
          "  %,d of them missing from the table that is compared, %,d left over in it%n",
          outcome.missing(), outcome.leftOver());
    }
    for (List<String> key : outcome.keys()) {
      out.printf(
          "  (%s) = (%s)%n", String.join(", ", outcome.keyColumns()), String.join(", ", key));
    }
    if (outcome.differences() > outcome.keys().size()) {
      out.printf("  and %,d more%n", outcome.differences() - outcome.keys().size());
    }
    if (!outcome.recorded()) {
      out.println("It proves nothing: a flag let transactions write one shape only. Run it again.");
    } else if (outcome.clean()) {
      out.printf("clean; next: segue flag %s read-new PERCENT%n", id);
    } else {
      out.printf(
          "Hint: segue backfill %s --restart%s mends rows that were written past Segue.%n",
          id, reverse ? " --reverse" : "");
    }
  }

  private Map<String, Object> json(Verification.Outcome outcome) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("migration", id);
    map.put("rows", outcome.rows());
    map.put("differences", outcome.differences());
    map.put("missing", outcome.missing());
    map.put("leftOver", outcome.leftOver());
    map.put("keyColumns", outcome.keyColumns());
    map.put("keys", outcome.keys());
    map.put("recorded", outcome.recorded());
    map.put("clean", outcome.clean());
    return map;
  }
}
