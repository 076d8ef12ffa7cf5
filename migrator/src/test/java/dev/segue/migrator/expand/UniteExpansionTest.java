package dev.segue.migrator.expand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.segue.driver.control.Direction;
import dev.segue.flags.FlagKind;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.Regions;
import dev.segue.migrator.check.Finding;
import dev.segue.migrator.check.SchemaCheck;
import dev.segue.migrator.status.StatusReading;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables that become one where they are. */
@ExtendWith(PostgresExtension.class)
class UniteExpansionTest {

  private final TestDatabase database;
  private Regions regions;

  UniteExpansionTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    regions = new Regions(database);
  }

  @AfterEach
  void close() {
    regions.close();
  }

  private List<String> expand() {
    return regions.expansion().run(regions.migration, regions);
  }

  @Test
  void theTablesBecomePartsOfOne() {
    Object files = regions.value("SELECT pg_relation_filenode('orders_eu')");

    assertThat(expand()).containsExactly("public.orders_eu", "public.orders_us");

    assertThat(database.rows("SELECT region, count(*), sum(amount) FROM orders GROUP BY 1"))
        .extracting(row -> row.get(0) + " " + row.get(1) + " " + row.get(2))
        .containsExactlyInAnyOrder("EU 1000 500500.00", "US 1000 500500.00");
    assertThat(regions.value("SELECT pg_relation_filenode('orders_eu')"))
        .as("nothing is rewritten")
        .isEqualTo(files);
    assertThat(regions.said)
        .contains(
            "created table public.orders",
            "public.orders_eu is a part of public.orders now",
            "column public.orders.id has no default, since the tables have different ones: give it one, or values");
  }

  @Test
  void theOneTableHasWhatAllOfThemHave() {
    expand();

    assertThat(
            database.rows(
                """
                SELECT attname::text || ' ' || format_type(atttypid, atttypmod)
                         || CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END
                         || coalesce(' ' || pg_get_expr(adbin, adrelid), '')
                FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
                WHERE attrelid = 'orders'::regclass AND attnum > 0 AND NOT attisdropped
                ORDER BY attnum"""))
        .extracting(row -> row.get(0))
        .containsExactly(
            "id bigint NOT NULL",
            "customer text",
            "note text 'n'::text",
            "amount numeric(12,2) NOT NULL",
            "vat numeric (amount / (5)::numeric)",
            "region text NOT NULL");
    assertThat(database.rows("SELECT indexdef::text FROM pg_indexes WHERE tablename = 'orders'"))
        .extracting(row -> row.get(0))
        .containsExactly(
            "CREATE UNIQUE INDEX orders_id_region_idx ON ONLY public.orders USING btree (id, region)");
    assertThat(
            database.rows(
                """
                SELECT conname::text FROM pg_constraint
                WHERE conrelid = 'orders_eu'::regclass AND conname LIKE 'segue%'"""))
        .isEmpty();
  }

  @Test
  void aRowMovesWithItsRegion() {
    expand();

    regions.execute("UPDATE orders SET region = 'US', id = 5000 WHERE region = 'EU' AND id = 3");
    assertThat(regions.value("SELECT customer FROM orders_us WHERE id = 5000")).isEqualTo("e3");
    assertThat(regions.value("SELECT count(*) FROM orders_eu")).isEqualTo(999L);
    regions.execute(
        "INSERT INTO orders (id, customer, amount, region) VALUES (6000, 'x', 1, 'EU')");
    assertThat(regions.value("SELECT note FROM orders_eu WHERE id = 6000")).isEqualTo("n");
  }

  @Test
  void canBeRunAgainAndGoesOnWhereItWas() {
    regions.execute(
        """
        ALTER TABLE orders_eu ADD COLUMN region text NOT NULL DEFAULT 'EU';
        ALTER TABLE orders_eu ADD CONSTRAINT segue_united CHECK (region = 'EU') NOT VALID;""");
    assertThat(expand()).hasSize(2);
    assertThat(expand()).isEmpty();
    regions.execute("ALTER TABLE orders DETACH PARTITION orders_us");
    assertThat(expand()).containsExactly("public.orders_us");
    assertThat(regions.value("SELECT count(*) FROM orders")).isEqualTo(2000L);
  }

  @Test
  void whoMayUseAllTablesMayUseTheOne() {
    regions.execute(
        """
        DROP ROLE IF EXISTS segue_reader, segue_half;
        CREATE ROLE segue_reader; CREATE ROLE segue_half;
        GRANT SELECT, INSERT ON orders_eu TO segue_reader;
        GRANT SELECT, DELETE ON orders_us TO segue_reader;
        GRANT SELECT ON orders_us TO segue_half""");
    expand();

    assertThat(
            database.rows(
                """
                SELECT r, p, has_table_privilege(r, 'orders', p)
                FROM unnest('{segue_reader,segue_half}'::text[]) r, unnest('{SELECT,INSERT,DELETE}'::text[]) p
                WHERE has_table_privilege(r, 'orders', p)"""))
        .containsExactly(List.of("segue_reader", "SELECT", true));
    regions.execute("DROP OWNED BY segue_reader, segue_half; DROP ROLE segue_reader, segue_half");
  }

  @Test
  void aTableOfItsOwnCommandsMustBeAListOfTheColumn() {
    try (Regions other =
        new Regions(
            database,
            Regions.RULES
                + "      create: CREATE TABLE orders (LIKE orders_us) PARTITION BY HASH (region)\n")) {
      assertThatThrownBy(() -> other.expansion().run(other.migration, other))
          .isInstanceOf(MigratorException.class)
          .hasMessageContaining("table public.orders is not partitioned by a list of \"region\"");
      assertThat(other.value("SELECT to_regclass('orders') IS NULL")).isEqualTo(true);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ALTER TABLE orders_us ADD extra int         | table public.orders_eu has no column "extra"
          ALTER TABLE orders_eu ADD extra int         | table public.orders_us has no column "extra"
          ALTER TABLE orders_us ALTER note TYPE varchar(9) | column "note" is text COLLATE "default" in public.orders_eu and character varying(9) COLLATE "default" in public.orders_us
          ALTER TABLE orders_us ENABLE ROW LEVEL SECURITY  | public.orders_us has row-level security
          CREATE RULE r AS ON DELETE TO orders_us DO NOTHING | rule r on public.orders_us cannot stay
          ALTER TABLE orders_us ADD region int             | table public.orders_us has a column "region" already
          CREATE TABLE orders_sub () INHERITS (orders_us)  | public.orders_us inherits from another table, or another one from it
          """)
  void refusesWhatCannotBeUnited(String command, String fact) {
    regions.execute(command);

    assertThat(new SchemaCheck(regions.context).run(regions.migration))
        .filteredOn(finding -> finding.severity() == Finding.Severity.ERROR)
        .extracting(Finding::fact)
        .contains(fact);
    assertThatThrownBy(this::expand)
        .isInstanceOf(MigratorException.class)
        .hasMessageContaining(fact);
    assertThat(regions.value("SELECT to_regclass('orders') IS NULL")).isEqualTo(true);
  }

  @Test
  void anIdentityColumnCannotBecomeAPartFromPostgreSql17On() {
    assumeThat((int) regions.value("SELECT current_setting('server_version_num')::int"))
        .isGreaterThanOrEqualTo(170_000);
    regions.execute(
        """
        ALTER TABLE orders_us ALTER id DROP DEFAULT;
        ALTER TABLE orders_us ALTER id ADD GENERATED ALWAYS AS IDENTITY""");

    assertThatThrownBy(this::expand)
        .hasMessageContaining("column \"id\" of public.orders_us is an identity column");
  }

  @Test
  void checkSaysWhatIsToBeKnown() {
    regions.execute(
        """
        CREATE FUNCTION segue_noop() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
        CREATE TRIGGER watched AFTER INSERT ON orders_us EXECUTE FUNCTION segue_noop()""");
    try {
      assertThat(new SchemaCheck(regions.context).run(regions.migration))
          .extracting(finding -> finding.severity() + " " + finding.fact())
          .containsExactly(
              "WARNING trigger watched on public.orders_us fires for statements that name that table",
              "WARNING column \"id\" has different defaults in the tables that become public.orders");
    } finally {
      regions.execute("DROP FUNCTION segue_noop CASCADE");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "old, orders_eu, 5",
    "old, orders_us, 5",
    "new, orders_eu, 6",
    "new, orders, 6",
    "orders-all-regions:old, orders, 6"
  })
  void eachApplicationSeesItsShape(String speaks, String table, int columns, @TempDir Path folder)
      throws Exception {
    expand();
    Path rules = Files.writeString(folder.resolve("segue.yaml"), Regions.RULES);
    String url = database.segueUrl();
    url += (url.contains("?") ? "&" : "?") + "segue.config=" + rules.toUri().getPath();

    try (Connection connection = DriverManager.getConnection(url + "&segue.speaks=" + speaks);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT * FROM " + table + " WHERE id = 7")) {
      assertThat(result.getMetaData().getColumnCount()).isEqualTo(columns);
      assertThat(result.next()).isTrue();
    }
  }

  @Test
  void noOtherStepIsNeeded() {
    expand();

    for (Runnable step :
        List.<Runnable>of(
            () -> regions.flag(regions.migration, FlagKind.WRITE_NEW, 100),
            () -> regions.backfill(regions.migration, Direction.UP),
            () -> regions.verify(regions.migration, Direction.UP),
            () -> regions.contract(regions.migration))) {
      assertThatThrownBy(step::run)
          .isInstanceOf(MigratorException.class)
          .hasMessageContaining("unites tables where they are");
    }
    assertThat(new StatusReading(regions.context).read(List.of(regions.migration)).migrations())
        .singleElement()
        .satisfies(
            status ->
                assertThat(status.changes())
                    .containsExactly("public.orders_eu, public.orders_us -> table"));
  }
}
