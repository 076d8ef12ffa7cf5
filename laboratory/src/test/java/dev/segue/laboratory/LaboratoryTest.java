package dev.segue.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.laboratory.comparison.Difference;
import dev.segue.postgres.PostgresServer;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Twelve fixed seeds, each a world that speaks old and one that speaks new: some two minutes. */
@Tag("slow")
class LaboratoryTest {

  @Test
  void noStatementTellsSegueFromThePlainDriver() throws InterruptedException {
    LaboratorySettings twelveSeeds =
        LaboratorySettings.fromProperties(
            new LaboratorySettings(
                1000, 12, 250, Duration.ofMinutes(20), Runtime.getRuntime().availableProcessors()));
    try (PostgresServer server = PostgresServer.start(Laboratory.server())) {
      Tally tally =
          Laboratory.run(
              server, twelveSeeds, difference -> System.out.println(difference.setting()));
      System.out.println(tally.report());
      assertThat(tally.differences()).extracting(Difference::described).isEmpty();
      assertThat(tally.statements()).isGreaterThan(3000);
    }
  }
}
