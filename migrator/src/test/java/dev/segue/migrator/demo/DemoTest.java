package dev.segue.migrator.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.migrator.demo.display.Console;
import dev.segue.migrator.demo.measure.RouteCounts;
import dev.segue.migrator.demo.outcome.DemoOutcome;
import dev.segue.migrator.demo.scenario.Scenario;
import dev.segue.migrator.demo.walk.Pace;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Route;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole demo on few rows, at a hurried pace. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class DemoTest {

  private static final Pace HURRIED =
      new Pace(
          Duration.ofMillis(200),
          Duration.ofMillis(300),
          Duration.ofMillis(200),
          Duration.ofMillis(300));

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final Console console =
      Console.plain(new PrintStream(written, true, StandardCharsets.UTF_8));

  private static DemoOptions in(String url) {
    return in(Scenario.COLUMNS, url);
  }

  private static DemoOptions in(Scenario scenario, String url) {
    return new DemoOptions(scenario, HURRIED, false, Optional.of(url), 4, 4_000, 1);
  }

  private String output() {
    return written.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({"columns, orders-amount-cents", "tables, orders-parts"})
  void bothMigrationsAreWalkedUnderLoadAndNothingIsLost(
      String scenario, String migration, TestDatabase database) {
    DemoOutcome outcome =
        Demo.run(in(Scenario.named(scenario).orElseThrow(), database.url()), console);

    assertThat(outcome.findings()).isEmpty();
    assertThat(outcome.walked()).isTrue();
    assertThat(outcome.statementsFailed()).isZero();
    assertThat(outcome.answersContradicted()).isZero();
    assertThat(outcome.outcomesUnknown()).isZero();
    assertThat(outcome.comparison().lostWrites()).isZero();
    assertThat(outcome.holds()).isTrue();
    assertThat(outcome.flips()).isEqualTo(14);
    assertThat(outcome.rowsBackfilled()).isGreaterThan(4_000 / 2);
    assertThat(outcome.answersChecked()).isGreaterThan(100);
    assertThat(outcome.routes()).hasSize(2).allSatisfy(DemoTest::tookEveryRoute);
    assertThat(output()).contains("$ segue flag " + migration + " read-new 25", "writes lost");
    assertThat(database.rows("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'segue%'"))
        .isEmpty();
  }

  /** But BOTH_LEAD_NEW, which the fleet passes: whether a statement runs meanwhile is chance. */
  private static void tookEveryRoute(RouteCounts counts) {
    for (Route route : EnumSet.complementOf(EnumSet.of(Route.BOTH_LEAD_NEW))) {
      assertThat(counts.on(route)).as("%s on %s", counts.migration(), route).isPositive();
    }
  }

  @Test
  void aDatabaseThatHoldsASchemaOfTheDemoIsLeftAlone(TestDatabase database) {
    database.execute("CREATE SCHEMA segue_demo; CREATE TABLE segue_demo.precious (id int)");

    assertThatThrownBy(() -> Demo.run(in(database.url()), console))
        .isInstanceOf(DemoException.class)
        .hasMessageStartingWith("the database has a schema \"segue_demo\" already");
    assertThat(database.rows("SELECT * FROM segue_demo.precious")).isEmpty();

    database.execute("DROP SCHEMA segue_demo CASCADE");
  }

  @Test
  void aDatabaseThatIsDownIsOneClearSentence() {
    assertThatThrownBy(
            () -> Demo.run(in("jdbc:postgresql://localhost:1/none?user=nobody"), console))
        .isInstanceOf(DemoException.class)
        .hasMessageStartingWith("the database cannot be reached: ")
        .hasMessageContaining("\nHint: ");
  }

  @Test
  void aUserWhoMayCreateNothingIsToldSo(TestDatabase database) {
    database.execute(
        "CREATE ROLE demo_guest LOGIN PASSWORD 'guest';"
            + " REVOKE CREATE ON DATABASE "
            + database.name()
            + " FROM PUBLIC");
    String url = database.url().replaceAll("\\?.*", "?user=demo_guest&password=guest");

    assertThatThrownBy(() -> Demo.run(in(url), console))
        .isInstanceOf(DemoException.class)
        .hasMessageStartingWith("the demo may not do that in this database: ")
        .hasMessageContaining("\nHint: GRANT CREATE");

    database.execute("DROP ROLE demo_guest");
  }

  @Test
  void aUrlThatIsNotPostgresqlsIsRefused() {
    assertThatThrownBy(() -> Demo.run(in("jdbc:h2:mem:shop"), console))
        .isInstanceOf(DemoException.class)
        .hasMessageStartingWith("--url is not the URL of a PostgreSQL database");
  }

  @Test
  void numbersWithoutMeaningAreRefused() {
    assertThatThrownBy(
            () -> new DemoOptions(Scenario.COLUMNS, HURRIED, false, Optional.empty(), 0, 1_000, 1))
        .isInstanceOf(DemoException.class)
        .hasMessageStartingWith("the shop cannot have 0 threads");
  }

  @Test
  void passwordsAreNotShown() {
    assertThat(Passwords.hidden("jdbc:postgresql://h/d?user=u&password=secret&ssl=true"))
        .isEqualTo("jdbc:postgresql://h/d?user=u&password=***&ssl=true");
  }
}
