package dev.segue.laboratory;

import dev.segue.laboratory.comparison.Difference;
import dev.segue.postgres.PostgresServer;
import java.io.PrintStream;
import java.time.Duration;

/** The laboratory from a command line, for as long as one likes. */
public final class LaboratoryMain {

  private LaboratoryMain() {}

  /**
   * Runs by system properties, see {@link LaboratorySettings#fromProperties}.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) throws InterruptedException {
    LaboratorySettings settings =
        LaboratorySettings.fromProperties(
            new LaboratorySettings(
                System.currentTimeMillis(),
                Long.MAX_VALUE / 2,
                400,
                Duration.ofMinutes(10),
                Runtime.getRuntime().availableProcessors()));
    PrintStream out = System.out;
    out.println("first seed " + settings.firstSeed() + ", for " + settings.limit());
    try (PostgresServer server = PostgresServer.start(Laboratory.server())) {
      Tally tally =
          Laboratory.run(server, settings, difference -> out.println(difference.described()));
      tally.differences().stream().findFirst().map(Difference::setting).ifPresent(out::println);
      out.println(tally.report());
      System.exit(tally.differences().isEmpty() ? 0 : 1);
    }
  }
}
