package dev.segue.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.laboratory.comparison.Difference;
import dev.segue.postgres.PostgresServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A world of columns and one with a table in parts: what is wrong with all shows at once. */
class LaboratoryQuickTest {

  @Test
  void noStatementTellsSegueFromThePlainDriver() throws InterruptedException {
    LaboratorySettings few =
        LaboratorySettings.fromProperties(
            new LaboratorySettings(7, 2, 40, Duration.ofMinutes(2), 2));
    try (PostgresServer server = PostgresServer.start(Laboratory.server())) {
      Tally tally =
          Laboratory.run(server, few, difference -> System.out.println(difference.described()));
      System.out.println(tally.report());
      assertThat(tally.differences()).extracting(Difference::described).isEmpty();
      assertThat(tally.statements()).isGreaterThan(20);
    }
  }
}
