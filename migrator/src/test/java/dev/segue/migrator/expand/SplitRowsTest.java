package dev.segue.migrator.expand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.driver.control.Direction;
import dev.segue.flags.FlagKind;
import dev.segue.migrator.Areas;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.check.SchemaCheck;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.rules.migration.Migration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables whose rows are split, from the look before to the end. */
@ExtendWith(PostgresExtension.class)
class SplitRowsTest {

  private static final String CONSTRAINTS =
      """
      SELECT conrelid::regclass || ': ' || pg_get_constraintdef(oid) FROM pg_constraint
      WHERE contype <> 'n' AND conparentid = 0 AND conislocal
        AND conrelid::regclass::text IN ('orders_by_region', 'orders_eu', 'orders_rest')
      UNION ALL
      SELECT indrelid::regclass || ': ' || regexp_replace(pg_get_indexdef(indexrelid), '^.* USING ', '')
      FROM pg_index i
      WHERE indrelid::regclass::text IN ('orders_by_region', 'orders_eu', 'orders_rest')
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
        AND NOT EXISTS (SELECT FROM pg_inherits WHERE inhrelid = indexrelid)""";

  private final TestDatabase database;
  private Areas areas;

  SplitRowsTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    areas = new Areas(database);
  }

  @AfterEach
  void close() {
    areas.close();
  }

  private List<String> found(Migration migration) {
    return new SchemaCheck(areas.context)
        .run(migration).stream().map(finding -> finding.severity() + " " + finding.fact()).toList();
  }

  @Test
  void expandMakesTheWholeAndItsParts() {
    assertThat(areas.expansion().run(areas.orders, areas))
        .containsExactly("public.orders_by_region");

    assertThat(database.rows(CONSTRAINTS))
        .extracting(row -> row.get(0))
        .containsExactlyInAnyOrder(
            "orders_by_region: PRIMARY KEY (id, region)",
            "orders_by_region: UNIQUE (region, remark)",
            "orders_by_region: CHECK ((remark <> ''::text))",
            "orders_by_region: FOREIGN KEY (customer) REFERENCES customers(id) ON DELETE CASCADE",
            "orders_by_region: btree (customer)",
            "orders_eu: UNIQUE (id)",
            "orders_rest: UNIQUE (id)",
            "orders_eu: UNIQUE (code)",
            "orders_rest: UNIQUE (code)",
            "orders_eu: btree (lower(code))",
            "orders_rest: btree (lower(code))");
    assertThat(areas.value("SELECT to_regclass('segue_plain') IS NULL")).isEqualTo(true);
    assertThat(areas.expansion().run(areas.orders, areas)).isEmpty();
  }

  @Test
  void checkSaysWhatTheKeyLacks() {
    assertThat(found(areas.orders))
        .containsExactly("WARNING the primary key of public.orders does not have \"region\"");
    assertThat(found(areas.items)).isEmpty();
    assertThat(found(areas.logs)).contains("WARNING no part of public.logs_by_year takes the rest");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          INSERT INTO logs VALUES (-1, '2027-05-05')  | ERROR some rows of public.logs have no part
          ALTER TABLE logs RENAME at TO at2           | ERROR table public.logs has no column "at"
          """)
  void checkFindsRowsWithoutAPart(String command, String fact) {
    areas.execute(command);

    assertThat(found(areas.logs)).contains(fact);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          values: "'DE', 'FR'"   | values: "'DE', 1 +"   | ERROR the server does not take the parts: syntax error at or near ")"
          list: region           | list: place           | ERROR the new shape of public.orders has no column "place"
          list: region           | list: customer        | WARNING column "customer" of public.orders may be null
          """)
  void checkFindsWhatIsWrongInTheRule(String written, String instead, String fact) {
    try (Areas other = new Areas(database, Areas.RULES.replace(written, instead))) {
      assertThat(new SchemaCheck(other.context).run(other.orders))
          .extracting(finding -> finding.severity() + " " + finding.fact())
          .contains(fact);
    }
  }

  @Test
  void partsThatAreNone() {
    areas.execute(
        """
        CREATE TABLE items_shared (LIKE items INCLUDING DEFAULTS, PRIMARY KEY (id)) PARTITION BY HASH (id);
        CREATE TABLE items_0 PARTITION OF items_shared FOR VALUES WITH (MODULUS 3, REMAINDER 0);
        CREATE TABLE items_1 PARTITION OF items_shared FOR VALUES WITH (MODULUS 3, REMAINDER 1)""");

    assertThatThrownBy(() -> areas.expansion().run(areas.items, areas))
        .isInstanceOf(MigratorException.class)
        .hasMessageContaining("public.items_2 is not a partition of public.items_shared");
  }

  @ParameterizedTest
  @CsvSource({
    "orders-regions, orders, orders_by_region, orders_eu, 500",
    "items-shares, items, items_shared, items_1, 0",
    "logs-years, logs, logs_by_year, logs_2026, 236"
  })
  void wholeLife(String id, String table, String whole, String part, long rows) {
    Migration migration = areas.context.migration(id);
    areas.expansion().run(migration, areas);
    areas.flag(migration, FlagKind.WRITE_NEW, 100);
    areas.backfill(migration, Direction.UP);
    assertThat(areas.verify(migration, Direction.UP).clean()).isTrue();
    if (rows > 0) {
      assertThat(areas.value("SELECT count(*) FROM " + part)).isEqualTo(rows);
    }
    areas.flag(migration, FlagKind.READ_NEW, 100);
    areas.flag(migration, FlagKind.RETIRE_OLD, 100, true);
    assertThat(areas.contract(migration)).containsExactly("public." + table);
    assertThat(areas.value("SELECT to_regclass('" + table + "') IS NULL")).isEqualTo(true);
    areas.execute("DELETE FROM " + whole);
    assertThat(areas.value("SELECT count(*) FROM " + part)).isEqualTo(0L);
  }
}
