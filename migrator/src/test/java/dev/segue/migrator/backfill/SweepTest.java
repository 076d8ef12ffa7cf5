package dev.segue.migrator.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.driver.control.Direction;
import dev.segue.flags.FlagKind;
import dev.segue.migrator.OperatorBench;
import dev.segue.migrator.table.TablePair;
import dev.segue.migrator.table.TablePairs;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Shape;
import dev.segue.rules.migration.Migration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows of a copy that have none in the other table, by how the keys of the two lie. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class SweepTest {

  private static final String LEFT_OVER = "SELECT k FROM copy WHERE k NOT IN (SELECT k FROM t)";

  /** How the rows of the copy lie to those of the table, whose rows have the numbers to 3000. */
  enum Keys {
    SAME("k int PRIMARY KEY, n int", "k int PRIMARY KEY, n int", "i", true),
    WIDER("k int PRIMARY KEY, n int", "k bigint PRIMARY KEY, n int", "i", true),
    LONGER("k int PRIMARY KEY, n int", "k int, n int, PRIMARY KEY (k, n)", "i", true),
    SHORTER("k int, n int, PRIMARY KEY (k, n)", "k int PRIMARY KEY, n int", "i", true),
    TURNED("k int PRIMARY KEY, n int", "k int, n int, PRIMARY KEY (n, k)", "i", false),
    TEXT("k text PRIMARY KEY, n int", "k text PRIMARY KEY, n int", "i::text", false);

    private final String table;
    private final String copy;
    private final String key;
    private final boolean inOneOrder;

    Keys(String table, String copy, String key, boolean inOneOrder) {
      this.table = table;
      this.copy = copy;
      this.key = key;
      this.inOneOrder = inOneOrder;
    }

    String changes() {
      return this == WIDER
          ? """
                columns:
                  - old: { k: integer }
                    new: { k: bigint }
                    up: { k: "k::bigint" }
                    down: { k: "k::integer" }
                    monotonic: true
            """
          : "";
    }

    /** SQL that fills a table with rows of these numbers. */
    String fill(String into, String numbers) {
      return "INSERT INTO %s SELECT %s, i %% 7 FROM (%s) AS numbers(i);"
          .formatted(into, key, numbers);
    }
  }

  private static final class Bench extends OperatorBench {
    Bench(TestDatabase database, Keys keys) {
      super(
          database,
          """
          DROP SCHEMA IF EXISTS segue CASCADE;
          DROP TABLE IF EXISTS t, copy;
          CREATE TABLE t (%s);
          """
                  .formatted(keys.table)
              + keys.fill("t", "SELECT generate_series(1, 3000)"),
          """
          segue: 1
          flags: database
          migrations:
            t-copy:
              table: public.t
              copy: { to: public.copy, create: "CREATE TABLE public.copy (%s)" }
          """
                  .formatted(keys.copy)
              + keys.changes());
      ageControlTables();
    }
  }

  private final TestDatabase database;

  SweepTest(TestDatabase database) {
    this.database = database;
  }

  @ParameterizedTest
  @EnumSource
  void deletesWhatIsLeftOverAndNothingElse(Keys keys) throws SQLException {
    try (Bench bench = new Bench(database, keys)) {
      Migration migration = writingBoth(bench);
      bench.backfill(migration, Direction.UP);
      bench.execute(
          keys.fill("copy", "SELECT unnest(ARRAY[-2, -1, 0, 3001, 3002])")
              + """
              DELETE FROM t WHERE k::text IN ('7', '1500', '2900');
              UPDATE segue.backfill SET state = 'running'""");

      assertThat(sweepInSmallBatches(bench, migration)).isEqualTo(8);
      assertThat(database.rows(LEFT_OVER)).isEmpty();
      assertThat(bench.verify(migration, Direction.UP).clean()).isTrue();
      assertThat(sweepInSmallBatches(bench, migration)).isZero();
    }
  }

  private long sweepInSmallBatches(Bench bench, Migration migration) throws SQLException {
    long swept = 0;
    try (Connection connection = database.connect()) {
      Sweep sweep =
          new Sweep(
              connection,
              TablePairs.read(bench.context, migration).whole(),
              Direction.UP,
              new Milestones(""));
      Optional<PacedBatch.Done> done = sweep.run(Optional.empty(), 20);
      while (done.isPresent()) {
        swept += done.get().written();
        done = sweep.run(done.map(PacedBatch.Done::lastKey), 20);
      }
    }
    return swept;
  }

  @ParameterizedTest
  @EnumSource
  void deletesMoreThanABatchHoldsAndAllOfATable(Keys keys) {
    try (Bench bench = new Bench(database, keys)) {
      Migration migration = writingBoth(bench);
      bench.backfill(migration, Direction.UP);
      bench.execute("DELETE FROM t WHERE n BETWEEN 1 AND 4");
      long left = database.rows(LEFT_OVER).size();
      assertThat(left).isGreaterThan(1500);

      assertThat(bench.backfill(migration, Direction.UP).swept()).isEqualTo(left);
      assertThat(bench.verify(migration, Direction.UP).clean()).isTrue();
      bench.execute("DELETE FROM t");
      assertThat(bench.backfill(migration, Direction.UP).swept()).isEqualTo(3000 - left);
      assertThat(bench.value("SELECT count(*) FROM copy")).isEqualTo(0L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void tablesAreReadSideBySideWhereTheirKeysHaveOneOrder(Keys keys) {
    try (Bench bench = new Bench(database, keys)) {
      Migration migration = writingBoth(bench);
      TablePair pair = TablePairs.read(bench.context, migration).whole();

      assertThat(Stream.of(Shape.values()).map(pair::alignedKey).map(key -> key.isPresent()))
          .containsExactly(keys.inOneOrder, keys.inOneOrder);
    }
  }

  private static Migration writingBoth(OperatorBench bench) {
    Migration migration = bench.context.migration("t-copy");
    bench.expansion().run(migration, bench);
    bench.flag(migration, FlagKind.WRITE_NEW, 100);
    return migration;
  }
}
