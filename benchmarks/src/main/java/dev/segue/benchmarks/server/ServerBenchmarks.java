package dev.segue.benchmarks.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.segue.postgres.PostgresServer;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures the workloads, prints a table and, where that is asked for, writes JSON. */
@Command(
    name = "server-benchmarks",
    mixinStandardHelpOptions = true,
    description = "Measures the driver on a real PostgreSQL, in turns with other ways.")
public final class ServerBenchmarks implements Callable<Integer> {

  private static final String LINE = "%-28s %7s  %-18s %12s %8s  %s%n";

  @Parameters(arity = "0..*", description = "What is measured: ${COMPLETION-CANDIDATES}.")
  private List<Workloads> workloads = List.of(Workloads.values());

  @Option(names = "--clients", split = ",", description = "At once. Default: 1,2.")
  private List<Integer> clients = List.of(1, 2);

  @Option(names = "--rounds", description = "Of one turn of each way. Default: 60.")
  private int rounds = 60;

  @Option(names = "--turn", description = "How long one is, in milliseconds. Default: 250.")
  private int turnMillis = 250;

  @Option(names = "--json", description = "A file for the figures.")
  private File json;

  private ServerBenchmarks() {}

  /** Takes the command line's arguments, and exits. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ServerBenchmarks()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    List<Map<String, Object>> figures = new ArrayList<>();
    System.out.printf(
        Locale.ROOT, LINE, "workload", "clients", "way", "operations/s", "ratio", "95 %");
    try (PostgresServer server = PostgresServer.start()) {
      for (Workloads workload : workloads) {
        for (int count : clients) {
          measure(server, workload, count, figures);
        }
      }
    }
    if (json != null) {
      new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json, figures);
    }
    return CommandLine.ExitCode.OK;
  }

  private void measure(
      PostgresServer server, Workloads workload, int count, List<Map<String, Object>> figures)
      throws Exception {
    try (Workload.Prepared prepared = workload.prepare(server)) {
      Turns turns =
          new Turns(count, Math.max(4, rounds / 6), rounds, Duration.ofMillis(turnMillis));
      List<double[]> throughputs = turns.run(prepared.ways(), prepared.between());
      for (int i = 0; i < throughputs.size(); i++) {
        String way = prepared.ways().get(i).name();
        double throughput = Ratio.median(throughputs.get(i));
        Ratio ratio = Ratio.of(throughputs.get(i), throughputs.get(0));
        System.out.printf(
            Locale.ROOT,
            LINE,
            workload.name().toLowerCase(Locale.ROOT),
            count,
            way,
            String.format(Locale.ROOT, "%,.0f", throughput),
            String.format(Locale.ROOT, "%.3f", ratio.median()),
            i == 0 ? "" : String.format(Locale.ROOT, "%.3f to %.3f", ratio.low(), ratio.high()));
        Map<String, Object> figure = new LinkedHashMap<>();
        figure.put("workload", workload.name());
        figure.put("operation", workload.operation());
        figure.put("clients", count);
        figure.put("way", way);
        figure.put("operationsPerSecond", throughput);
        figure.put("ratio", ratio);
        figures.add(figure);
      }
    }
  }
}
