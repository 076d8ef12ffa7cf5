package dev.segue.rules.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.segue.route.Route;
import dev.segue.rules.binding.Speaks;
import dev.segue.rules.catalog.SearchPath;
import dev.segue.rules.migration.RulesFile;
import dev.segue.rules.sql.LexicalSettings;
import java.io.StringReader;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No text makes the engine hang, overflow a stack or take more than linear time, from its
 * characters to the plans of it. What is too deep or too wide is refused.
 */
@Timeout(300)
class HostileStatementTest {

  /** As small as a thread's stack is likely to be. */
  private static final long STACK = 512 * 1024;

  private static final int SIZE = 2_000;

  private static final int MOST_TRIES = 20;

  private static final long SLACK_NANOS = 100_000_000;

  private final StatementEngine engine =
      new StatementEngine(
          RulesFile.read("segue.yaml", new StringReader(ShopCatalog.RULES)), Speaks.OLD);

  private Outcome plan(String sql, Route route) {
    engine.concerns(sql);
    LiteralTemplate.of(sql, LexicalSettings.JDBC);
    return engine
        .plan(sql, KeysRequest.NONE, new ShopCatalog(), SearchPath.standard(), LexicalSettings.JDBC)
        .on(migration -> route);
  }

  private record Growing(String name, IntFunction<String> text) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Growing repeated(String start, String each, String separator, String end) {
    return new Growing(
        start + each,
        n ->
            start
                + IntStream.range(0, n)
                    .mapToObj(i -> each.replace("#", Integer.toString(i)))
                    .collect(Collectors.joining(separator))
                + end);
  }

  static List<Growing> growing() {
    return List.of(
        repeated("SELECT name FROM customers WHERE id IN (", "#", ", ", ")"),
        repeated("SELECT name FROM customers WHERE ", "name = ?", " OR ", ""),
        repeated("SELECT name FROM customers WHERE ", "a# = b#", " AND ", ""),
        repeated("SELECT name FROM customers WHERE name IN (", "amount", ", ", ")"),
        repeated("SELECT amount FROM orders WHERE ", "amount > #.5", " AND ", ""),
        repeated("SELECT name || ", "name", " || ", " FROM customers"),
        repeated("SELECT coalesce(", "name", ", ", ") FROM customers"),
        repeated("SELECT CASE ", "WHEN name = '#' THEN name", " ", " END FROM customers"),
        repeated("SELECT ARRAY[", "name", ", ", "] FROM customers"),
        repeated("SELECT xmlforest(", "name", ", ", ") FROM customers"),
        repeated("SELECT city FROM customers GROUP BY ", "name", ", ", ""),
        repeated("SELECT id AS full_name FROM customers GROUP BY ", "full_name", ", ", ""),
        repeated("SELECT city FROM customers ORDER BY ", "name", ", ", ""),
        repeated("SELECT city FROM customers WINDOW ", "w# AS (ORDER BY name)", ", ", ""),
        repeated("WITH ", "a# AS (SELECT name FROM customers)", ", ", " SELECT * FROM a1"),
        repeated("WITH RECURSIVE ", "a# AS (SELECT 1)", ", ", " SELECT name FROM customers"),
        repeated("SELECT 1 FROM customers WHERE ", "(SELECT name) = 'a'", " AND ", ""),
        repeated("SELECT * FROM customers JOIN a USING (", "c#", ", ", ")"),
        repeated("SELECT * FROM customers, b AS a (", "c#", ", ", ") WHERE c1 = c2"),
        repeated("SELECT 1 FROM (SELECT 1) AS a (", "c#", ", ", "), customers WHERE a.c1 = name"),
        repeated("INSERT INTO customers (name, city) VALUES ", "(?, '#')", ", ", ""),
        repeated("INSERT INTO customers (name) VALUES ", "(random()::text)", ", ", ""),
        repeated("INSERT INTO orders (amount) SELECT 1 WHERE ", "? = ?", " AND ", ""),
        repeated("", "UPDATE orders SET amount = ? WHERE id = #", "; ", ""),
        repeated("", "INSERT INTO orders (amount) VALUES (?)", ";", ""),
        repeated("", "DELETE FROM customers WHERE name = 'a'", ";\n", ""),
        repeated("UPDATE orders SET amount = ", "amount + ?", " + ", ""),
        repeated("DROP TABLE ", "customers", ", ", ""),
        repeated("TRUNCATE ", "customers", ", ", ""),
        repeated("GRANT SELECT ON ", "customers", ", ", " TO a"),
        repeated("CREATE TABLE a (", "c# text REFERENCES customers (name)", ", ", ")"),
        repeated("ALTER TABLE customers ", "VALIDATE CONSTRAINT c#", ", ", ""),
        repeated("ALTER TABLE customers ", "ADD CHECK (c# > 0)", ", ", ""),
        repeated("COMMENT ON TABLE customers IS ", "+", "", ""),
        repeated("SELECT name FROM customers -- ", ";", " /*", ""),
        repeated("SELECT 'customers' ", "'a'", "\n", ""),
        repeated("SELECT ", "a.b", ".", " FROM customers"),
        repeated("/*", "customers", " ", "*/ SELECT 1"),
        repeated("SELECT name FROM customers; ", "", ";", ""));
  }

