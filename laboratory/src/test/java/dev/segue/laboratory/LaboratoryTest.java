package dev.segue.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.laboratory.comparison.Difference;
import dev.segue.postgres.PostgresServer;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** As many worlds of fixed seeds as two minutes hold. */
@Tag("slow")
class LaboratoryTest {

  @Test
  void noStatementTellsSegueFromThePlainDriver() throws InterruptedException {
    LaboratorySettings twoMinutes =
        LaboratorySettings.fromProperties(
            new LaboratorySettings(
                1000,
                60,
                250,
                Duration.ofSeconds(120),
                Runtime.getRuntime().availableProcessors()));
    try (PostgresServer server = PostgresServer.start(Laboratory.server())) {
      Tally tally =
          Laboratory.run(
              server, twoMinutes, difference -> System.out.println(difference.setting()));
      System.out.println(tally.report());
      assertThat(tally.differences()).extracting(Difference::described).isEmpty();
      assertThat(tally.statements()).isGreaterThan(500);
    }
  }
}
