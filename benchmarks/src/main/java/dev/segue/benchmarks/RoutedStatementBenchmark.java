package dev.segue.benchmarks;

import dev.segue.route.Route;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
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
 * What a statement of a migration costs beyond the same SQL written by hand, over a driver that
 * does nothing: a kept UPDATE of one row by its key, each execution a transaction of its own.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class RoutedStatementBenchmark {

  /** The route that every transaction takes. */
  @Param({"OLD", "BOTH_READ_OLD", "NEW"})
  public Route route;

  private Connection byHand;
  private Connection routed;
  private PreparedStatement byHandStatement;
  private PreparedStatement routedStatement;

  @Setup(Level.Trial)
  public void open() throws SQLException {
    byHand = DriverManager.getConnection("jdbc:stub:");
    byHandStatement = byHand.prepareStatement(handWritten());
    routed = new FixedSurroundings(route).wrap(DriverManager.getConnection("jdbc:stub:"));
    routedStatement = routed.prepareStatement("UPDATE customers SET name = ? WHERE id = ?");
  }

  private String handWritten() {
    return switch (route) {
      case OLD -> "UPDATE customers SET name = ? WHERE id = ?";
      case NEW -> "UPDATE customers SET full_name = ? WHERE id = ?";
      default -> "UPDATE customers SET name = ?, full_name = ? WHERE id = ?";
    };
  }

  @TearDown(Level.Trial)
  public void close() throws SQLException {
    byHand.close();
    routed.close();
  }

  /** The physical SQL, its parameters bound where they stand. */
  @Benchmark
  public int byHand() throws SQLException {
    int position = 1;
    byHandStatement.setString(position++, "Ada");
    if (route == Route.BOTH_READ_OLD) {
      byHandStatement.setString(position++, "Ada");
    }
    byHandStatement.setLong(position, 42);
    return byHandStatement.executeUpdate();
  }

  /** The application's SQL through Segue. */
  @Benchmark
  public int routed() throws SQLException {
    routedStatement.setString(1, "Ada");
    routedStatement.setLong(2, 42);
    return routedStatement.executeUpdate();
  }
}
