package dev.segue.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.rules.sql.tree.Expression.Operation;
import dev.segue.rules.sql.tree.Query;
import dev.segue.rules.sql.tree.Script;
import dev.segue.rules.sql.tree.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No text makes the parser hang, overflow a stack, or take more than linear time. */
@Timeout(60)
class HostileInputTest {
  /** As small as a thread's stack is likely to be. */
  private static final long STACK = 512 * 1024;

  private static final int MANY = 10_000;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT | ( | 1 | )",
        "SELECT | ((SELECT 1)+ | 1 | )",
        "SELECT | (SELECT | 1 | )",
        "SELECT | (SELECT a FROM t WHERE EXISTS | (SELECT 1) | )",
        "SELECT * FROM | ( | t JOIN u ON true | )",
        "SELECT * FROM | (SELECT * FROM | t | ) a",
        "SELECT * FROM a | JOIN a | JOIN b ON true | ON true",
        "SELECT | f( | 1 | )",
        "SELECT | NOT | true | ``",
        "SELECT | -  | 1 | ``",
        "SELECT | @ | 1 | ``",
        "SELECT | CASE WHEN true THEN | 1 | END",
        "SELECT | CASE | 1 | WHEN 1 THEN 2 END",
        "SELECT ARRAY | [ | 1 | ]",
        "SELECT a | [a | [1] | ]",
        "SELECT | CAST( | 1 | AS int)",
        "SELECT 1 | ::int | ::int | ``",
        "SELECT 1 | + 1 - 1 | + 1 | ``",
        "SELECT 1 | IS NULL | IS NULL | ``",
        "SELECT 1 | IN (1 | IN (1) | )",
        "SELECT 1 | BETWEEN 1 AND 1 | BETWEEN 1 AND 1 | ``",
        "SELECT 1 | COLLATE c | COLLATE c | ``",
        "SELECT 1 | UNION SELECT 1 | UNION SELECT 1 | ``",
        "`` | ( | SELECT 1 | )",
        "`` | WITH a AS ( | SELECT 1 | ) SELECT 1",
        "`` | EXPLAIN | SELECT 1 | ``",
        "SELECT * FROM t | CROSS JOIN t | CROSS JOIN t | ``",
        "SELECT * FROM t | NATURAL JOIN t | NATURAL JOIN t | ``",
        "SELECT 1 GROUP BY | ROLLUP( | 1 | )",
        "SELECT 1 ORDER BY | (SELECT 1 ORDER BY | 1 | )",
        "SELECT | JSON_OBJECT('a' : | 1 | )",
        "SELECT * FROM JSON_TABLE(j, 'a' | COLUMNS (NESTED PATH 'a' | COLUMNS (a int)) | )",
        "SELECT | XMLELEMENT(NAME a, | 1 | )",
        "SELECT | {fn f( | 1 | )}",
        "SELECT sum(a) OVER | (ORDER BY sum(a) OVER | (ORDER BY 1) | )",
        "UPDATE t SET | a = (SELECT 1 FROM t WHERE | a = 1 | )"
      })
  void deepNestingIsRefusedOnASmallStack(
      String start, String opening, String middle, String closing) throws InterruptedException {
    String few = text(start, opening, middle, closing, 3);
    String sql = text(start, opening, middle, closing, MANY);
    String limit = text(start, opening, middle, closing, 400);
    inSmallStack(() -> readTo(few));
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    inSmallStack(() -> thrown.set(catchSyntaxError(sql)));
    assertThat(thrown.get()).isInstanceOf(SqlSyntaxException.class).hasMessageContaining("nested");
    inSmallStack(() -> catchSyntaxError(limit));
  }

  private static String text(
      String start, String opening, String middle, String closing, int times) {
    return start
        + " "
        + (opening + " ").repeat(times)
        + middle
        + (" " + (closing == null ? "" : closing)).repeat(times);
  }

  private static Throwable catchSyntaxError(String sql) {
    try {
      readTo(sql);
      return null;
    } catch (SqlSyntaxException e) {
      return e;
    }
  }

  private static void readTo(String sql) {
    Script script = Parser.parse(sql, LexicalSettings.JDBC);
    script.statements().forEach(statement -> statement.walk(node -> {}));
    Inspection.of(script);
  }

  private static void inSmallStack(Runnable task) throws InterruptedException {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread thread = new Thread(null, task, "small stack", STACK);
    thread.setUncaughtExceptionHandler((source, e) -> thrown.set(e));
    thread.start();
    thread.join();
    assertThat(thrown.get()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AND", "OR", "||", "+", "<->"})
  void longChainsOfOneOperatorAreFlat(String operator) {
    String sql = "SELECT a" + (" " + operator + " a").repeat(200_000);
    Operation chain = (Operation) onlyItem(sql);
    assertThat(chain.operator()).isEqualTo(operator);
    assertThat(chain.operands()).hasSize(200_001);
    AtomicInteger nodes = new AtomicInteger();
    chain.walk(node -> nodes.incrementAndGet());
    assertThat(nodes).hasValue(1 + 2 * 200_001);
  }

  @Test
  void inListOfTenMegabytesIsRead() {
    String sql = "SELECT a IN (0" + ",12345678".repeat(10 * 1024 * 1024 / 9) + ")";
    Operation in = (Operation) onlyItem(sql);
    assertThat(in.operands()).hasSize(2 + 10 * 1024 * 1024 / 9);
  }

  @Test
  void timeGrowsNoFasterThanTheText() {
    String sql = "SELECT a, f(b + ?, 'x') AS c FROM t WHERE d IN (1, 2) AND e = 'f';";
    Parser.parse(sql.repeat(20_000), LexicalSettings.JDBC);
    Duration small = time(sql.repeat(5_000));
    Duration large = time(sql.repeat(50_000));
    assertThat(large).isLessThan(small.multipliedBy(60).plusMillis(500));
  }

  private static Duration time(String sql) {
    long start = System.nanoTime();
    Parser.parse(sql, LexicalSettings.JDBC);
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 'a",
        "SELECT E'a\\'",
        "SELECT \"a",
        "SELECT $$a",
        "SELECT $b$a$$",
        "SELECT 1 /* /* */",
        "SELECT U&'a",
        "SELECT B'01",
        "SELECT $a",
        "SELECT (",
        "SELECT {fn",
        "SELECT 'a'\n'b",
        "\\d"
      })
  void unclosedTextIsRefused(String sql) {
    assertThatThrownBy(() -> Parser.parse(sql, LexicalSettings.JDBC))
        .isInstanceOf(SqlSyntaxException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"'", "\"", "/*", "$$", "(", "$a$ $b$ ", "--", "- ", "\n'a'\n", "U&\"a\" "})
  void anyRunOfOpeningsEnds(String opening) {
    String sql = "SELECT " + opening.repeat(1_000_000 / opening.length());
    catchSyntaxError(sql);
    assertThat(sql).startsWith("SELECT");
  }

  @Test
  void everyPrefixOfAStatementIsReadOrRefused() {
    String sql =
        "WITH RECURSIVE a(b) AS (SELECT U&\"x\" UESCAPE '!', $1::int[] FROM ONLY (s.t) u"
            + " TABLESAMPLE system(1) REPEATABLE (2)) INSERT INTO t AS v (a[1], b.c) SELECT CASE x"
            + " WHEN 1 THEN {fn f(?)} END, e'\\'' || $q$x$q$ COLLATE \"C\" FROM a LEFT JOIN LATERAL"
            + " f(1) WITH ORDINALITY AS g(h int) USING (i) WHERE (a, b) OVERLAPS (c, d) GROUP BY"
            + " GROUPING SETS ((), CUBE(a)) WINDOW w AS (PARTITION BY a ROWS BETWEEN 1 PRECEDING AND"
            + " CURRENT ROW) ORDER BY 1 USING < NULLS LAST FETCH FIRST 2 ROWS WITH TIES FOR UPDATE OF"
            + " t SKIP LOCKED ON CONFLICT (a) WHERE b DO UPDATE SET (a, b) = (SELECT 1, 2) RETURNING"
            + " WITH (OLD AS o) *";
    int read = 0;
    for (int end = 0; end <= sql.length(); end++) {
      read += catchSyntaxError(sql.substring(0, end)) == null ? 1 : 0;
    }
    assertThat(read).isPositive();
    assertThat(catchSyntaxError(sql)).isNull();
  }

  private static Object onlyItem(String sql) {
    Statement statement = Parser.parse(sql, LexicalSettings.POSTGRES).statements().get(0);
    Query query = ((Statement.Select) statement).query();
    return ((Query.Select) query.body()).items().get(0).expression();
  }
}
