package dev.segue.benchmarks;

import dev.segue.driver.control.ControlSchema;
import dev.segue.equivalence.RouteSteering;
import dev.segue.postgres.PostgresServer;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to write a table and its copy: prepared updates of one row by its key, of two
 * clients, on a real PostgreSQL.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Threads(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class TableDualWriteBenchmark {

  private static final int ROWS = 10_000;

  private static final String RULES =
      """
      segue: 1
      flags: database
      migrations:
        accounts-copy:
          table: accounts
          copy: { to: accounts_copy }
      """;

  private static final String BY_HAND =
      """
      WITH w AS (UPDATE accounts SET balance = ? WHERE id = ? RETURNING id, owner, balance)
      INSERT INTO accounts_copy (id, owner, balance) SELECT id, owner, balance FROM w
      ON CONFLICT (id) DO UPDATE SET owner = EXCLUDED.owner, balance = EXCLUDED.balance""";

  /** How both tables come to be written. */
  public enum Form {
    /** One table alone. */
    PLAIN,
    /** One statement over two tables, by hand. */
    BY_HAND,
    /** The plain statement through Segue. */
    SEGUE,
    /** An AFTER trigger. */
    TRIGGER
  }

  @Param public Form form;

  private PostgresServer server;
  private TestDatabase database;
  private String url;

  @Setup(Level.Trial)
  public void start() throws IOException, SQLException, InterruptedException {
    server = PostgresServer.start();
    database = server.createDatabase();
    database.execute(
        """
        CREATE TABLE accounts (id bigint PRIMARY KEY, owner text, balance numeric(12,2));
        CREATE TABLE accounts_copy (LIKE accounts INCLUDING ALL);
        INSERT INTO accounts SELECT i, 'owner ' || i, i FROM generate_series(1, %d) i;
        INSERT INTO accounts_copy SELECT * FROM accounts"""
            .formatted(ROWS));
    url = database.url();
    if (form == Form.TRIGGER) {
      database.execute(
          """
          CREATE FUNCTION follow() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN
            INSERT INTO accounts_copy VALUES (NEW.*)
            ON CONFLICT (id) DO UPDATE SET owner = EXCLUDED.owner, balance = EXCLUDED.balance;
            RETURN NULL;
          END $$;
          CREATE TRIGGER follow AFTER UPDATE ON accounts FOR EACH ROW EXECUTE FUNCTION follow()""");
    } else if (form == Form.SEGUE) {
      try (Connection connection = database.connect()) {
        new ControlSchema(connection).ensure();
      }
      Path rules = Files.createTempDirectory("segue").resolve("segue.yaml");
      Files.writeString(rules, RULES);
      url = database.segueUrl();
      url += (url.contains("?") ? "&" : "?") + "segue.config=" + rules;
      try (Connection first = DriverManager.getConnection(url)) {
        new RouteSteering(database).steer(List.of("accounts-copy"), Route.BOTH_READ_OLD);
      }
    }
  }

  @TearDown(Level.Trial)
  public void stop() {
    database.close();
    server.close();
  }

  /** One client. */
  @State(Scope.Thread)
  public static class Client {
    private Connection connection;
    private PreparedStatement update;

    @Setup(Level.Trial)
    public void connect(TableDualWriteBenchmark benchmark) throws SQLException {
      connection = DriverManager.getConnection(benchmark.url);
      update =
          connection.prepareStatement(
              benchmark.form == Form.BY_HAND
                  ? BY_HAND
                  : "UPDATE accounts SET balance = ? WHERE id = ?");
    }

    @TearDown(Level.Trial)
    public void close() throws SQLException {
      connection.close();
    }
  }

  /** One update. */
  @Benchmark
  public int update(Client client) throws SQLException {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    client.update.setInt(1, random.nextInt(100_000));
    client.update.setLong(2, 1 + random.nextInt(ROWS));
    return client.update.executeUpdate();
  }
}
