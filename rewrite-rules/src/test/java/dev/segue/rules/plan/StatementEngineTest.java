package dev.segue.rules.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.route.Route;
import dev.segue.rules.binding.Speaks;
import dev.segue.rules.catalog.SearchPath;
import dev.segue.rules.migration.RulesFile;
import dev.segue.rules.sql.LexicalSettings;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What statements become: a few of each kind, to be read. That they mean the same is proved on a
 * real database, by the driver's equivalence tests.
 */
class StatementEngineTest {

  private final StatementEngine engine =
      new StatementEngine(
          RulesFile.read("segue.yaml", new StringReader(ShopCatalog.RULES)), Speaks.OLD);

  private Outcome outcome(String sql, KeysRequest keys, Route route) {
    return engine
        .plan(sql, keys, new ShopCatalog(), SearchPath.standard(), LexicalSettings.JDBC)
        .on(migration -> route);
  }

  private StatementPlan plan(String sql, Route route) {
    Outcome outcome = outcome(sql, KeysRequest.NONE, route);
    assertThat(outcome).isInstanceOf(Outcome.Planned.class);
    return ((Outcome.Planned) outcome).plan();
  }

  private String rewritten(String sql, Route route) {
    return plan(sql, route).sql();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          SELECT name FROM customers              | SELECT customers.full_name AS name FROM customers
          SELECT c.name AS n FROM customers c     | SELECT c.full_name AS n FROM customers c
          SELECT upper(name) FROM customers       | SELECT upper(customers.full_name) AS upper FROM customers
          SELECT id FROM customers ORDER BY name  | SELECT id FROM customers ORDER BY customers.full_name
          SELECT * FROM customers c               | SELECT c.id, c.full_name AS "name", c.city FROM customers c
          TABLE customers                         | SELECT id, full_name AS "name", city FROM customers
          """)
  void aRenamedColumnIsReadInPlaceUnderItsOldLabel(String sql, String expected) {
    assertThat(rewritten(sql, Route.NEW).replace("\"upper\"", "upper")).isEqualTo(expected);
  }

  @Test
  void aRetypedColumnIsReadAsTheTypeThatItHad() {
    assertThat(rewritten("SELECT amount FROM orders WHERE amount * 2 > ?", Route.BOTH_READ_NEW))
        .isEqualTo(
            "SELECT CAST(orders.amount_cents / 100.0 AS numeric(12,2)) AS amount FROM orders"
                + " WHERE CAST(orders.amount_cents / 100.0 AS numeric(12,2)) * 2 > ?");
  }

  @Test
  void aDualWriteIsOneStatementAndTakesItsParameterTwice() {
    StatementPlan plan = plan("UPDATE orders SET amount = ? WHERE id = ?", Route.BOTH_READ_OLD);

    assertThat(plan.sql())
        .isEqualTo(
            "UPDATE orders SET amount = ?, amount_cents = (CAST(? AS numeric(12,2)) * 100)::bigint"
                + " WHERE id = ?");
    assertThat(plan.positions(1)).containsExactly(1, 2);
    assertThat(plan.positions(2)).containsExactly(3);
  }

  @Test
  void valuesStayValuesSoThatBatchesCanBeMergedIntoOne() {
    assertThat(rewritten("INSERT INTO customers (name, city) VALUES (?, ?)", Route.BOTH_READ_OLD))
        .isEqualTo("INSERT INTO customers (name, city, full_name) VALUES (?, ?, ?)");
  }

  @Test
  void aVolatileValueIsComputedOnceForEachRow() {
    assertThat(rewritten("UPDATE customers SET name = random()::text", Route.BOTH_READ_OLD))
        .isEqualTo(
            "UPDATE customers SET (name, full_name) = (SELECT segue.c1, segue.c1 FROM (SELECT"
                + " CAST(random()::text AS text) WHERE customers.ctid >= '(0,0)'"
                + " OFFSET 0) AS segue (c1))");
  }

  @Test
  void aValueThatOnlyTheNewShapeTakesIsStillCheckedAsAnAssignment() {
    assertThat(rewritten("INSERT INTO orders (amount) VALUES (?)", Route.NEW))
        .isEqualTo(
            "INSERT INTO orders (amount_cents) VALUES"
                + " ((CAST(COALESCE(?, CAST(NULL AS numeric)) AS numeric(12,2)) * 100)::bigint)");
  }

  @Test
  void anotherRelationsColumnIsNotTakenForTheHiddenOneBesideIt() {
    assertThat(
            rewritten("SELECT full_name FROM customers c JOIN regions r ON r.id = c.id", Route.OLD))
        .startsWith("SELECT r.full_name");
  }

  /**
   * Where two tables hide the name, one of which has no such column yet, the other one shows it.
   */
  @Test
  void aRowIsNotTakenForTheColumnThatOneOfTwoTablesHides() {
    String visitors =
        """
          visitors-full-name:
            table: visitors
            rename: { name: full_name }
        """;
    StatementEngine both =
        new StatementEngine(
            RulesFile.read("segue.yaml", new StringReader(ShopCatalog.RULES + visitors)),
            Speaks.OLD);
    Outcome outcome =
        both.plan(
                "SELECT count(full_name) FROM visitors AS full_name, customers",
                KeysRequest.NONE,
                new ShopCatalog(),
                SearchPath.standard(),
                LexicalSettings.JDBC)
            .on(migration -> Route.OLD);

    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
  }

  /** COPY has no subqueries in its condition, and these would be read by one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY customers (id) FROM STDIN WHERE customers IS NOT NULL",
        "COPY guests (id) FROM STDIN WHERE title LIKE 'M%'"
      })
  void aConditionOfCopyIsNotMadeASubquery(String sql) {
    String guests =
        """
          guests-titles:
            table: guests
            lookup: { column: { title: text }, to: { title_id: bigint }, table: titles }
        """;
    StatementEngine engine =
        new StatementEngine(
            RulesFile.read("segue.yaml", new StringReader(ShopCatalog.RULES + guests)), Speaks.OLD);

    Outcome outcome =
        engine
            .plan(
                sql,
                KeysRequest.NONE,
                new ShopCatalog(),
                SearchPath.standard(),
                LexicalSettings.JDBC)
            .on(migration -> Route.NEW);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.refusal().message()).contains("COPY cannot have"));
  }

  @Test
  void whatTheApplicationCannotSeeDoesNotExist() {
    Outcome outcome =
        outcome("SELECT '😀', amount_cents FROM orders", KeysRequest.NONE, Route.BOTH_READ_OLD);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.refusal().sqlState()).isEqualTo("42703"));
  }

  @Test
  void aReadThatCannotBeRewrittenReadsTheOldShapeWhileThatIsWritten() {
    String sql =
        "SELECT name FROM customers c JOIN (SELECT 'x' AS name) x USING (name) WHERE c.ctid = ?";

    assertThat(plan(sql, Route.BOTH_READ_NEW).fellBack()).isTrue();
    assertThat(plan(sql, Route.BOTH_READ_NEW).sql()).isEqualTo(sql);
    assertThat(outcome(sql, KeysRequest.NONE, Route.NEW)).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void aReadDoesNotFallBackToAnOldShapeThatMayBeStale() {
    String sql =
        "SELECT name FROM customers c JOIN (SELECT 'x' AS name) x USING (name) WHERE c.ctid = ?";

    assertThat(outcome(sql, KeysRequest.NONE, Route.BOTH_LEAD_NEW))
        .isEqualTo(outcome(sql, KeysRequest.NONE, Route.NEW))
        .isInstanceOf(Outcome.Refused.class);
  }

  /** Both shapes are columns of one row: it does not matter which of them leads. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM customers c JOIN orders o ON o.id = c.id WHERE c.name = ? AND amount > 5",
        "SELECT name, row_to_json(c) FROM customers c ORDER BY name FOR UPDATE",
        "INSERT INTO customers (name, city) VALUES (?, ?) ON CONFLICT DO NOTHING",
        "INSERT INTO orders SELECT * FROM orders WHERE amount = ? RETURNING *",
        "UPDATE orders SET amount = amount + ? WHERE amount < 7 RETURNING amount",
        "UPDATE customers SET name = random()::text",
        "DELETE FROM customers USING orders WHERE customers.name = ? AND amount > 1",
        "WITH d AS (DELETE FROM orders RETURNING amount) SELECT sum(amount) FROM d",
      })
  void theTextIsTheSameWhicheverShapeLeads(String sql) {
    StatementPlan oldLeads = plan(sql, Route.BOTH_READ_NEW);
    StatementPlan newLeads = plan(sql, Route.BOTH_LEAD_NEW);

    assertThat(newLeads.sql()).isEqualTo(oldLeads.sql()).isNotEqualTo(sql);
    assertThat(newLeads.parameterCount()).isEqualTo(oldLeads.parameterCount());
    for (int i = 1; i <= newLeads.parameterCount(); i++) {
      assertThat(newLeads.positions(i)).isEqualTo(oldLeads.positions(i));
    }
  }

  @Test
  void aTableThatIsJoinedByAColumnOfAnotherNameIsDerived() {
    String sql = "SELECT name FROM customers JOIN (SELECT 'x' AS name) x USING (name)";

    assertThat(plan(sql, Route.BOTH_READ_OLD).sql()).isEqualTo(sql);
    assertThat(plan(sql, Route.BOTH_READ_NEW).sql())
        .matches(
            "SELECT name FROM \\(SELECT .*customers\\.full_name AS \"name\".* FROM customers\\)"
                + " AS customers JOIN \\(SELECT 'x' AS name\\) x USING \\(name\\)");
  }

  @Test
  void aMappingThatKeepsNullNeedsNoGuardInAnOuterJoin() {
    String sql = "SELECT o.amount FROM customers c LEFT JOIN orders o ON o.amount + 1 > c.id";

    assertThat(plan(sql, Route.NEW).sql())
        .isEqualTo(
            "SELECT CAST(o.amount_cents / 100.0 AS numeric(12,2)) AS amount FROM customers c LEFT JOIN orders o ON"
                + " CAST(o.amount_cents / 100.0 AS numeric(12,2)) + 1 > c.id");
  }

  @Test
  void aWholeRowIsThatOfTheLogicalColumns() {
    assertThat(plan("SELECT row_to_json(c) FROM customers c", Route.BOTH_READ_NEW).sql())
        .isEqualTo(
            "SELECT row_to_json((SELECT COALESCE(segue.*) FROM (SELECT c.id, c.full_name AS"
                + " \"name\", c.city) AS segue)) AS \"row_to_json\" FROM customers c");
  }

  @Test
  void generatedKeysAreReturnedInTheShapeThatIsSpoken() {
    Outcome outcome =
        outcome("INSERT INTO customers (name) VALUES (?)", new KeysRequest.Automatic(), Route.NEW);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Planned.class,
            planned -> {
              assertThat(planned.plan().returnsKeys()).isTrue();
              assertThat(planned.plan().sql())
                  .endsWith(
                      " RETURNING customers.id, customers.full_name AS \"name\", customers.city");
            });
  }

  @Test
  void commentsAndSpacingComeThroughAsTheyWere() {
    assertThat(rewritten("SELECT  c . /* who */ name\n  AS n -- name\nFROM customers c", Route.NEW))
        .isEqualTo("SELECT  c . /* who */ full_name\n  AS n -- name\nFROM customers c");
  }

  @Test
  void anUnknownNameWithTooManyValuesIsRefusedForTheName() {
    Outcome outcome =
        outcome("INSERT INTO orders (amount_cents) VALUES (1, 2)", KeysRequest.NONE, Route.NEW);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.refusal().sqlState()).isEqualTo("42703"));
    assertThat(rewritten("INSERT INTO orders (nothing, amount) VALUES (1)", Route.NEW))
        .startsWith("INSERT INTO orders (nothing, amount");
  }
}
