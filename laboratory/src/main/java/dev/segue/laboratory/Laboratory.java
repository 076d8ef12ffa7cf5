package dev.segue.laboratory;

import dev.segue.laboratory.comparison.Bench;
import dev.segue.laboratory.comparison.Comparison;
import dev.segue.laboratory.comparison.Difference;
import dev.segue.laboratory.statement.GeneratedStatement;
import dev.segue.laboratory.statement.StatementGenerator;
import dev.segue.laboratory.world.Dice;
import dev.segue.laboratory.world.World;
import dev.segue.laboratory.world.WorldGenerator;
import dev.segue.postgres.PostgresOptions;
import dev.segue.postgres.PostgresServer;
import dev.segue.route.Shape;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Runs worlds, several at once, each for an application of the old shape and one of the new. */
public final class Laboratory {

  private static final int ENOUGH_DIFFERENCES = 3;

  private final PostgresServer server;
  private final LaboratorySettings settings;
  private final Consumer<Difference> listener;
  private final Tally tally = new Tally();
  private final AtomicLong next;
  private final long deadline;

  private Laboratory(
      PostgresServer server, LaboratorySettings settings, Consumer<Difference> listener) {
    this.server = server;
    this.listener = listener;
    this.settings = settings;
    this.next = new AtomicLong(settings.firstSeed());
    this.deadline = System.nanoTime() + settings.limit().toNanos();
  }

  /**
   * The server that the laboratory needs: one whose last texts can be read whole, and that ends a
   * statement which a wrong rewrite has made endless.
   */
  public static PostgresOptions server() {
    return PostgresOptions.forTests()
        .withSetting("track_activity_query_size", "16384")
        .withSetting("statement_timeout", "60000")
        .withSetting("autovacuum", "off");
  }

  /**
   * Runs until the settings end it.
   *
   * @param listener is told each difference as it is found, by any thread
   */
  public static Tally run(
      PostgresServer server, LaboratorySettings settings, Consumer<Difference> listener)
      throws InterruptedException {
    return new Laboratory(server, settings, listener).run();
  }

  private Tally run() throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(settings.threads());
    try {
      List<Callable<Void>> workers = new ArrayList<>();
      for (int i = 0; i < settings.threads(); i++) {
        workers.add(this::work);
      }
      for (Future<Void> worker : threads.invokeAll(workers)) {
        worker.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a world could not be run: " + e.getCause(), e.getCause());
    } finally {
      threads.shutdownNow();
    }
    return tally;
  }

  private Void work() throws SQLException, IOException {
    while (System.nanoTime() < deadline) {
      long seed = next.getAndIncrement();
      if (seed >= settings.firstSeed() + settings.seeds()) {
        return null;
      }
      World world = WorldGenerator.generate(seed);
      if (settings.worlds().includes(world)) {
        for (Shape spoken : world.spoken()) {
          run(world, spoken);
        }
        tally.worldDone();
      }
    }
    return null;
  }

  private void run(World world, Shape spoken) throws SQLException, IOException {
    Dice dice = new Dice(world.seed() * 2 + spoken.ordinal());
    try (Bench bench = Bench.open(server, world, spoken)) {
      StatementGenerator generator =
          new StatementGenerator(world, spoken, bench.postgres(), new Dice(dice.seed()));
      Comparison comparison =
          new Comparison(bench, new Dice(dice.seed()), Comparison.SMALLER_TRIES);
      int differences = 0;
      for (int i = 0;
          i < settings.statements()
              && differences < ENOUGH_DIFFERENCES
              && System.nanoTime() < deadline;
          i++) {
        GeneratedStatement statement = generator.next();
        Comparison.Outcome outcome = comparison.compare(statement);
        tally.add(statement.form(), outcome, world);
        Optional<Difference> unknown =
            outcome.difference().filter(difference -> difference.known().isEmpty());
        unknown.ifPresent(listener);
        differences += unknown.isPresent() ? 1 : 0;
      }
    } catch (SQLException | RuntimeException e) {
      throw new IllegalStateException(
          "seed %d, speaking %s: %s".formatted(world.seed(), spoken.word(), e.getMessage()), e);
    }
  }
}
