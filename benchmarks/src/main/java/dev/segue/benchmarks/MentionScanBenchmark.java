package dev.segue.benchmarks;

import dev.segue.rules.binding.Speaks;
import dev.segue.rules.migration.RulesFile;
import dev.segue.rules.plan.StatementEngine;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What it costs, for each character, to see that a text mentions no table of a migration. One
 * operation is one character of {@value #CHARACTERS}, in texts of the length that the parameter
 * says.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class MentionScanBenchmark {

  private static final int CHARACTERS = 1 << 20;
  private static final int SOME = 300;

  /** How many migrations there are, each of a table of its own. */
  @Param({"1", "1000"})
  public int migrations;

  /**
   * The corpus's statements as they are (79 characters on average): all of them, which are more
   * than a core's cache holds, or some that come again, as a text is that has just been made; or
   * put together to long texts; {@code prose} is words in a string, {@code wide} has a character
   * beyond Latin 1.
   */
  @Param({"statements", "some", "long", "prose", "wide"})
  public String text;

  private StatementEngine engine;
  private List<String> texts;

  @Setup(Level.Trial)
  public void read() throws IOException {
    StringBuilder rules = new StringBuilder("segue: 1\nmigrations:\n");
    for (int i = 0; i < migrations; i++) {
      rules.append("  m%d: {table: migrating_table_%d, rename: {a: b}}%n".formatted(i, i));
    }
    engine =
        new StatementEngine(
            RulesFile.read("segue.yaml", new StringReader(rules.toString())), Speaks.OLD);
    List<String> statements = new ArrayList<>();
    for (String statement : Corpus.read().statements()) {
      if (!engine.concerns(statement) && statement.length() < 10_000) {
        statements.add(statement);
      }
    }
    Collections.shuffle(statements, new Random(1));
    String all = String.join(";\n", statements);
    texts =
        switch (text) {
          case "statements" -> filled(statements);
          case "some" -> filled(statements.subList(0, SOME));
          case "long" -> filled(List.of(all.substring(0, 200_000)));
          case "wide" -> filled(List.of(all.substring(0, 200_000) + " -- \u20ac"));
          default -> filled(List.of("SELECT '" + "the quick brown fox ".repeat(10_000) + "'"));
        };
  }

  /** As many of the texts as make the characters, over and over, the last one cut. */
  private static List<String> filled(List<String> texts) {
    List<String> filled = new ArrayList<>();
    int left = CHARACTERS;
    for (int i = 0; left > 0; i++) {
      String text = texts.get(i % texts.size());
      filled.add(text.length() <= left ? text : text.substring(0, left));
      left -= text.length();
    }
    return filled;
  }

  @Benchmark
  @OperationsPerInvocation(CHARACTERS)
  public void perCharacter(Blackhole blackhole) {
    for (String sql : texts) {
      blackhole.consume(engine.concerns(sql));
    }
  }
}
