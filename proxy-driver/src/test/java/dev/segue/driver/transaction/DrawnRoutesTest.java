package dev.segue.driver.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.flags.MigrationFlags;
import dev.segue.flags.epoch.EpochTracker;
import dev.segue.flags.epoch.FlagSnapshot;
import dev.segue.flags.epoch.LeaseState;
import dev.segue.flags.stage.Evidence;
import dev.segue.flags.stage.Stage;
import dev.segue.route.Route;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.Rules;
import dev.segue.rules.migration.RulesFile;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What one transaction draws is held to its end, and forgotten then, of however many migrations.
 */
class DrawnRoutesTest {

  private static final int MIGRATIONS = 9;

  private final Rules rules = rules();

  private static Rules rules() {
    StringBuilder text = new StringBuilder("segue: 1\nmigrations:\n");
    for (int i = 0; i < MIGRATIONS; i++) {
      text.append("  m%1$d: { table: public.t%1$d, rename: { a: b } }%n".formatted(i));
    }
    return RulesFile.read("segue.yaml", new StringReader(text.toString()));
  }

  private FlagSnapshot snapshot(long epoch, Route route) {
    List<FlagSnapshot.Entry> entries =
        rules.migrations().stream()
            .map(Migration::id)
            .map(id -> Stage.only(id, route))
            .map(
                stage ->
                    new FlagSnapshot.Entry(
                        MigrationFlags.OFF, Evidence.VERIFIED, stage, stage, List.of()))
            .toList();
    return new FlagSnapshot(epoch, entries, new LeaseState(System.nanoTime()));
  }

  @Test
  void ofMoreMigrationsThanMostTransactionsTouch() throws Exception {
    EpochTracker tracker = new EpochTracker(snapshot(1, Route.BOTH_READ_OLD));
    try (Connection physical = DriverManager.getConnection("jdbc:stub:")) {
      Transaction transaction = new Transaction(rules, tracker.register(), physical);
      transaction.enter();
      for (int i = 0; i < MIGRATIONS; i++) {
        assertThat(transaction.of(i)).isEqualTo(Route.BOTH_READ_OLD);
      }
      tracker.publish(snapshot(2, Route.BOTH_READ_NEW));
      for (int i = 0; i < MIGRATIONS; i++) {
        assertThat(transaction.of(i)).as("held").isEqualTo(Route.BOTH_READ_OLD);
      }
      transaction.leave();
      for (int i = 0; i < MIGRATIONS; i++) {
        assertThat(transaction.drawn(i)).as("forgotten").isNull();
      }
      transaction.enter();
      assertThat(transaction.of(MIGRATIONS - 1)).isEqualTo(Route.BOTH_READ_NEW);
      transaction.leave();
    }
  }
}
