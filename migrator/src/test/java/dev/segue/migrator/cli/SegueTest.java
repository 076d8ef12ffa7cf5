package dev.segue.migrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.segue.migrator.Shop;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@ExtendWith(PostgresExtension.class)
class SegueTest {

  private final TestDatabase database;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path directory;
  private Path rules;

  SegueTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void shop() throws IOException {
    rules = Files.writeString(directory.resolve("segue.yaml"), Shop.RULES);
    try (Shop shop = new Shop(database)) {
      shop.ageControlTables();
    }
  }

  private int segue(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine line = Segue.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  private int segueHere(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.add("--url");
    all.add(database.segueUrl());
    all.add("--config");
    all.add(rules.toString());
    return segue(all.toArray(String[]::new));
  }

  @Test
  void walksAMigrationToItsEnd() throws IOException {
    assertThat(segueHere("check")).isZero();
    assertThat(segueHere("expand", "orders-amount-cents")).isZero();
    assertThat(segueHere("flag", "orders-amount-cents", "write-new", "on")).isZero();
    assertThat(segueHere("backfill", "orders-amount-cents", "--json")).isZero();
    assertThat(json().get("written").asLong()).isEqualTo(3000);
    database.execute("UPDATE orders SET amount = 0 WHERE id IN (5, 6)");
    assertThat(segueHere("verify", "orders-amount-cents", "--limit", "1")).isEqualTo(1);
    assertThat(out.toString()).contains("2 differ", "(id) = (5)", "and 1 more");
    assertThat(segueHere("backfill", "orders-amount-cents")).isZero();
    assertThat(segueHere("verify", "orders-amount-cents", "--json")).isZero();
    assertThat(json().get("clean").asBoolean()).isTrue();
    assertThat(segueHere("flag", "orders-amount-cents", "read-new", "0.25%")).isZero();
    assertThat(segueHere("flag", "orders-amount-cents", "read-new", "100", "--json")).isZero();
    assertThat(segueHere("flag", "orders-amount-cents", "retire-old", "on")).isZero();
    assertThat(segueHere("contract", "orders-amount-cents")).as("nobody said yes").isEqualTo(1);
    assertThat(segueHere("contract", "orders-amount-cents", "--yes")).isZero();
    assertThat(segueHere("status", "--json")).isZero();
    JsonNode orders = json().get("migrations").get(1);
    assertThat(orders.get("stage").asText()).isEqualTo("new");
    assertThat(orders.get("evidence").get("oldShapeGone").asBoolean()).isTrue();
    assertThat(segueHere("status", "orders-amount-cents")).isZero();
    assertThat(out.toString()).contains("the new one alone");
  }

  private JsonNode json() throws IOException {
    return Json.MAPPER.readTree(out.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      expand nosuch                                | there is no migration "nosuch"
      flag orders-amount-cents read-new 140        | "140" is not a percentage
      flag orders-amount-cents write-new 50        | flag write-new is on or off and takes no percentage
      flag orders-amount-cents nosuch on           | there is no flag "nosuch"
      flag orders-amount-cents write-new           | Missing required parameter: 'VALUE'
      backfill orders-amount-cents --sleep fast    | "fast" is not a time
      backfill orders-amount-cents --max-rows-per-second -1 | must not be negative
      nosuch                                       | Unmatched argument
      """)
  void saysWhatIsWrongWithItsInput(String arguments, String message) {
    assertThat(segueHere(arguments.split(" "))).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString())
        .startsWith("segue: ")
        .contains(message)
        .doesNotContain("\tat ", "Exception");
    assertThat(out.toString()).isEmpty();
    assertThat(database.rows("SELECT FROM segue.flag")).isEmpty();
  }

  @Test
  void saysThatTheRulesFileIsMissingOrWrong() throws IOException {
    assertThat(segue("check", "--url", database.url(), "--config", "/nosuch/segue.yaml"))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("/nosuch/segue.yaml");

    Files.writeString(rules, Shop.RULES.replace("rename:", "renam:"));
    assertThat(segueHere("check")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("segue.yaml:6").contains("renam");
  }

  @Test
  void saysThatTheDatabaseIsDown() {
    assertThat(
            segue(
                "status",
                "--url",
                "jdbc:postgresql://127.0.0.1:1/shop?user=me",
                "--config",
                rules.toString()))
        .isEqualTo(ExitCode.UNREACHABLE);
    assertThat(err.toString()).startsWith("segue: the database cannot be reached");

    assertThat(segue("status", "--url", "jdbc:mysql://x/y", "--config", rules.toString()))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(segue("status", "--url", "", "--config", rules.toString()))
        .isEqualTo(ExitCode.BAD_INPUT);
  }

  @Test
  void exitsWithOneWhereTheTableDoesNotFitTheRules() throws IOException {
    database.execute("ALTER TABLE orders RENAME COLUMN amount TO sum");

    assertThat(segueHere("check", "--json")).isEqualTo(ExitCode.FOUND);
    assertThat(json().get(0).get("severity").asText()).isEqualTo("error");
    assertThat(json().get(0).get("subject").asText()).isEqualTo("column");
    assertThat(json().get(0).get("object").asText()).isEqualTo("amount");
    assertThat(segueHere("expand", "orders-amount-cents")).isEqualTo(ExitCode.FOUND);
    assertThat(err.toString()).contains("has no column \"amount\"");
  }

  @Test
  void tellsWhatAFindingIsAboutAndWhyItMatters() throws IOException {
    database.execute("CREATE VIEW dear AS SELECT id FROM orders WHERE amount > 100");

    assertThat(segueHere("check")).isZero();
    assertThat(out.toString())
        .contains("warning: view dear reads old column \"amount\" of public.orders")
        .contains("  Detail: A statement that names it is not rewritten")
        .contains("  Hint: Before write-new, let nobody write through it");
    assertThat(segueHere("check", "--strict", "--json")).isEqualTo(ExitCode.FOUND);
    assertThat(json().get(0).get("subject").asText()).isEqualTo("view");
    assertThat(json().get(0).get("object").asText()).isEqualTo("dear");
    assertThat(json().get(0).get("detail").asText()).contains("on route NEW");
    assertThat(segueHere("status", "--json")).isZero();
    assertThat(json().get("migrations").get(1).get("changes").get(0).asText())
        .isEqualTo("amount -> amount_cents");
  }

  @Test
  void explainsAStatementOnEveryRoute() throws IOException {
    assertThat(segueHere("expand", "orders-amount-cents")).isZero();

    assertThat(segueHere("explain", "UPDATE orders SET amount = ? WHERE id = ?")).isZero();
    assertThat(out.toString())
        .contains("old:", "both-read-old:", "both-read-new:", "new:", "amount_cents", "«");
    assertThat(segueHere("explain", "SELECT amount FROM orders WHERE id = ?", "--json")).isZero();
    assertThat(json().get("routes").get("old").get("sql").asText())
        .isEqualTo("SELECT amount FROM orders WHERE id = ?");
    assertThat(segueHere("explain", "SELECT 1")).isZero();
    assertThat(out.toString()).contains("passed through");
  }

  @Test
  void inspectsAStatement() throws IOException {
    assertThat(segue("inspect", "--json", "SELECT a.x FROM s.t AS a")).isZero();
    assertThat(out.toString().strip())
        .isEqualTo(
            "{\"kind\":\"SELECT\",\"sql\":\"SELECT a.x FROM s.t AS a\",\"relations\":"
                + "[{\"schema\":\"s\",\"name\":\"t\",\"alias\":\"a\",\"at\":16}],\"columns\":"
                + "[{\"fields\":[\"a\",\"x\"],\"at\":7}],\"targets\":[]}");
    assertThat(segue("inspect", "SELECT FROM FROM")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("cannot be read").contains("At offset ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check",
        "explain",
        "inspect",
        "expand",
        "backfill",
        "verify",
        "flag",
        "status",
        "contract"
      })
  void everyCommandHasHelp(String command) {
    assertThat(segue(command, "--help")).isZero();
    assertThat(out.toString()).contains("Usage: segue " + command);
  }

  @Test
  void marksTheChangedParts() {
    assertThat(
            new ChangedParts("«", "»")
                .mark("SELECT name FROM t", "SELECT full_name AS name FROM t"))
        .isEqualTo("SELECT «full_name AS» name FROM t");
  }

  @Test
  void aFlagInTheMemoryOfAnApplicationIsNotSetByACommand() throws IOException {
    Files.writeString(rules, Shop.RULES.replace("flags: database", "flags: memory"));
    assertThat(segueHere("flag", "customers-full-name", "write-new", "on")).isEqualTo(1);
    assertThat(err.toString()).contains("kept in the memory of each application");
  }
}
