package dev.segue.migrator.check;

import static dev.segue.migrator.check.Finding.Severity.ERROR;
import static dev.segue.migrator.check.Finding.Severity.NOTE;
import static dev.segue.migrator.check.Finding.Severity.WARNING;
import static dev.segue.migrator.check.StrayObjects.BOTH_NAMES;
import static dev.segue.migrator.check.StrayObjects.TRIGGER_FUNCTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.segue.migrator.check.Finding.Severity;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What else in the database touches what a migration changes: found. */
@ExtendWith(PostgresExtension.class)
class DatabaseObjectsTest {

  private static final String PARTITIONED =
      """
      DROP TABLE orders;
      CREATE TABLE orders (id bigint PRIMARY KEY, amount numeric(12,2) NOT NULL)
        PARTITION BY RANGE (id);
      CREATE TABLE stray.low PARTITION OF orders FOR VALUES FROM (0) TO (100);
      """;

  private final TestDatabase database;

  DatabaseObjectsTest(TestDatabase database) {
    this.database = database;
  }

  @AfterEach
  void tidyUp() {
    StrayObjects.tidyUp(database);
  }

  private List<Finding> check(String change) {
    return StrayObjects.check(database, change);
  }

  private static Stream<Arguments> found() {
    return Stream.of(
        view("SELECT id, amount FROM orders", "reads old column \"amount\" of public.orders"),
        view("SELECT sum(amount) FROM orders", "reads old column \"amount\" of public.orders"),
        view("SELECT row_to_json(o) FROM orders o", "shows whole rows, which may be those of"),
        arguments(
            "CREATE VIEW stray.a AS SELECT amount FROM orders; CREATE VIEW stray.w AS TABLE stray.a",
            Subject.VIEW,
            WARNING,
            "view stray.w reads view stray.a, which reads the old shape"),
        arguments(
            PARTITIONED + "CREATE VIEW stray.v AS SELECT amount FROM stray.low",
            Subject.VIEW,
            WARNING,
            "view stray.v reads old column \"amount\""),
        arguments(
            "CREATE MATERIALIZED VIEW stray.m AS SELECT sum(amount) FROM orders",
            Subject.MATERIALIZED_VIEW,
            WARNING,
            "materialized view stray.m reads old column \"amount\" of public.orders"),
        rule("UPDATE orders SET amount = 0 WHERE id = NEW.id"),
        rule("INSERT INTO orders (id) VALUES (NEW.id)"),
        arguments(
            "CREATE RULE r AS ON DELETE TO orders DO INSTEAD NOTHING",
            Subject.RULE,
            ERROR,
            "table public.orders has rule r"),
        routine("UPDATE public.orders SET amount = amount + 1", ERROR, "may write public.orders"),
        routine("INSERT INTO orders (id) VALUES (1)", ERROR, "may write public.orders"),
        routine("EXECUTE 'MERGE INTO ONLY orders USING x ON true'", ERROR, "may write"),
        routine("EXECUTE 'UPDATE \"orders\" SET amount = 1'", ERROR, "may write public.orders"),
        routine("PERFORM sum(amount) FROM orders", WARNING, "names old column \"amount\" of"),
        routine("FOR r IN SELECT o.* FROM orders o LOOP END LOOP", WARNING, "may read whole rows"),
        routine("UPDATE orders SET amount = 1, amount_cents = 100", NOTE, "names the new columns"),
        arguments(
            """
            CREATE FUNCTION stray.f() RETURNS numeric LANGUAGE sql
            BEGIN ATOMIC SELECT sum(amount) FROM orders; END""",
            Subject.FUNCTION,
            WARNING,
            "function stray.f() names old column \"amount\" of public.orders"),
        arguments(
            """
            CREATE FUNCTION stray.f(o orders) RETURNS text LANGUAGE sql
            AS 'SELECT $1.id::text'""",
            Subject.FUNCTION,
            WARNING,
            "function stray.f(orders) takes or gives whole rows of public.orders"),
        trigger("NEW.amount := 1;", "BEFORE INSERT", ERROR, "table public.orders has trigger t"),
        trigger("", "AFTER UPDATE OF amount", WARNING, "fires for UPDATE OF old column \"amount\""),
        arguments(
            TRIGGER_FUNCTION.formatted("")
                + """
                CREATE TRIGGER t AFTER INSERT ON orders FOR EACH ROW WHEN (NEW.amount > 1)
                EXECUTE FUNCTION stray.t()""",
            Subject.TRIGGER,
            WARNING,
            "trigger t on orders fires when old column \"amount\" says so"),
        trigger(
            "PERFORM NEW.amount;", "AFTER INSERT", WARNING, "which names old column \"amount\""),
        trigger("PERFORM to_jsonb(NEW);", "AFTER DELETE", WARNING, "which takes the whole row"),
        trigger("PERFORM NEW.id;", "AFTER UPDATE", NOTE, "fires for each row that the backfill"),
        arguments(
            "CREATE POLICY p ON orders USING (amount > 0)",
            Subject.POLICY,
            WARNING,
            "policy p on orders looks at old column \"amount\""),
        arguments(
            """
            CREATE TABLE stray.other (id bigint);
            CREATE POLICY p ON stray.other USING (id IN (SELECT amount FROM orders))""",
            Subject.POLICY,
            WARNING,
            "policy p on stray.other looks at old column \"amount\""),
        arguments(
            "ALTER TABLE orders ADD net numeric GENERATED ALWAYS AS (amount / 1.2) STORED",
            Subject.GENERATED_COLUMN,
            WARNING,
            "column \"net\" of orders is generated from old column \"amount\""),
        arguments(
            "ALTER TABLE orders ALTER amount SET DEFAULT random()",
            Subject.DEFAULT,
            WARNING,
            "default random() of old column \"amount\" is not handed over to the new shape"),
        arguments(
            "ALTER TABLE orders ADD CONSTRAINT c CHECK (amount > 0)",
            Subject.CONSTRAINT,
            WARNING,
            "\"c\" CHECK ((amount > (0)::numeric)) stands on the old columns"),
        arguments(
            "ALTER TABLE orders ADD CONSTRAINT x EXCLUDE (amount WITH =)",
            Subject.CONSTRAINT,
            WARNING,
            "\"x\" EXCLUDE USING btree (amount WITH =) stands on the old columns"),
        arguments(
            "CREATE INDEX i ON orders (amount)", Subject.INDEX, WARNING, "i CREATE INDEX i ON"),
        arguments(
            "CREATE STATISTICS stray.s ON id, amount FROM orders",
            Subject.STATISTICS,
            NOTE,
            "statistics s are kept of old column \"amount\""),
        foreignKey("ON UPDATE CASCADE", ERROR, "writes an old column"),
        foreignKey("ON DELETE SET NULL", ERROR, "writes an old column"),
        foreignKey("ON DELETE CASCADE", WARNING, "stands on the old columns"),
        arguments(
            """
            ALTER TABLE orders ADD CONSTRAINT u UNIQUE (amount);
            CREATE TABLE stray.other (amount numeric CONSTRAINT f REFERENCES orders (amount))""",
            Subject.FOREIGN_KEY,
            WARNING,
            "\"f\" FOREIGN KEY (amount) REFERENCES orders(amount) stands on the old columns"),
        arguments(
            "CREATE PUBLICATION news FOR TABLE orders",
            Subject.PUBLICATION,
            WARNING,
            "publication news publishes public.orders"),
        arguments(
            """
            CREATE UNIQUE INDEX i ON orders (amount);
            ALTER TABLE orders REPLICA IDENTITY USING INDEX i""",
            Subject.REPLICA_IDENTITY,
            WARNING,
            "replica identity i of public.orders has old column \"amount\""),
        arguments(
            PARTITIONED,
            Subject.PARTITION,
            NOTE,
            "public.orders has 1 partition, such as stray.low"),
        arguments(
            """
            CREATE TABLE stray.parent (id bigint, amount numeric(12,2) NOT NULL);
            ALTER TABLE orders INHERIT stray.parent""",
            Subject.TABLE,
            ERROR,
            "public.orders inherits from another table"));
  }

