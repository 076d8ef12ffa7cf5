package dev.segue.migrator.check;

import static dev.segue.migrator.check.Finding.Severity.ERROR;
import static dev.segue.migrator.check.Finding.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.segue.migrator.OperatorBench;
import dev.segue.migrator.Warehouse;
import dev.segue.migrator.check.Finding.Severity;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.rules.migration.Migration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What writes past the driver, where statements write both shapes and where triggers do. */
@ExtendWith(PostgresExtension.class)
class TriggerModeCheckTest {

  private static final String OFFER = "Or set write-mode: trigger in the rule.";

  private static final String BENCH =
      """
      segue: 1
      migrations:
        benches-columns:
          table: public.benches
          columns:
            - old: { name: text, place: int }
              new: { label: text }
              up: { label: "name || place" }
              down: { name: "rtrim(label, '0123456789')", place: "1" }
            - new: { total: int }
              up: { total: "a + b" }
      """;

  private static final String TABLES =
      """
      DROP SCHEMA IF EXISTS segue CASCADE;
      DROP SCHEMA IF EXISTS stray CASCADE;
      CREATE SCHEMA stray;
      CREATE FUNCTION stray.t() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.name := 1; RETURN NEW; END';
      DROP TABLE IF EXISTS benches, places;
      CREATE TABLE places (id int PRIMARY KEY);
      CREATE TABLE benches (id int PRIMARY KEY, name text, place int, a int, b int)""";

  private final TestDatabase database;

  TriggerModeCheckTest(TestDatabase database) {
    this.database = database;
  }

  @AfterEach
  void tidyUp() {
    database.execute("DROP SCHEMA IF EXISTS stray CASCADE");
  }

  private List<Finding> columns(String mode, String change) {
    String rules =
        BENCH.replace("public.benches\n", "public.benches\n    write-mode: " + mode + "\n");
    try (OperatorBench bench = new OperatorBench(database, TABLES, rules) {}) {
      bench.ageControlTables();
      Migration migration = bench.context.rules().migrations().get(0);
      bench.expansion().run(migration, bench);
      bench.execute(change);
      return new SchemaCheck(bench.context).run(migration);
    }
  }

  private List<Finding> copy(String mode, String change) {
    String rules =
        Warehouse.RULES.replace(
            "table: public.customers\n", "table: public.customers\n    write-mode: " + mode + "\n");
    try (Warehouse warehouse = new Warehouse(database, rules)) {
      warehouse.execute("DROP SCHEMA IF EXISTS stray CASCADE; CREATE SCHEMA stray");
      warehouse.ageControlTables();
      warehouse.expansion().run(warehouse.customers, warehouse);
      warehouse.execute(change);
      return new SchemaCheck(warehouse.context).run(warehouse.customers);
    }
  }

  private static Stream<Arguments> columns() {
    return Stream.of(
        arguments(
            "CREATE FUNCTION stray.f() RETURNS void LANGUAGE sql AS 'UPDATE public.benches SET name = NULL'",
            "function stray.f() may write public.benches, and names column \"name\"",
            WARNING),
        arguments(
            "CREATE TRIGGER t BEFORE UPDATE ON benches FOR EACH ROW EXECUTE FUNCTION stray.t()",
            "table public.benches has trigger t",
            WARNING),
        arguments(
            "CREATE TRIGGER \"~t\" BEFORE UPDATE ON benches FOR EACH ROW EXECUTE FUNCTION stray.t()",
            "table public.benches has trigger ~t",
            ERROR),
        arguments(
            """
            ALTER TABLE benches ADD CONSTRAINT of_place
              FOREIGN KEY (place) REFERENCES places ON DELETE SET NULL""",
            "\"of_place\" FOREIGN KEY (place) REFERENCES places(id) ON DELETE SET NULL writes an old column",
            WARNING));
  }

  @ParameterizedTest
  @MethodSource("columns")
  void ofColumns(String change, String fact, Severity severity) {
    only(columns("statement", change), fact, ERROR, true);
    only(columns("trigger", change), fact, severity, false);
  }

  private static Stream<Arguments> copies() {
    return Stream.of(
        arguments(
            "CREATE FUNCTION stray.wipe() RETURNS void LANGUAGE sql AS 'DELETE FROM public.customers'",
            "function stray.wipe() may write public.customers",
            WARNING),
        arguments(
            """
            CREATE FUNCTION stray.t() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE TRIGGER t BEFORE UPDATE ON customers FOR EACH ROW EXECUTE FUNCTION stray.t()""",
            "table public.customers has trigger t",
            WARNING),
        arguments(
            "ALTER TABLE customers_wide DROP CONSTRAINT customers_country_fkey",
            "customers_country_fkey FOREIGN KEY (country) REFERENCES countries(code) ON DELETE CASCADE"
                + " of public.customers has no counterpart on public.customers_wide",
            WARNING));
  }

  @ParameterizedTest
  @MethodSource("copies")
  void ofCopies(String change, String fact, Severity severity) {
    only(copy("statement", change), fact, ERROR, true);
    only(copy("trigger", change), fact, severity, false);
  }

  private static void only(List<Finding> found, String fact, Severity severity, boolean offers) {
    assertThat(found)
        .as("findings of %s: %s", severity, found)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.fact()).isEqualTo(fact);
              assertThat(finding.severity()).isEqualTo(severity);
              assertThat(finding.hint().contains(OFFER)).isEqualTo(offers);
            });
  }

  /** The triggers that expand makes, and their functions, are not strays. */
  @Test
  void itsOwnAreNotMentioned() {
    assertThat(columns("trigger", "SELECT 1")).isEmpty();
    assertThat(copy("trigger", "SELECT 1")).isEmpty();
  }

  @Test
  void whereTriggersCannotWriteTheyAreNotOffered() {
    String change =
        "CREATE FUNCTION stray.f() RETURNS void LANGUAGE sql AS 'UPDATE public.benches SET name = NULL'";
    String rules = BENCH.replace("name || place", "name || place || a");
    try (OperatorBench bench = new OperatorBench(database, TABLES, rules) {}) {
      bench.execute(change);
      assertThat(new SchemaCheck(bench.context).run())
          .singleElement()
          .satisfies(finding -> assertThat(finding.hint()).doesNotContain(OFFER));
    }
  }
}
