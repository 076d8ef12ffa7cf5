package dev.segue.benchmarks.server;

import dev.segue.postgres.PostgresServer;
import dev.segue.route.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long the first connection of a process takes, on the wrapped driver and through Segue with a
 * migration. Each is measured in a JVM of its own, in turns, after some that warm the class path.
 */
@Command(
    name = "start-up",
    mixinStandardHelpOptions = true,
    description = "Measures the first connection of a process.")
public final class StartUp implements Callable<Integer> {

  @Option(names = "--processes", description = "Of each. Default: 15.")
  private int processes = 15;

  private StartUp() {}

  /** Takes the command line's arguments, and exits. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new StartUp()).execute(arguments));
  }

  /** The process that is measured: connects to its argument, and prints the milliseconds. */
  static final class Probe {

    private Probe() {}

    /** Takes a URL. */
    public static void main(String[] arguments) throws Exception {
      long begin = System.nanoTime();
      try (Connection connection = DriverManager.getConnection(arguments[0])) {
        System.out.println((System.nanoTime() - begin) / 1e6);
        if (connection.isClosed()) {
          throw new IllegalStateException("closed");
        }
      }
    }
  }

  @Override
  public Integer call() throws Exception {
    try (PostgresServer server = PostgresServer.start();
        Surroundings surroundings = new Surroundings(server, Workloads.COLUMNS)) {
      List<String> urls =
          List.of(
              surroundings.url(),
              surroundings.segueUrl(Workloads.COLUMN_RULES, "cents", Route.BOTH_READ_OLD));
      List<double[]> millis = List.of(new double[processes], new double[processes]);
      for (int round = -2; round < processes; round++) {
        for (int i = 0; i < urls.size(); i++) {
          double taken = probe(urls.get(i));
          if (round >= 0) {
            millis.get(i)[round] = taken;
          }
        }
      }
      double[] more = new double[processes];
      for (int round = 0; round < processes; round++) {
        more[round] = millis.get(1)[round] - millis.get(0)[round];
      }
      System.out.printf(
          Locale.ROOT,
          "first connection, median of %d processes each: the wrapped driver %.0f ms, Segue %.0f ms, %.0f ms more%n",
          processes,
          Ratio.median(millis.get(0)),
          Ratio.median(millis.get(1)),
          Ratio.median(more));
      return CommandLine.ExitCode.OK;
    }
  }

  private static double probe(String url) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Probe.class.getName(), url));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("the measured process failed: " + String.join(" ", command));
    }
    return Double.parseDouble(printed.strip());
  }
}
