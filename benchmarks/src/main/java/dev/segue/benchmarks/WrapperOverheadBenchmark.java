package dev.segue.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a wrapper costs a statement that no migration touches, over a driver that does nothing.
 *
 * <p>The stub either keeps its objects, as in the figures of HikariCP's kind, where a wrapper that
 * need not be made is not made; or makes a new statement and a new result set each time, as real
 * drivers do.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
// All of the heap is touched beforehand: a page met for the first time costs more than a wrapper.
@Fork(
    value = 3,
    jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-Xmn700m", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class WrapperOverheadBenchmark {

  private static final String SQL = "SELECT name FROM customers WHERE id = ?";

  /** What stands between the application and the stub. */
  @Param({"RAW", "HIKARI", "SEGUE", "SEGUE_1000"})
  public String wrapping;

  /** Whether the stub keeps its objects or makes new ones. */
  @Param({"jdbc:stub:", "jdbc:stub:fresh"})
  public String stub;

  private Wrapping.Open open;
  private Connection connection;
  private PreparedStatement keptStatement;

  @Setup(Level.Trial)
  public void open() throws SQLException {
    open = Wrapping.named(wrapping).open(stub);
    connection = open.connection();
    keptStatement = connection.prepareStatement(SQL);
  }

  @TearDown(Level.Trial)
  public void close() throws Exception {
    open.close();
  }

  /** Bind, execute and read one row, on a statement that is kept. */
  @Benchmark
  public long execute() throws SQLException {
    return readOne(keptStatement);
  }

  /** The same on a statement that is prepared for it and closed after it. */
  @Benchmark
  public long prepareAndExecute() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      return readOne(statement);
    }
  }

  private static long readOne(PreparedStatement statement) throws SQLException {
    statement.setLong(1, 42);
    try (ResultSet rows = statement.executeQuery()) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }
}