  private static Arguments view(String query, String fact) {
    return arguments(
        "CREATE VIEW stray.v AS " + query, Subject.VIEW, WARNING, "view stray.v " + fact);
  }

  private static Arguments rule(String action) {
    return arguments(
        "CREATE TABLE stray.log (id bigint);"
            + "CREATE RULE keep AS ON INSERT TO stray.log DO ALSO "
            + action,
        Subject.RULE,
        WARNING,
        "rule keep on stray.log reads or writes public.orders");
  }

  private static Arguments routine(String statement, Severity severity, String fact) {
    return arguments(
        "CREATE PROCEDURE stray.f() LANGUAGE plpgsql AS $$DECLARE r record; BEGIN %s; END$$"
            .formatted(statement),
        Subject.FUNCTION,
        severity,
        "procedure stray.f() " + fact);
  }

  private static Arguments trigger(String body, String event, Severity severity, String fact) {
    return arguments(
        TRIGGER_FUNCTION.formatted(body)
            + "CREATE TRIGGER t %s ON orders FOR EACH ROW EXECUTE FUNCTION stray.t()"
                .formatted(event),
        Subject.TRIGGER,
        severity,
        fact);
  }

  private static Arguments foreignKey(String action, Severity severity, String fact) {
    return arguments(
        """
        CREATE TABLE stray.prices (amount numeric(12,2) PRIMARY KEY);
        ALTER TABLE orders ADD CONSTRAINT f
          FOREIGN KEY (amount) REFERENCES stray.prices %s NOT VALID"""
            .formatted(action),
        Subject.FOREIGN_KEY,
        severity,
        fact);
  }

