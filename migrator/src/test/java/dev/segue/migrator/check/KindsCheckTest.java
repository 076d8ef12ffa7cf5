package dev.segue.migrator.check;

import static dev.segue.migrator.check.Finding.Severity.ERROR;
import static dev.segue.migrator.check.Finding.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.segue.migrator.Registry;
import dev.segue.migrator.check.Finding.Severity;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is checked of columns that are split, merged, added, dropped, or computed with others. */
@ExtendWith(PostgresExtension.class)
class KindsCheckTest {

  private final TestDatabase database;

  KindsCheckTest(TestDatabase database) {
    this.database = database;
  }

  private List<Finding> check(String change) {
    try (Registry registry = new Registry(database)) {
      registry.execute("DROP SCHEMA IF EXISTS stray CASCADE; CREATE SCHEMA stray");
      registry.execute(change);
      return new SchemaCheck(registry.context).run();
    }
  }

  private static Stream<Arguments> found() {
    return Stream.of(
        arguments(
            "ALTER TABLE invoices DROP rate",
            Subject.COLUMN,
            ERROR,
            "table public.invoices has no column \"rate\""),
        arguments(
            """
            ALTER TABLE invoices DROP rate,
              ADD rate numeric(6,2) GENERATED ALWAYS AS (id + 1) STORED""",
            Subject.COLUMN,
            ERROR,
            "column \"rate\" of public.invoices, which a mapping computes from, is generated"),
        arguments(
            """
            CREATE TABLE stray.prices (price numeric(10,2) PRIMARY KEY);
            ALTER TABLE items ADD CONSTRAINT f
              FOREIGN KEY (price) REFERENCES stray.prices ON UPDATE CASCADE NOT VALID""",
            Subject.FOREIGN_KEY,
            ERROR,
            "\"f\" writes a column that the new shape is computed from"),
        arguments(
            """
            CREATE FUNCTION stray.f() RETURNS void LANGUAGE plpgsql AS
            'BEGIN UPDATE items SET price = 1; END'""",
            Subject.FUNCTION,
            ERROR,
            "function stray.f() may write public.items, and names column \"price\""),
        arguments(
            """
            CREATE FUNCTION stray.t() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN NEW.price := 1; RETURN NEW; END';
            CREATE TRIGGER t BEFORE INSERT ON items FOR EACH ROW EXECUTE FUNCTION stray.t()""",
            Subject.TRIGGER,
            ERROR,
            "table public.items has trigger t"),
        arguments(
            "CREATE INDEX i ON people (lower(name), id)",
            Subject.INDEX,
            WARNING,
            "i CREATE INDEX i ON public.people USING btree (lower(name), id) stands on the old"),
        arguments(
            "ALTER TABLE people ALTER street SET DEFAULT 'Nowhere'",
            Subject.DEFAULT,
            WARNING,
            "default 'Nowhere'::text of old column \"street\" is not handed over"),
        arguments(
            "CREATE VIEW stray.v AS SELECT legacy FROM items",
            Subject.VIEW,
            WARNING,
            "view stray.v reads old column \"legacy\" of public.items"));
  }

  @ParameterizedTest
  @MethodSource("found")
  void finds(String change, Subject subject, Severity severity, String fact) {
    assertThat(check(change))
        .filteredOn(finding -> finding.subject() == subject && finding.severity() == severity)
        .anySatisfy(finding -> assertThat(finding.fact()).contains(fact));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "CREATE UNIQUE INDEX ON items (legacy); ALTER TABLE items ADD CHECK (legacy > '')",
        """
        ALTER TABLE people ADD first_name text, ADD last_name text;
        CREATE UNIQUE INDEX ON people (name); CREATE UNIQUE INDEX ON people (last_name, first_name)""",
        """
        ALTER TABLE people ALTER street SET DEFAULT 'Nowhere';
        ALTER TABLE people ALTER house SET DEFAULT '1'""",
        """
        CREATE FUNCTION stray.f() RETURNS void LANGUAGE plpgsql AS
        'BEGIN UPDATE items SET id = 1; END'""",
        "CREATE TABLE stray.v AS SELECT legacy FROM items"
      })
  void staysSilent(String change) {
    assertThat(check(change)).isEmpty();
  }
}
