package dev.segue.migrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.segue.migrator.Warehouse;
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
import picocli.CommandLine;

/** What the commands say of a table that is copied. */
@ExtendWith(PostgresExtension.class)
class CopyCommandsTest {

  private static final String ID = "customers-bigint";

  private final TestDatabase database;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path directory;
  private Path rules;

  CopyCommandsTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void warehouse() throws IOException {
    rules = Files.writeString(directory.resolve("segue.yaml"), Warehouse.RULES);
    try (Warehouse warehouse = new Warehouse(database)) {
      warehouse.ageControlTables();
    }
  }

  private int segue(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--url", database.segueUrl(), "--config", rules.toString()));
    CommandLine line = Segue.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(all.toArray(String[]::new));
  }

  private JsonNode json() throws IOException {
    return Json.MAPPER.readTree(out.toString());
  }

  @Test
  void walkItToItsEnd() throws IOException {
    assertThat(segue("check", "--strict")).isZero();
    assertThat(segue("expand", ID)).isZero();
    assertThat(err.toString()).contains("created table public.customers_wide");
    assertThat(segue("expand", ID)).isZero();
    assertThat(out.toString()).contains("the new shape of customers-bigint is there already");
    assertThat(segue("flag", ID, "write-new", "on")).isZero();
    database.execute("INSERT INTO customers_wide (id, email) VALUES (9000, 'left')");
    assertThat(segue("backfill", ID, "--json")).isZero();
    assertThat(json().get("written").asLong()).isEqualTo(700);
    assertThat(json().get("swept").asLong()).isEqualTo(1);

    database.execute(
        """
        DELETE FROM customers_wide WHERE id = 3;
        INSERT INTO customers_wide (id, email) VALUES (9000, 'left')""");
    assertThat(segue("verify", ID)).isEqualTo(1);
    assertThat(out.toString())
        .contains(
            "700 rows compared, 2 differ",
            "1 of them missing from the table that is compared, 1 left over in it",
            "(id) = (3)",
            "(id) = (9000)");
    assertThat(segue("backfill", ID, "--restart")).isZero();
    assertThat(err.toString())
        .contains("1 row of public.customers_wide had no row in public.customers, and went");
    assertThat(segue("verify", ID, "--json")).isZero();
    assertThat(json().get("leftOver").asLong()).isZero();

    assertThat(segue("status", ID)).isZero();
    assertThat(out.toString())
        .contains("(public.customers)", "table -> public.customers_wide; mail -> email; id -> id");
    assertThat(segue("flag", ID, "read-new", "100")).isZero();
    assertThat(segue("flag", ID, "retire-old", "on")).isZero();
    assertThat(segue("contract", ID)).as("nobody said yes").isEqualTo(1);
    assertThat(segue("contract", ID, "--yes")).isZero();
    assertThat(err.toString()).contains("dropped table public.customers");
    assertThat(segue("contract", ID, "--yes")).isZero();
    assertThat(out.toString()).contains("the old shape of customers-bigint is gone already");
    assertThat(segue("check")).isZero();
    assertThat(out.toString()).contains("table public.customers was dropped");
  }

  @Test
  void expandSaysWhyATableCannotTakeTheOthersPlace() {
    database.execute("CREATE TABLE customers_wide (id bigint PRIMARY KEY, name text)");

    assertThat(segue("expand", ID)).isEqualTo(1);
    assertThat(err.toString())
        .contains(
            "column \"name\" is character varying(40) in public.customers and text in"
                + " public.customers_wide",
            "Hint: ");
  }
}
