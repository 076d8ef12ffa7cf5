package dev.segue.benchmarks;

import dev.segue.route.Route;
import dev.segue.rules.binding.Speaks;
import dev.segue.rules.catalog.SearchPath;
import dev.segue.rules.plan.KeysRequest;
import dev.segue.rules.plan.Outcome;
import dev.segue.rules.plan.StatementEngine;
import dev.segue.rules.sql.LexicalSettings;
import dev.segue.rules.sql.Parser;
import dev.segue.rules.sql.SqlSyntaxException;
import dev.segue.rules.sql.tree.Script;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to read a statement, and to plan it, on average over the DML statements of
 * PostgreSQL's regression tests: one operation is the next statement of them all.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class StatementEngineBenchmark {

  private static final int TABLES = 50;

  private List<String> statements;
  private List<String> touching;
  private CorpusMigrations migrations;
  private StatementEngine engine;
  private int next;

  @Setup(Level.Trial)
  public void read() throws IOException {
    Corpus corpus = Corpus.read();
    migrations = new CorpusMigrations(corpus, TABLES);
    engine = new StatementEngine(migrations.rules(), Speaks.OLD);
    // Both orders are shuffled alike, so that neighbours are no more alike than elsewhere.
    statements = new java.util.ArrayList<>(corpus.statements());
    java.util.Collections.shuffle(statements, new java.util.Random(1));
    touching = statements.stream().filter(engine::concerns).toList();
  }

  private String next(List<String> texts) {
    next = next + 1 >= texts.size() ? 0 : next + 1;
    return texts.get(next);
  }

  /** Lexer and parser. */
  @Benchmark
  public Script parse() {
    String sql = next(statements);
    try {
      return Parser.parse(sql, LexicalSettings.POSTGRES);
    } catch (SqlSyntaxException unreadable) {
      return null;
    }
  }

  /** Text to finished plan, of any statement: most of them touch no migration. */
  @Benchmark
  public Outcome planAny() {
    return planned(next(statements));
  }

  /** Text to finished plan, of the statements that mention a table of a migration. */
  @Benchmark
  public Outcome planTouching() {
    return planned(next(touching));
  }

  private Outcome planned(String sql) {
    return engine
        .plan(
            sql,
            KeysRequest.NONE,
            migrations,
            SearchPath.standard(),
            new LexicalSettings(true, false))
        .on(migration -> Route.BOTH_READ_NEW);
  }
}
