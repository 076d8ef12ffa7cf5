package dev.segue.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.segue.driver.control.ControlSchema;
import dev.segue.driver.control.Direction;
import dev.segue.flags.FlagKind;
import dev.segue.flags.Percentage;
import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.Progress;
import dev.segue.migrator.backfill.Backfill;
import dev.segue.migrator.backfill.BackfillOptions;
import dev.segue.migrator.expand.Expansion;
import dev.segue.migrator.flag.FlagChange;
import dev.segue.migrator.table.LockedChange;
import dev.segue.postgres.PostgresServer;
import dev.segue.postgres.TestDatabase;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.RulesFile;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to copy a table in batches, beside one INSERT … SELECT of all, on a real PostgreSQL
 * that nobody else uses. One operation is one row of {@value #ROWS}.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 5)
@State(Scope.Thread)
public class BackfillBenchmark {

  private static final int ROWS = 1_000_000;
  private static final int ASKED_MILLIS = 100;

  private static final String RULES =
      """
      segue: 1
      flags: database
      migrations:
        accounts-copy:
          table: public.accounts
          copy: { to: public.accounts_copy }
      """;

  /** How the rows are copied. */
  public enum Form {
    /** One statement. */
    INSERT_SELECT,
    /** By the backfill, with its sweep. */
    BACKFILL
  }

  @Param public Form form;

  private PostgresServer server;
  private TestDatabase database;
  private HikariDataSource pool;
  private MigrationContext context;
  private Migration migration;

  /**
   * How long the batches took. A line of each iteration: JMH adds up what it is given to report.
   */
  @State(Scope.Thread)
  public static class Batches implements Progress {
    private long longest;
    private long before;
    private int count;
    private int over;

    @Setup(Level.Invocation)
    public void begin() {
      longest = 0;
      before = 0;
      count = 0;
      over = 0;
    }

    @Override
    public void rows(long done, long total) {
      long now = System.nanoTime();
      if (before != 0) {
        long millis = TimeUnit.NANOSECONDS.toMillis(now - before);
        longest = Math.max(longest, millis);
        count++;
        over += millis > ASKED_MILLIS ? 1 : 0;
      }
      before = now;
    }

    @TearDown(Level.Invocation)
    public void print() {
      if (count > 0) {
        System.out.printf(
            "%d batches, the longest %d ms, %d over %d ms: ", count, longest, over, ASKED_MILLIS);
      }
    }
  }

  @Setup(Level.Trial)
  public void start() throws SQLException {
    server = PostgresServer.start();
    database = server.createDatabase();
    database.execute(
        """
        CREATE TABLE accounts (
          id bigint PRIMARY KEY, owner text, balance numeric(12,2), opened timestamptz, note text);
        INSERT INTO accounts
        SELECT i, 'owner ' || i, i / 7.0, now() - i * interval '1 minute', repeat('note ', 12)
        FROM generate_series(1, %d) i"""
            .formatted(ROWS));
    database.execute("VACUUM ANALYZE accounts");
    pool = new HikariDataSource();
    pool.setJdbcUrl(database.url());
    context = MigrationContext.of(RulesFile.read("segue.yaml", new StringReader(RULES)), pool);
    migration = context.migration("accounts-copy");
    try (Connection connection = pool.getConnection()) {
      new ControlSchema(connection).ensure();
    }
    database.execute("UPDATE segue.control SET created_at = now() - interval '1 hour'");
    new Expansion(context, LockedChange.DEFAULT).run(migration, Progress.SILENT);
    new FlagChange(context, LockedChange.DEFAULT)
        .run(
            migration,
            FlagKind.WRITE_NEW,
            Percentage.HUNDRED,
            new FlagChange.Options(Duration.ZERO, false),
            Progress.SILENT);
  }

  @Setup(Level.Invocation)
  public void empty() {
    database.execute("TRUNCATE accounts_copy");
    database.execute("VACUUM accounts");
    database.execute("CHECKPOINT");
  }

  @TearDown(Level.Trial)
  public void stop() {
    context.close();
    pool.close();
    database.close();
    server.close();
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public void perRow(Batches batches) {
    if (form == Form.INSERT_SELECT) {
      database.execute("INSERT INTO accounts_copy SELECT * FROM accounts");
    } else {
      BackfillOptions options = new BackfillOptions(true, 0, Duration.ZERO, Duration.ofSeconds(60));
      Backfill.Outcome outcome =
          new Backfill(context).run(migration, Direction.UP, options, batches);
      if (outcome.written() != ROWS) {
        throw new IllegalStateException("not all rows were copied: " + outcome);
      }
    }
  }
}
