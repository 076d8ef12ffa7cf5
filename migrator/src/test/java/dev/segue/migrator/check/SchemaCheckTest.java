package dev.segue.migrator.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.migrator.Shop;
import dev.segue.migrator.check.Finding.Severity;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(PostgresExtension.class)
class SchemaCheckTest {

  private final TestDatabase database;

  SchemaCheckTest(TestDatabase database) {
    this.database = database;
  }

  private List<Finding> check(String rules, String change) {
    try (Shop shop = new Shop(database, rules)) {
      database.execute(change);
      return new SchemaCheck(shop.context).run();
    }
  }

  private List<String> facts(Severity severity, List<Finding> findings) {
    return findings.stream()
        .filter(finding -> finding.severity() == severity)
        .map(Finding::fact)
        .toList();
  }

  @Test
  void findsNothingWhereTheRulesFit() {
    assertThat(check(Shop.RULES, "SELECT 1")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      DROP TABLE orders                                     | there is no table public.orders
      ALTER TABLE orders RENAME amount TO sum               | table public.orders has no column "amount"
      ALTER TABLE orders ALTER amount TYPE numeric(13,2)    | column "amount" of public.orders is numeric(13,2), not numeric(12,2)
      ALTER TABLE orders ADD amount_cents int               | column "amount_cents" of public.orders is integer, not bigint
      ALTER TABLE orders DROP CONSTRAINT orders_pkey        | table public.orders has no primary key
      ALTER TABLE orders DROP CONSTRAINT orders_pkey, ADD PRIMARY KEY (amount, id) | column "amount" is part of the primary key of public.orders
      CREATE RULE r AS ON DELETE TO orders DO INSTEAD NOTHING | table public.orders has rule r
      CREATE TABLE child () INHERITS (orders)               | other tables inherit from public.orders
      """)
  void findsWhatStandsInTheWay(String change, String fact) {
    List<Finding> findings = check(Shop.RULES, change);
    database.execute("DROP TABLE IF EXISTS child");

    assertThat(facts(Severity.ERROR, findings)).containsExactly(fact);
    assertThat(findings.get(0).hint()).isNotEmpty();
    assertThat(findings.get(0).line()).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      (amount * 100)::bigint | nosuch(amount)            | the server does not take "up" of "amount_cents": function nosuch(numeric) does not exist
      (amount * 100)::bigint | amount::text::date        | the server does not take "up" of "amount_cents": column "amount_cents" is of type bigint but expression is of type date
      (amount * 100)::bigint | dice(amount)              | "up" of "amount_cents" calls dice, which is volatile
      amount_cents / 100.0   | amount_cents > 5          | the server does not take "down" of "amount": column "amount" is of type numeric but expression is of type boolean
      """)
  void findsMappingsThatTheServerDoesNotTake(String mapping, String other, String fact) {
    database.execute(
        """
        CREATE OR REPLACE FUNCTION dice(numeric) RETURNS bigint VOLATILE LANGUAGE sql
        AS 'SELECT 1::bigint'""");

    List<Finding> findings = check(Shop.RULES.replace(mapping, other), "SELECT 1");

    assertThat(facts(Severity.ERROR, findings)).containsExactly(fact);
    assertThat(findings.get(0).line()).isBetween(8, 14);
  }

  @Test
  void anIdentityColumnCannotGiveUpItsNotNull() {
    List<Finding> findings =
        check(
            Shop.RULES.replace("numeric(12,2)", "integer"),
            """
            ALTER TABLE orders DROP amount, ADD amount integer GENERATED ALWAYS AS IDENTITY""");

    assertThat(facts(Severity.ERROR, findings))
        .containsExactly("column \"amount\" of public.orders is an identity column");
  }

  @Test
  void warnsOfAMappingThatDependsOnTheSession() {
    String rules = Shop.RULES.replace("(amount * 100)::bigint", "to_char(amount, 'L')::bigint");

    assertThat(facts(Severity.WARNING, check(rules, "SELECT 1")))
        .containsExactly(
            "\"up\" of \"amount_cents\" is not immutable: it depends on the session's settings or"
                + " on the time");
  }

  @Test
  void tellsTheSqlOfACounterpart() {
    List<Finding> findings =
        check(
            Shop.RULES,
            """
            CREATE INDEX cheap ON orders (amount) WHERE amount < 1;
            ALTER TABLE orders ADD CONSTRAINT positive CHECK (amount > 0)""");

    assertThat(facts(Severity.ERROR, findings)).isEmpty();
    assertThat(findings)
        .extracting(Finding::hint)
        .anyMatch(hint -> hint.contains("USING btree (amount_cents)"))
        .anyMatch(hint -> hint.contains("CHECK (((\"amount_cents\" / 100.0) > (0)::numeric))"));
  }

  @Test
  void leavesNothingBehind() {
    check(Shop.RULES, "SELECT 1");

    assertThat(database.rows("SELECT FROM pg_class WHERE relname LIKE 'segue%'")).isEmpty();
    assertThat(database.rows("SELECT FROM pg_namespace WHERE nspname = 'segue'")).isEmpty();
  }
}
