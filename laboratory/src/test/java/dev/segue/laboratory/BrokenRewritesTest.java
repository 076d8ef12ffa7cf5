package dev.segue.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.laboratory.comparison.Bench;
import dev.segue.laboratory.comparison.Comparison;
import dev.segue.laboratory.statement.GeneratedStatement;
import dev.segue.laboratory.statement.StatementGenerator;
import dev.segue.laboratory.world.Change;
import dev.segue.laboratory.world.Dice;
import dev.segue.laboratory.world.World;
import dev.segue.laboratory.world.WorldGenerator;
import dev.segue.postgres.PostgresServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The laboratory sees a rewriter that is broken: a test that cannot fail is not one. */
@Tag("slow")
class BrokenRewritesTest {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int STATEMENTS = 150;

  private static PostgresServer server;

  @BeforeAll
  static void startServer() throws Exception {
    MutatingDriver.register();
    server = PostgresServer.start(Laboratory.server());
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource(Mutation.class)
  void aBrokenRewriteIsSeen(Mutation mutation) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    boolean seen = false;
    for (long seed = 1; !seen && System.nanoTime() < deadline; seed++) {
      World world = WorldGenerator.generate(seed);
      seen = mutation.mayBeSeen(world) && isSeen(world, mutation);
    }

    assertThat(seen).isTrue();
  }

  private static boolean isSeen(World world, Mutation mutation) throws Exception {
    Mutation.Renamed.names = otherNames(world);
    try (Bench bench =
        Bench.open(server, world, mutation.spoken(), MutatingDriver.option(mutation))) {
      StatementGenerator generator =
          new StatementGenerator(
              world, mutation.spoken(), bench.postgres(), new Dice(world.seed()));
      Comparison comparison = new Comparison(bench, new Dice(world.seed()), 0);
      for (int i = 0; i < STATEMENTS; i++) {
        GeneratedStatement statement = generator.next();
        long before = MutatingDriver.SPOILT.sum();
        boolean differs = comparison.compare(statement).difference().isPresent();
        // Neither a difference of an unspoilt text nor one that is there without it is a proof.
        if (differs
            && MutatingDriver.SPOILT.sum() > before
            && isAlikeUnspoilt(comparison, statement)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isAlikeUnspoilt(Comparison comparison, GeneratedStatement statement)
      throws Exception {
    MutatingDriver.spoil(false);
    try {
      return comparison.compare(statement).difference().isEmpty();
    } finally {
      MutatingDriver.spoil(true);
    }
  }

  private static Map<String, String> otherNames(World world) {
    Map<String, String> names = new HashMap<>();
    world
        .migrations()
        .flatMap(migration -> migration.changes().stream())
        .filter(Change::isRename)
        .forEach(change -> names.put(change.fresh().get(0).name(), change.old().get(0).name()));
    return names;
  }
}