  /** What planning took of this thread: its own work, so that a busy machine does little harm. */
  private record Cost(long nanos, long bytes) {

    static final Cost UNKNOWN = new Cost(Long.MAX_VALUE, Long.MAX_VALUE);

    Cost least(Cost other) {
      return new Cost(Math.min(nanos, other.nanos), Math.min(bytes, other.bytes));
    }
  }

  /**
   * Memory is counted, and time is measured until it is well or has been tried often: what disturbs
   * it makes it longer, and what takes more than linear time does so every time.
   */
  @ParameterizedTest
  @MethodSource("growing")
  void timeAndMemoryGrowNoFasterThanTheText(Growing growing) {
    String small = growing.text().apply(SIZE);
    String large = growing.text().apply(4 * SIZE);
    for (Route route : List.of(Route.BOTH_READ_OLD, Route.NEW)) {
      plan(small, route);
      Cost little = Cost.UNKNOWN;
      Cost much = Cost.UNKNOWN;
      for (int i = 0; i < MOST_TRIES && (i < 3 || !isLinear(little, much)); i++) {
        little = little.least(cost(small, route));
        much = much.least(cost(large, route));
      }
      assertThat(isLinear(little, much))
          .as("%s, and %s for four times that", little, much)
          .isTrue();
      assertThat(much.bytes()).isLessThan(5 * little.bytes() + 100_000);
    }
  }

  private static boolean isLinear(Cost little, Cost much) {
    return much.nanos() < 8 * little.nanos() + SLACK_NANOS;
  }

  private Cost cost(String sql, Route route) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long bytes = threads.getThreadAllocatedBytes(thread);
    long start = threads.getCurrentThreadCpuTime();
    plan(sql, route);
    long nanos = threads.getCurrentThreadCpuTime() - start;
    return new Cost(nanos, threads.getThreadAllocatedBytes(thread) - bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(| name |)",
        "upper(| name |)",
        "CASE WHEN true THEN | name | END",
        "(SELECT | name | FROM customers)",
        "ARRAY[| name |]",
        "coalesce((SELECT name FROM customers WHERE name = | name |), 'a')",
        "NOT | true |",
        "name[| 1 |]",
        "EXISTS (SELECT 1 FROM customers WHERE | true |)",
        "(SELECT count(*) FROM (SELECT | name | FROM customers) a)"
      })
  void deepNestingIsPlannedOrRefusedOnASmallStack(String form) throws InterruptedException {
    String[] parts = form.split("\\|", -1);
    for (int depth : List.of(3, 60, 120, 240, 260, 10_000)) {
      String sql =
          "SELECT "
              + parts[0].repeat(depth)
              + parts[1]
              + parts[2].repeat(depth)
              + " FROM customers";
      inSmallStack(() -> plan(sql, Route.NEW));
    }
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
  @ValueSource(
      strings = {
        "SELECT * FROM customers | JOIN a ON true |",
        "SELECT * FROM customers |, a |",
        "SELECT * FROM customers |, LATERAL f(name) |",
        "SELECT name |, name | FROM customers",
        "SELECT * |, * | FROM customers",
        "UPDATE customers SET name = 'a' |, name = 'a' |",
        "INSERT INTO customers (name |, name |) VALUES (1)",
        "SELECT name FROM customers | UNION SELECT 1 |"
      })
  void whatIsTooWideIsRefusedAtOnce(String form) {
    String[] parts = form.split("\\|", -1);
    String sql = parts[0] + parts[1].repeat(100_000) + parts[2];

    assertThat(plan(sql, Route.NEW)).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void starsOfStarsDoNotDoubleWithoutEnd() {
    String nested = "customers";
    StringBuilder chained = new StringBuilder("WITH a0 AS (SELECT * FROM customers)");
    for (int i = 0; i < 60; i++) {
      nested = "(SELECT *, * FROM " + nested + ") a" + i;
      chained.append(", a%d AS (SELECT *, * FROM a%d)".formatted(i + 1, i));
    }

    assertThat(plan("SELECT * FROM " + nested, Route.NEW)).isNotNull();
    assertThat(plan(chained + " SELECT * FROM a60", Route.NEW)).isNotNull();
  }

  @Test
  void aMillionParametersGoWhereTheyStood() {
    String sql = "SELECT name FROM customers WHERE id IN (?" + ",?".repeat(999_999) + ")";

    StatementPlan plan = ((Outcome.Planned) plan(sql, Route.NEW)).plan();

    assertThat(plan.parameterCount()).isEqualTo(1_000_000);
    assertThat(plan.keepsPositions()).isTrue();
  }

  @Test
  void aListOfTenMegabytesIsPlanned() {
    String sql = "SELECT name FROM customers WHERE id IN (0" + ",12345678".repeat(1_165_000) + ")";

    assertThat(plan(sql, Route.NEW)).isInstanceOf(Outcome.Planned.class);
  }
}
