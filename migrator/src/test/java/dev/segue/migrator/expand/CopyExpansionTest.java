package dev.segue.migrator.expand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.segue.migrator.MigratorException;
import dev.segue.migrator.OperatorBench;
import dev.segue.migrator.Warehouse;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table that a copy is made into. */
@ExtendWith(PostgresExtension.class)
class CopyExpansionTest {

  private static final String COLUMNS =
      """
      SELECT a.attname::text, format_type(atttypid, atttypmod), attnotnull,
             pg_get_expr(adbin, adrelid), attidentity::text
      FROM pg_attribute a LEFT JOIN pg_attrdef d ON adrelid = attrelid AND adnum = attnum
      WHERE attrelid = '%s'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum""";

  private final TestDatabase database;
  private Warehouse warehouse;

  CopyExpansionTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    warehouse = new Warehouse(database);
  }

  @AfterEach
  void close() {
    warehouse.close();
  }

  @Test
  void makesATableLikeTheOldOneWithTheColumnsOfTheNewShape() {
    assertThat(warehouse.expansion().run(warehouse.customers, warehouse))
        .containsExactly("public.customers_wide");

    assertThat(database.rows(COLUMNS.formatted("customers_wide")))
        .containsExactly(
            List.of("id", "bigint", true, "nextval('customers_id_seq'::regclass)", ""),
            List.of("name", "character varying(40)", true, "'nobody'::character varying", ""),
            Arrays.asList("email", "text", true, null, ""),
            Arrays.asList("country", "text", false, null, ""));
    assertThat(
            database.rows(
                """
                SELECT pg_get_constraintdef(oid) FROM pg_constraint
                WHERE conrelid = 'customers_wide'::regclass AND contype <> 'n'"""))
        .extracting(row -> row.get(0))
        .containsExactlyInAnyOrder(
            "CHECK ((id > 0))",
            "CHECK (((name)::text <> ''::text))",
            "FOREIGN KEY (country) REFERENCES countries(code) ON DELETE CASCADE",
            "PRIMARY KEY (id)",
            "UNIQUE (email)");
    assertThat(
            warehouse.value(
                """
                SELECT count(*) FROM pg_indexes
                WHERE tablename = 'customers_wide' AND indexdef LIKE '%lower((name)::text)%'"""))
        .isEqualTo(1L);
  }

  @Test
  void bothTablesDrawFromOneSequence() {
    warehouse.expansion().run(warehouse.customers, warehouse);

    warehouse.execute("INSERT INTO customers_wide (email) VALUES ('new')");
    warehouse.execute("INSERT INTO customers (mail) VALUES ('old')");
    warehouse.execute("INSERT INTO customers_wide (email) VALUES ('newer')");
    assertThat(
            database.rows(
                """
                SELECT id::int FROM customers WHERE mail = 'old'
                UNION ALL SELECT id::int FROM customers_wide ORDER BY 1"""))
        .extracting(row -> row.get(0))
        .containsExactly(701, 702, 703);
  }

  @Test
  void makesItByTheRulesCommands() {
    assertThat(warehouse.expansion().run(warehouse.orders, warehouse))
        .containsExactly("public.orders_by_month");

    assertThat(
            warehouse.value(
                "SELECT count(*) FROM pg_inherits WHERE inhparent = 'orders_by_month'::regclass"))
        .isEqualTo(2L);
    assertThat(warehouse.said).contains("created table public.orders_by_month");
  }

  @Test
  void canBeRunAgain() {
    warehouse.expansion().run(warehouse.orders, warehouse);
    warehouse.expansion().run(warehouse.customers, warehouse);

    assertThat(warehouse.expansion().run(warehouse.orders, warehouse)).isEmpty();
    assertThat(warehouse.expansion().run(warehouse.customers, warehouse)).isEmpty();
  }

  @Test
  void aTableThatIsThereMustAgreeToo() {
    warehouse.execute("CREATE TABLE customers_wide (id bigint PRIMARY KEY, name varchar(40))");

    assertThatThrownBy(() -> warehouse.expansion().run(warehouse.customers, warehouse))
        .isInstanceOf(MigratorException.class)
        .hasMessageContaining("table public.customers_wide has no column \"email\"")
        .hasMessageContaining(
            "column \"country\" of public.customers has no place in public.customers_wide");
    assertThat(database.rows("SELECT FROM pg_namespace WHERE nspname = 'segue'")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CREATE TABLE copied (LIKE items); SELECT nowhere                        | creating table public.copied by the rule's "create" failed: column "nowhere" does not exist
          CREATE TABLE other (LIKE items INCLUDING ALL)                           | there is no table public.copied
          CREATE VIEW copied AS SELECT * FROM items                               | public.copied is not a table
          CREATE TABLE copied (LIKE items)                                        | table public.copied has no primary key
          CREATE TABLE copied (id int PRIMARY KEY, n int, d int GENERATED ALWAYS AS (n * 2) STORED) | column "t" of public.items has no place in public.copied
          CREATE TABLE copied (LIKE items INCLUDING ALL, x int NOT NULL)          | column "x" of public.copied must have a value and gets none
          CREATE TABLE copied (id bigint PRIMARY KEY, n int, t text, d int)       | column "id" is integer in public.items and bigint in public.copied
          CREATE TABLE copied (id int PRIMARY KEY, n int GENERATED ALWAYS AS (id * 2) STORED, t text, d int) | column "n" of public.copied is generated by the database
          CREATE TABLE copied (id serial PRIMARY KEY, n int, t text, d int)       | column "id" of public.copied draws from a sequence of its own
          CREATE TABLE copied (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n int, t text, d int) | column "id" of public.copied draws from a sequence of its own
          CREATE TABLE copied (LIKE items, x serial, PRIMARY KEY (id, x))         | primary key column "x" of public.copied cannot be told from a row of public.items
          CREATE TABLE copied (LIKE items, PRIMARY KEY (id) DEFERRABLE)           | the primary key of public.copied is deferrable
          """)
  void whatCannotTakeItsPlaceIsNotLeftBehind(String create, String fact) {
    String rules =
        """
        segue: 1
        migrations:
          items-copied:
            table: public.items
            copy: { to: public.copied, create: "%s" }
        """
            .formatted(create);
    String tables =
        """
        DROP SCHEMA IF EXISTS segue CASCADE;
        DROP TABLE IF EXISTS items, copied, other CASCADE;
        CREATE TABLE items (
          id serial PRIMARY KEY, n int, t text, d int GENERATED ALWAYS AS (n * 2) STORED)""";
    try (OperatorBench bench = new OperatorBench(database, tables, rules) {}) {
      assertThatThrownBy(
              () -> bench.expansion().run(bench.context.rules().migrations().get(0), bench))
          .isInstanceOf(MigratorException.class)
          .hasMessageContaining(fact);
    }
    assertThat(
            database.rows(
                """
                SELECT relname FROM pg_class WHERE relname IN ('copied', 'other')
                UNION ALL SELECT nspname FROM pg_namespace WHERE nspname = 'segue'"""))
        .isEmpty();
  }

  @Test
  void whatIsSaidOfValuesThatBecomeOthersIsLeftOut() {
    String rules =
        """
        segue: 1
        migrations:
          items-cents:
            table: public.items
            copy: { to: public.copied }
            columns:
              - old: { price: "numeric(12,2)" }
                new: { cents: bigint }
                up: { cents: "(price * 100)::bigint" }
                down: { price: "cents / 100.0" }
                monotonic: true
              - old: { name: text }
                new: { first: text, last: text }
                up: { first: "split_part(name, ' ', 1)", last: "split_part(name, ' ', 2)" }
                down: { name: "first || ' ' || last" }
              - old: { junk: text }
                down: { junk: "''" }
        """;
    String tables =
        """
        DROP SCHEMA IF EXISTS segue CASCADE;
        DROP TABLE IF EXISTS items, copied CASCADE;
        CREATE TABLE items (
          id int PRIMARY KEY, price numeric(12,2) NOT NULL DEFAULT 2.50 CHECK (price < 1000),
          name text NOT NULL DEFAULT 'Ada L', junk text, made timestamptz DEFAULT now());
        CREATE INDEX ON items (price);
        CREATE INDEX ON items (id) WHERE price > 10;
        CREATE INDEX ON items ((price * 2))""";
    try (OperatorBench bench = new OperatorBench(database, tables, rules) {}) {
      bench.expansion().run(bench.context.rules().migrations().get(0), bench);
    }

    database.execute("INSERT INTO copied (id) VALUES (1); INSERT INTO copied VALUES (2, 100000)");
    assertThat(database.rows("SELECT cents, first, last FROM copied WHERE id = 1"))
        .containsExactly(List.of(250L, "Ada", "L"));
    assertThat(
            database.rows(
                """
                SELECT pg_get_indexdef(indexrelid) FROM pg_index
                WHERE indrelid = 'copied'::regclass ORDER BY 1"""))
        .extracting(row -> row.get(0))
        .containsExactly(
            "CREATE INDEX copied_price_idx ON public.copied USING btree (cents)",
            "CREATE UNIQUE INDEX copied_pkey ON public.copied USING btree (id)");
    assertThat(database.rows(COLUMNS.formatted("copied")))
        .extracting(row -> row.get(0), row -> row.get(2))
        .containsExactly(
            tuple("id", true),
            tuple("cents", true),
            tuple("made", false),
            tuple("first", false),
            tuple("last", false));
  }

  @Test
  void whoMayUseTheOldTableMayUseTheNewOneInTheSameWay() {
    database.execute(
        """
        DROP ROLE IF EXISTS clerk;
        DROP ROLE IF EXISTS guest;
        CREATE ROLE clerk;
        CREATE ROLE guest;
        GRANT INSERT, DELETE ON customers TO clerk;
        GRANT SELECT (id, mail), UPDATE (mail) ON customers TO guest;
        GRANT SELECT ON customers TO PUBLIC""");
    try {
      warehouse.expansion().run(warehouse.customers, warehouse);

      assertThat(
              warehouse.value(
                  """
                  SELECT has_table_privilege('clerk', 'customers_wide', 'INSERT')
                     AND has_table_privilege('clerk', 'customers_wide', 'DELETE')
                     AND NOT has_table_privilege('clerk', 'customers_wide', 'UPDATE')
                     AND has_sequence_privilege('clerk', 'customers_id_seq', 'USAGE')
                     AND has_column_privilege('guest', 'customers_wide', 'email', 'UPDATE')
                     AND NOT has_column_privilege('guest', 'customers_wide', 'name', 'UPDATE')
                     AND NOT has_sequence_privilege('guest', 'customers_id_seq', 'USAGE')
                     AND has_table_privilege('guest', 'customers_wide', 'SELECT')"""))
          .isEqualTo(true);
      database.execute(
          """
          SET ROLE clerk;
          INSERT INTO customers_wide (email) VALUES ('clerk');
          RESET ROLE""");
    } finally {
      database.execute(
          "DROP OWNED BY clerk; DROP ROLE clerk; DROP OWNED BY guest; DROP ROLE guest");
    }
  }

  @Test
  void whatCannotBeMadeLikeTheOldOneIsSaid() {
    database.execute("ALTER TABLE customers ADD twice int GENERATED ALWAYS AS (id * 2) STORED");

    assertThatThrownBy(() -> warehouse.expansion().run(warehouse.customers, warehouse))
        .isInstanceOf(MigratorException.class)
        .hasMessageContaining(
            "creating table public.customers_wide like public.customers, without a \"create\" in"
                + " the rule, failed: cannot alter type of a column used by a generated column");
    assertThat(database.rows("SELECT FROM pg_class WHERE relname = 'customers_wide'")).isEmpty();
  }

  @Test
  void doesNotMakeASchemaByItself() {
    String rules =
        "{ segue: 1, migrations: { a: { table: customers, copy: { to: elsewhere.customers } } } }";
    try (OperatorBench bench = new OperatorBench(database, "SELECT 1", rules) {}) {
      assertThatThrownBy(
              () -> bench.expansion().run(bench.context.rules().migrations().get(0), bench))
          .hasMessageContaining("there is no schema \"elsewhere\"");
    }
  }
}