  @ParameterizedTest
  @MethodSource("found")
  void finds(String change, Subject subject, Severity severity, String fact) {
    assertThat(check(change))
        .filteredOn(finding -> finding.subject() == subject && finding.severity() == severity)
        .anySatisfy(
            finding -> {
              assertThat(finding.fact()).contains(fact);
              assertThat(finding.migration()).isEqualTo("orders-amount-cents");
              assertThat(finding.object()).isNotEmpty();
              assertThat(finding.detail() + finding.hint()).isNotEmpty();
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      (id, amount)       | publication news leaves out new column "amount_cents" of public.orders
      WHERE (amount > 1) | publication news filters by old column "amount"
      """)
  void findsWhatAPublicationLeavesOut(String selection, String fact) {
    int version = Integer.parseInt((String) database.rows("SHOW server_version_num").get(0).get(0));
    assumeTrue(version >= 150_000, "publications have lists and filters from PostgreSQL 15 on");

    assertThat(
            check(
                "ALTER TABLE orders ADD amount_cents bigint;"
                    + "CREATE PUBLICATION news FOR TABLE orders "
                    + selection))
        .extracting(Finding::subject, Finding::severity, Finding::fact)
        .contains(tuple(Subject.PUBLICATION, WARNING, fact));
  }

  @Test
  void aCascadeThatWritesOneShapeStandsInTheWay() {
    assertThat(check(BOTH_NAMES))
        .extracting(Finding::severity, Finding::migration)
        .containsExactly(tuple(ERROR, "customers-full-name"));
  }

  @Test
  void tellsWhetherAViewCanBeWritten() {
    assertThat(check("CREATE VIEW stray.v AS SELECT id, amount FROM orders"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.detail()).contains("writes the old shape alone");
              assertThat(finding.hint()).contains("REVOKE INSERT, UPDATE ON stray.v");
            });
    assertThat(check("CREATE VIEW stray.v AS SELECT sum(amount) FROM orders"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.detail()).doesNotContain("writes the old shape"));
  }

  @Test
  void aSubscriptionThatWritesTheTableStandsInTheWay() {
    database.execute(
        """
        CREATE SUBSCRIPTION feed CONNECTION 'dbname=nowhere' PUBLICATION p
        WITH (connect = false, slot_name = NONE, enabled = false)""");
    try {
      // What the subscription's first contact with a publisher would write there.
      assertThat(
              check(
                  """
                  SET allow_system_table_mods = on;
                  INSERT INTO pg_subscription_rel (srsubid, srrelid, srsubstate)
                  SELECT oid, 'orders'::regclass, 'r' FROM pg_subscription"""))
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.severity()).isEqualTo(ERROR);
                assertThat(finding.fact()).isEqualTo("subscription feed writes public.orders");
              });
    } finally {
      database.execute("DROP SUBSCRIPTION feed");
    }
  }

  @Test
  void whatATriggerOfAPartitionDoesIsFoundToo() {
    assertThat(
            check(
                PARTITIONED
                    + TRIGGER_FUNCTION.formatted("PERFORM NEW.amount;")
                    + "CREATE TRIGGER t AFTER INSERT ON stray.low FOR EACH ROW"
                    + " EXECUTE FUNCTION stray.t()"))
        .filteredOn(finding -> finding.subject() == Subject.TRIGGER)
        .singleElement()
        .satisfies(
            finding -> assertThat(finding.fact()).startsWith("trigger t on stray.low calls"));
  }
}
