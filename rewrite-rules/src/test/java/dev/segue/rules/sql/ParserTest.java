package dev.segue.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Node;
import dev.segue.rules.sql.tree.Query;
import dev.segue.rules.sql.tree.Script;
import dev.segue.rules.sql.tree.SelectItem;
import dev.segue.rules.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {

  /** An expression with every operation in brackets. */
  private static String shape(String sql, LexicalSettings settings) {
    return shape(sql, Parser.parseExpression(sql, settings));
  }

  private static String shape(String sql, Node node) {
    if (node instanceof Expression.Operation operation) {
      return operation.operands().stream()
          .map(operand -> shape(sql, operand))
          .collect(Collectors.joining(" ", "[" + operation.operator() + " ", "]"));
    }
    if (node instanceof Expression.Cast cast) {
      return "[" + cast.type().name() + " " + shape(sql, cast.operand()) + "]";
    }
    if (node instanceof Expression.Collate collate) {
      return "[COLLATE " + shape(sql, collate.operand()) + "]";
    }
    return node.span().of(sql);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "a or b and not c = d ~ [OR a [AND b [NOT [= c d]]]]",
        "a + b * c - d ~ [- [+ a [* b c]] d]",
        "a - b - c ~ [- a b c]",
        "- a ^ b ~ [^ [- a] b]",
        "-a::int ~ [- [int4 a]]",
        "a || b + c || d ~ [|| a [+ b c] d]",
        "a = b is null ~ [IS NULL [= a b]]",
        "a between b and c and d ~ [AND [BETWEEN a b c] d]",
        "a not between symmetric b = c and d ~ [NOT BETWEEN SYMMETRIC a [= b c] d]",
        "a like b escape c or d ~ [OR [LIKE a b c] d]",
        "a not in (b, c) and d in (e) ~ [AND [NOT IN a b c] [IN d e]]",
        "a = any (b) ~ [= ANY a b]",
        "a not ilike all (b) ~ [NOT ILIKE ALL a b]",
        "a at time zone b collate \"C\" ~ [AT TIME ZONE a [COLLATE b]]",
        "a is not distinct from b + c ~ [IS NOT DISTINCT FROM a [+ b c]]",
        "@ a + b ~ [@ [+ a b]]",
        "a operator(s.+) b * c ~ [operator(s.+) a [* b c]]",
        "a = not b and c ~ [AND [= a [NOT b]] c]",
        "a isnull or b notnull ~ [OR [ISNULL a] [NOTNULL b]]",
        "numeric(3, 1) '1' + float '2' ~ [+ [numeric '1'] [float8 '2']]",
        "timestamp(3) with time zone 'x' ~ [timestamptz 'x']",
        "interval '1' day to second(3) + a ~ [+ [interval '1'] a]",
        "a -> 'b' ->> 'c' = d ~ [= [->> [-> a 'b'] 'c'] d]"
      })
  void operatorsBindAsInPostgres(String sql, String expected) {
    assertThat(shape(sql, LexicalSettings.POSTGRES)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1 value, 2 name, 3 as day, 4 as select, 5 \"Six\"",
        "select values, exists, row from (select int, coalesce from t) set",
        "with recursive as (select 1) select * from recursive",
        "with recursive (n) as (select 1), a as (select 2) select n from recursive, a",
        "with recursive recursive (n) as (select 1 union select n from recursive) select 1"
      })
  void keywordsAreNamesWhereTheirClassAllowsIt(String sql) {
    assertThat(Parser.parse(sql, LexicalSettings.POSTGRES).statements()).hasSize(1);
  }

  @Test
  void labelsAreFoldedAndNeedAsWhereTheManualSaysSo() {
    String sql = "SELECT a Value, b AS Day, c \"Six\", d U&\"\\0061\"";
    assertThat(items(sql).stream().map(item -> item.label().map(Identifier::name).orElse("")))
        .containsExactly("value", "day", "Six", "a");
    assertThatThrownBy(() -> items("SELECT b day")).isInstanceOf(SqlSyntaxException.class);
  }

  private static List<SelectItem> items(String sql) {
    Script script = Parser.parse(sql, LexicalSettings.POSTGRES);
    Query query = ((Statement.Select) script.statements().get(0)).query();
    return ((Query.Select) query.body()).items();
  }

  @Test
  void everyNodeLiesWithinItsParent() {
    String sql =
        "/* c */ WITH x AS (SELECT 1 AS a) INSERT INTO s.t AS u (a, b[1]) SELECT y.a, f(DISTINCT b"
            + " ORDER BY c) FILTER (WHERE d) OVER (PARTITION BY e) FROM x y JOIN (z JOIN w USING (i))"
            + " v ON (y.a).b = v.a[2] WHERE EXISTS (VALUES (1, 2)) -- d\n ON CONFLICT (a) DO UPDATE"
            + " SET (a, b) = (SELECT 1, 2) RETURNING u.* ; ";
    Statement statement = Parser.parse(sql, LexicalSettings.POSTGRES).statements().get(0);
    assertThat(statement.span().of(sql)).startsWith("WITH").endsWith("u.*");
    statement.walk(
        node ->
            node.forEachChild(
                child -> {
                  assertThat(child.span().start()).isGreaterThanOrEqualTo(node.span().start());
                  assertThat(child.span().end()).isLessThanOrEqualTo(node.span().end());
                  assertThat(child.span().of(sql)).isEqualTo(child.span().of(sql).strip());
                }));
  }

  @Test
  void parenthesesHoldQueriesOrExpressionsAtAnyDepth() {
    assertThat(kindOf("((select 1))")).isEqualTo("Subquery");
    assertThat(kindOf("((select 1) union select 2)")).isEqualTo("Subquery");
    assertThat(kindOf("(((select 1) order by 1) limit 1)")).isEqualTo("Subquery");
    assertThat(kindOf("((select 1) + 1)")).isEqualTo("Parenthesized");
    assertThat(kindOf("((select 1), 2)")).isEqualTo("Row");
    assertThat(kindOf("((a).b)")).isEqualTo("Parenthesized");
    assertThat(kindOf("((select r)).f")).isEqualTo("Indirection");
  }

  private static String kindOf(String sql) {
    return Parser.parseExpression(sql, LexicalSettings.POSTGRES).getClass().getSimpleName();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM ((SELECT 1) UNION SELECT 2) a, ((t JOIN u ON true) CROSS JOIN v) w",
        "SELECT * FROM ((SELECT 1) a JOIN b USING (c))",
        "SELECT * FROM a JOIN b JOIN c ON x ON y",
        "SELECT * FROM ROWS FROM (f(1) AS (a int), s.g(2)) WITH ORDINALITY AS t(a, b)",
        "SELECT * FROM f() AS (a int, b text COLLATE \"C\"), current_date d",
        "SELECT FROM t",
        "VALUES (1), (DEFAULT)",
        "TABLE ONLY (t)",
        "((SELECT 1)) ORDER BY 1",
        "UPDATE t SET a.b[1] = DEFAULT, (c, d) = ROW (1, 2) WHERE CURRENT OF c",
        "DELETE FROM t * USING u",
        "MERGE INTO t USING u ON a = b WHEN NOT MATCHED BY SOURCE AND c THEN DELETE WHEN NOT MATCHED"
            + " THEN INSERT DEFAULT VALUES WHEN MATCHED THEN DO NOTHING RETURNING merge_action(), *",
        "INSERT INTO t ((SELECT 1) UNION SELECT 2)",
        "INSERT INTO t (values) VALUES (1)",
        "INSERT INTO t DEFAULT VALUES RETURNING WITH (OLD AS o, NEW AS n) o.a, n.a",
        "WITH RECURSIVE a AS (SELECT 1) SEARCH DEPTH FIRST BY b SET c CYCLE b SET d USING e TABLE a"
      })
  void readsTheGrammarsCorners(String sql) {
    assertThat(Parser.parse(sql, LexicalSettings.POSTGRES).statements()).hasSize(1);
  }

  @Test
  void parametersAreCountedOverTheWholeText() {
    Script jdbc =
        Parser.parse(
            "SELECT ?, '?', a ?? ? -- ?\n; DELETE FROM t WHERE b = ?", LexicalSettings.JDBC);
    assertThat(jdbc.statements()).hasSize(2);
    assertThat(jdbc.parameters().stream().map(Expression.Parameter::index))
        .containsExactly(1, 2, 3);
    Script dollars = Parser.parse("SELECT $2, $1, $2", LexicalSettings.POSTGRES);
    assertThat(dollars.parameters().stream().map(Expression.Parameter::index))
        .containsExactly(2, 1, 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "{fn upper(a)} ~ JdbcEscape",
        "{fn user()} ~ JdbcEscape",
        "{fn char(65)} ~ JdbcEscape",
        "{fn timestampadd(SQL_TSI_DAY, 1, {fn now()})} ~ JdbcEscape",
        "{d '2026-01-01'} ~ JdbcEscape",
        "{ts ?} ~ JdbcEscape",
        "a like ? {escape '!'} ~ Operation",
        "a ??| b ~ Operation"
      })
  void readsJdbcEscapes(String sql, String kind) {
    Expression expression = Parser.parseExpression(sql, LexicalSettings.JDBC);
    assertThat(expression.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(expression.span().of(sql)).isEqualTo(sql);
    assertThatThrownBy(() -> Parser.parseExpression("{fn a()}", LexicalSettings.POSTGRES))
        .isInstanceOf(SqlSyntaxException.class);
  }

  @Test
  void outerJoinEscapeIsAJoinWithItsBraces() {
    String sql = "SELECT * FROM {oj a LEFT OUTER JOIN b ON a.c = b.c} WHERE d";
    List<String> joins = new ArrayList<>();
    Parser.parse(sql, LexicalSettings.JDBC)
        .statements()
        .get(0)
        .walk(
            node -> {
              if (node instanceof dev.segue.rules.sql.tree.FromItem.Join) {
                joins.add(node.span().of(sql));
              }
            });
    assertThat(joins).containsExactly("{oj a LEFT OUTER JOIN b ON a.c = b.c}");
  }

  @Test
  void mistakesShowNoLiteral() {
    assertThatThrownBy(() -> Parser.parse("SELECT a FROM 'secret'", LexicalSettings.POSTGRES))
        .hasMessage("syntax error at or near a constant");
    assertThatThrownBy(() -> Parser.parse("SELECT (", LexicalSettings.POSTGRES))
        .hasMessage("syntax error at end of input");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a IN FROM t",
        "SELECT a LIKE",
        "SELECT a AND, b OR FROM t",
        "SELECT a BETWEEN, (SELECT b IS)",
        "SELECT a ISNULL FROM t WHERE b NOTNULL"
      })
  void aWordThatNothingCanFollowIsALabelAndNoOperator(String sql) {
    assertThat(Parser.parse(sql, LexicalSettings.POSTGRES).statements()).hasSize(1);
  }
}
