package dev.segue.rules.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.route.Route;
import dev.segue.rules.binding.Speaks;
import dev.segue.rules.catalog.SearchPath;
import dev.segue.rules.migration.RulesFile;
import dev.segue.rules.sql.LexicalSettings;
import dev.segue.rules.sql.Parser;
import dev.segue.rules.sql.Placeholders;
import dev.segue.rules.sql.tree.Expression;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralTemplateTest {

  private final StatementEngine engine =
      new StatementEngine(
          RulesFile.read("segue.yaml", new StringReader(ShopCatalog.RULES)), Speaks.OLD);

  private PlannedStatement planned(String sql) {
    return engine.plan(
        sql, KeysRequest.NONE, new ShopCatalog(), SearchPath.standard(), LexicalSettings.JDBC);
  }

  private static Optional<LiteralTemplate> template(String sql) {
    return LiteralTemplate.of(sql, LexicalSettings.JDBC);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          SELECT * FROM customers WHERE id = 1 | SELECT * FROM customers WHERE id = 4711.5e3
          SELECT 'a' FROM customers            | SELECT E'it\\'s' FROM customers
          SELECT B'01'                         | SELECT X'1F'
          SELECT $$a$$                         | SELECT 'a'
          """)
  void textsThatDifferInLiteralsOnlyHaveOneTemplate(String sql, String other) {
    assertThat(template(sql).orElseThrow().key()).isEqualTo(template(other).orElseThrow().key());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          SELECT 1         | SELECT '1'
          SELECT 1         | SELECT -1
          SELECT 1 AS a    | SELECT 1 AS b
          SELECT 1,2       | SELECT 1, 2
          SELECT 'a' /*b*/ | SELECT 'a' /*c*/
          SELECT N'a'      | SELECT 'a'
          """)
  void othersHaveTheirOwn(String sql, String other) {
    assertThat(template(sql).orElseThrow().key()).isNotEqualTo(template(other).orElseThrow().key());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a FROM customers",
        "SELECT '",
        "SELECT '\u0001'",
        "SELECT set_config('search_path', 'a', true)"
      })
  void someTextsHaveNone(String sql) {
    assertThat(template(sql)).isEmpty();
  }

  @Test
  void aLiteralThatWouldMeltIntoItsNeighbourSharesNothing() {
    String sql = "SELECT c.5 FROM customers c";
    AtomicInteger plannedItself = new AtomicInteger();
    Function<String, PlannedStatement> planner =
        text -> {
          plannedItself.addAndGet(text.equals(sql) ? 1 : 100);
          return planned(text);
        };

    SharedPlan.of(template(sql).orElseThrow(), planner).planned(template(sql).get(), planner);

    assertThat(plannedItself).hasValue(1);
  }

  @Test
  void thePlanOfATemplateIsFilledWithEachTextsLiteralsWhereverTheyAreNeeded() {
    String first = "UPDATE orders SET amount = 12.5, id = 3 WHERE id = 'x'::int";
    String second = "UPDATE orders SET amount = 7, id = .5 WHERE id = $a$it's$a$::int";
    SharedPlan shared = SharedPlan.of(template(first).orElseThrow(), this::planned);

    for (String sql : List.of(first, second)) {
      StatementPlan plan =
          ((Outcome.Planned)
                  shared
                      .planned(template(sql).orElseThrow(), this::fails)
                      .on(migration -> Route.BOTH_READ_OLD))
              .plan();

      assertThat(plan.sql()).isEqualTo(itself(sql).sql()).contains("amount_cents = ");
    }
  }

  private PlannedStatement fails(String sql) {
    throw new AssertionError("planned for itself: " + sql);
  }

  private StatementPlan itself(String sql) {
    return ((Outcome.Planned) planned(sql).on(migration -> Route.BOTH_READ_OLD)).plan();
  }

  @Test
  void aRefusalsPlaceIsThatInTheTextItself() {
    String sql =
        "SELECT 'long enough to be longer than its placeholder', 1, amount_cents FROM orders";
    SharedPlan shared =
        SharedPlan.of(template("SELECT '', 100, amount_cents FROM orders").get(), this::planned);

    Outcome outcome =
        shared.planned(template(sql).orElseThrow(), this::fails).on(migration -> Route.OLD);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused ->
                assertThat(refused.refusal().place().orElseThrow().of(sql))
                    .isEqualTo("amount_cents"));
  }

  @Test
  void whatMustKnowALiteralIsPlannedForEachText() {
    Function<String, PlannedStatement> planner =
        sql ->
            new PlannedStatement(
                List.of(),
                false,
                false,
                false,
                routes -> {
                  Expression.Literal literal =
                      (Expression.Literal) Parser.parseExpression(sql, LexicalSettings.JDBC);
                  String value = Placeholders.valueOf(sql, literal);
                  return new Outcome.Planned(StatementPlan.unchanged(value + " is known"));
                });
    SharedPlan shared = SharedPlan.of(template("'a'").orElseThrow(), planner);

    Outcome outcome =
        shared.planned(template("'b'").orElseThrow(), planner).on(migration -> Route.OLD);

    assertThat(((Outcome.Planned) outcome).plan().sql()).isEqualTo("'b' is known");
  }

  @Test
  void aPlaceholderThatIsNotCopiedWholeIsNotTrusted() {
    Function<String, PlannedStatement> planner =
        sql ->
            new PlannedStatement(
                List.of(),
                false,
                false,
                false,
                routes ->
                    new Outcome.Planned(
                        StatementPlan.unchanged(sql.toUpperCase(java.util.Locale.ROOT))));
    SharedPlan shared = SharedPlan.of(template("'a'").orElseThrow(), planner);

    Outcome outcome =
        shared.planned(template("'b'").orElseThrow(), planner).on(migration -> Route.OLD);

    assertThat(((Outcome.Planned) outcome).plan().sql()).isEqualTo("'B'");
  }
}
