package dev.segue.migrator.cli;

import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.status.FleetStatus;
import dev.segue.migrator.status.MigrationStatus;
import dev.segue.migrator.status.StatusReading;
import dev.segue.rules.migration.Migration;
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

/** {@code segue status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description =
        "Shows each migration's flags and the stage that takes effect, what is known of its shapes,"
            + " its backfill, and the instances that are alive.")
final class StatusCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection;

  @Parameters(arity = "0..1", paramLabel = "MIGRATION", description = "Only this one.")
  private String id;

  @Option(names = "--json", description = "Print a JSON object.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (MigrationContext context = connection.open()) {
      List<Migration> wanted =
          id == null ? context.rules().migrations() : List.of(context.migration(id));
      FleetStatus status = new StatusReading(context).read(wanted);
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(Json.line(json(status)));
      } else {
        print(out, status);
      }
      return ExitCode.OK;
    }
  }

  private static void print(PrintWriter out, FleetStatus status) {
    if (status.epoch() == 0) {
      out.println("no control tables: nothing is expanded yet");
    }
    for (MigrationStatus migration : status.migrations()) {
      out.printf("%s  (%s)%n", migration.id(), migration.table());
      out.printf("  change    %s%n", String.join("; ", migration.changes()));
      out.printf("  flags     %s%n", migration.flags());
      out.printf("  stage     %s%n", migration.stage());
      migration.departures().forEach(departure -> out.printf("            %s%n", departure));
      out.printf("  shapes    %s%n", migration.shapes());
      out.printf("  backfill  %s%n", migration.backfill());
      out.printf("  verified  %s%n", migration.verification());
    }
    out.printf("epoch %d, %d live instance(s)%n", status.epoch(), status.instances().size());
    for (FleetStatus.Instance instance : status.instances()) {
      out.printf(
          "  %s  \"%s\" at %s, epoch %d, lease %d s, routes %s%n",
          instance.id(),
          instance.application(),
          instance.host(),
          instance.epoch(),
          instance.leaseSeconds(),
          instance.routes());
    }
  }

  private static Map<String, Object> json(FleetStatus status) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("epoch", status.epoch());
    map.put("migrations", status.migrations().stream().map(StatusCommand::json).toList());
    map.put("instances", status.instances().stream().map(StatusCommand::json).toList());
    return map;
  }

  private static Map<String, Object> json(MigrationStatus migration) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", migration.id());
    map.put("table", migration.table());
    map.put("changes", migration.changes());
    map.put("flags", migration.flagValues());
    map.put("stage", migration.stage());
    map.put("departures", migration.departures());
    map.put("evidence", migration.evidence());
    map.put("backfill", migration.backfill());
    map.put("verification", migration.verification());
    return map;
  }

  private static Map<String, Object> json(FleetStatus.Instance instance) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", instance.id());
    map.put("application", instance.application());
    map.put("host", instance.host());
    map.put("epoch", instance.epoch());
    map.put("leaseSeconds", instance.leaseSeconds());
    map.put("routes", instance.routes());
    return map;
  }
}
