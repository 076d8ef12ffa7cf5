package dev.segue.migrator.check;

import static dev.segue.migrator.check.Finding.Severity.ERROR;
import static dev.segue.migrator.check.Finding.Severity.NOTE;
import static dev.segue.migrator.check.Finding.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.segue.migrator.Warehouse;
import dev.segue.migrator.check.Finding.Severity;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is checked of tables that are copied. */
@ExtendWith(PostgresExtension.class)
class CopyCheckTest {

  private static final String STRAY =
      """
      DROP SCHEMA IF EXISTS stray CASCADE;
      CREATE SCHEMA stray;
      CREATE FUNCTION stray.quiet() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      """;

  private final TestDatabase database;
  private Warehouse warehouse;

  CopyCheckTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    warehouse = new Warehouse(database);
    warehouse.execute(STRAY);
  }

  @AfterEach
  void close() {
    warehouse.close();
    database.execute("DROP SCHEMA stray CASCADE; DROP PUBLICATION IF EXISTS stray");
  }

  private List<Finding> check() {
    return new SchemaCheck(warehouse.context).run();
  }

  @Test
  void whatIsAsItShouldBeIsNotMentioned() {
    assertThat(check()).isEmpty();

    warehouse.expansion().run(warehouse.orders, warehouse);
    warehouse.expansion().run(warehouse.customers, warehouse);
    assertThat(check()).isEmpty();
  }

  @Test
  void theMigrationIsOverWhenTheOldTableIsGone() {
    warehouse.expansion().run(warehouse.orders, warehouse);
    warehouse.execute("ALTER TABLE orders RENAME TO gone");
    try {
      assertThat(new SchemaCheck(warehouse.context).run(warehouse.orders))
          .extracting(Finding::severity, Finding::fact)
          .containsExactly(tuple(NOTE, "table public.orders was dropped: the migration is over"));
    } finally {
      warehouse.execute("ALTER TABLE gone RENAME TO orders");
    }
  }

  private static Stream<Arguments> beforeExpand() {
    return Stream.of(
        arguments(
            "ALTER TABLE orders DROP CONSTRAINT orders_pkey",
            Subject.TABLE,
            ERROR,
            "table public.orders has no primary key"),
        arguments(
            "ALTER TABLE customers RENAME mail TO post",
            Subject.COLUMN,
            ERROR,
            "table public.customers has no column \"mail\""),
        arguments(
            "ALTER TABLE customers ALTER id TYPE bigint",
            Subject.COLUMN,
            ERROR,
            "column \"id\" of public.customers is bigint, not integer"),
        arguments(
            "CREATE TABLE customers_wide (id bigint PRIMARY KEY)",
            Subject.COLUMN,
            ERROR,
            "table public.customers_wide has no column \"email\""),
        arguments(
            "CREATE TABLE stray.visits (customer int CONSTRAINT of_them REFERENCES customers)",
            Subject.FOREIGN_KEY,
            WARNING,
            "constraint of_them on table stray.visits points at public.customers"),
        arguments(
            "CREATE VIEW stray.names AS SELECT name FROM customers",
            Subject.VIEW,
            WARNING,
            "view stray.names reads or writes public.customers"),
        arguments(
            """
            CREATE FUNCTION stray.wipe() RETURNS void LANGUAGE sql
            AS 'DELETE FROM public.customers'""",
            Subject.FUNCTION,
            ERROR,
            "function stray.wipe() may write public.customers"),
        arguments(
            """
            CREATE FUNCTION stray.many() RETURNS bigint LANGUAGE sql
            AS 'SELECT count(*) FROM customers'""",
            Subject.FUNCTION,
            WARNING,
            "function stray.many() names public.customers"),
        arguments(
            """
            CREATE TRIGGER quiet BEFORE INSERT ON customers
              FOR EACH ROW EXECUTE FUNCTION stray.quiet()""",
            Subject.TRIGGER,
            ERROR,
            "table public.customers has trigger quiet"),
        arguments(
            "CREATE RULE nothing AS ON DELETE TO customers DO INSTEAD NOTHING",
            Subject.RULE,
            ERROR,
            "table public.customers has rule nothing"),
        arguments(
            """
            CREATE TRIGGER quiet AFTER INSERT ON customers
              FOR EACH ROW EXECUTE FUNCTION stray.quiet()""",
            Subject.TRIGGER,
            WARNING,
            "trigger quiet on public.customers is not on public.customers_wide"));
  }

  @ParameterizedTest
  @MethodSource("beforeExpand")
  void isFoundBeforeExpand(String change, Subject subject, Severity severity, String fact) {
    warehouse.execute(change);

    found(subject, severity, fact);
  }

  private void found(Subject subject, Severity severity, String fact) {
    assertThat(check())
        .filteredOn(finding -> finding.fact().equals(fact))
        .as("among %s", check())
        .hasSize(1)
        .allSatisfy(
            finding -> {
              assertThat(finding.subject()).isEqualTo(subject);
              assertThat(finding.severity()).isEqualTo(severity);
              assertThat(finding.hint()).isNotEmpty();
            });
  }

  private static Stream<Arguments> afterExpand() {
    return Stream.of(
        arguments(
            "ALTER TABLE customers_wide DROP CONSTRAINT customers_country_fkey",
            Subject.FOREIGN_KEY,
            ERROR,
            "customers_country_fkey FOREIGN KEY (country) REFERENCES countries(code) ON DELETE"
                + " CASCADE of public.customers has no counterpart on public.customers_wide"),
        arguments(
            """
            ALTER TABLE customers_wide ADD CONSTRAINT of_it
              FOREIGN KEY (country) REFERENCES countries ON DELETE SET NULL""",
            Subject.FOREIGN_KEY,
            ERROR,
            "of_it FOREIGN KEY (country) REFERENCES countries(code) ON DELETE SET NULL of"
                + " public.customers_wide has no counterpart on public.customers"),
        arguments(
            "ALTER TABLE customers ADD CONSTRAINT of_it FOREIGN KEY (country) REFERENCES countries",
            Subject.FOREIGN_KEY,
            NOTE,
            "of_it FOREIGN KEY (country) REFERENCES countries(code) of public.customers has no"
                + " counterpart on public.customers_wide"),
        arguments(
            """
            ALTER TABLE customers_wide ADD CONSTRAINT of_it
              FOREIGN KEY (country) REFERENCES countries""",
            Subject.FOREIGN_KEY,
            WARNING,
            "of_it FOREIGN KEY (country) REFERENCES countries(code) of public.customers_wide has no"
                + " counterpart on public.customers"),
        arguments(
            "ALTER TABLE customers_wide DROP CONSTRAINT customers_wide_mail_key",
            Subject.INDEX,
            WARNING,
            "customers_mail_key btree (mail) of public.customers has no counterpart on"
                + " public.customers_wide"),
        arguments(
            "CREATE UNIQUE INDEX unlike ON customers_wide (name)",
            Subject.INDEX,
            WARNING,
            "unlike btree (name) of public.customers_wide has no counterpart on public.customers"),
        arguments(
            "ALTER TABLE customers_wide ADD CONSTRAINT new CHECK (country <> name)",
            Subject.CONSTRAINT,
            WARNING,
            "new CHECK ((country <> (name)::text)) of public.customers_wide has no counterpart on"
                + " public.customers"),
        arguments(
            """
            CREATE TRIGGER quiet BEFORE UPDATE ON customers_wide
              FOR EACH ROW EXECUTE FUNCTION stray.quiet()""",
            Subject.TRIGGER,
            ERROR,
            "table public.customers_wide has trigger quiet"),
        arguments(
            """
            CREATE TRIGGER quiet AFTER INSERT ON customers
              FOR EACH ROW EXECUTE FUNCTION stray.quiet();
            CREATE TRIGGER loud AFTER UPDATE ON customers_wide
              FOR EACH ROW EXECUTE FUNCTION stray.quiet()""",
            Subject.TRIGGER,
            WARNING,
            "triggers of public.customers and of public.customers_wide call stray.quiet()"),
        arguments(
            "ALTER TABLE customers ENABLE ROW LEVEL SECURITY",
            Subject.POLICY,
            WARNING,
            "row-level security is on for public.customers and not for public.customers_wide"),
        arguments(
            "CREATE PUBLICATION stray FOR TABLE customers",
            Subject.PUBLICATION,
            WARNING,
            "publication stray has public.customers and not public.customers_wide"),
        arguments(
            "ALTER TABLE customers_wide ALTER name TYPE text",
            Subject.COLUMN,
            ERROR,
            "column \"name\" is character varying(40) in public.customers and text in"
                + " public.customers_wide"));
  }

  @ParameterizedTest
  @MethodSource("afterExpand")
  void isFoundAfterExpand(String change, Subject subject, Severity severity, String fact) {
    warehouse.expansion().run(warehouse.customers, warehouse);
    warehouse.execute(change);

    found(subject, severity, fact);
  }

  @Test
  void aMappingIsTriedThoughItsColumnsHaveOneName() {
    warehouse.close();
    warehouse =
        new Warehouse(database, Warehouse.RULES.replace("\"id::bigint\"", "\"nowhere(id)\""));

    assertThat(check())
        .extracting(Finding::subject, Finding::severity, Finding::fact)
        .containsExactly(
            tuple(
                Subject.MAPPING,
                ERROR,
                "the server does not take \"up\" of \"id\": function nowhere(integer) does not"
                    + " exist"));
  }

  @Test
  void aKeyThatCannotBeToldIsFoundBeforeExpand() {
    warehouse.close();
    warehouse =
        new Warehouse(database, Warehouse.RULES.replace("monotonic: true", "one-to-one: false"));

    found(
        Subject.COLUMN,
        ERROR,
        "primary key column \"id\" of public.customers cannot be told from a row of"
            + " public.customers_wide");
  }
}
