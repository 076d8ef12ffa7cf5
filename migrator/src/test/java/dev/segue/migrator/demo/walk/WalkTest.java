package dev.segue.migrator.demo.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.flags.FlagKind;
import dev.segue.flags.Percentage;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.Progress;
import dev.segue.migrator.demo.measure.Phase;
import dev.segue.route.MigrationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WalkTest {

  private static final MigrationId NAMES = new MigrationId("names");
  private static final MigrationId AMOUNTS = new MigrationId("amounts");
  private static final Pace NONE =
      new Pace(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

  private static final StepWords WORDS = new StepWords("added", "filled", "dropped");

  private final Diary diary = new Diary();
  private final List<Step> steps = Itinerary.of(List.of(NAMES, AMOUNTS), NONE, WORDS);

  @Test
  void takesEveryStepForEachMigrationInTheOrderOfAnOperator() {
    boolean taken = new Walk(diary, diary, () -> false, step -> {}).take(steps);

    assertThat(taken).isTrue();
    assertThat(
            diary.done.stream().filter(line -> line.endsWith(" names") || line.contains(" names ")))
        .containsExactly(
            "expand names",
            "flag names write-new 100%",
            "backfill names",
            "verify names",
            "flag names read-new 1%",
            "flag names read-new 25%",
            "flag names read-new 100%",
            "flag names read-new 0%",
            "flag names read-new 100%",
            "flag names retire-old 100%",
            "contract names");
    assertThat(diary.done).hasSize(22);
  }

  @Test
  void showsWhatAnOperatorWouldType() {
    assertThat(steps.stream().flatMap(step -> step.commands().stream()).map(Command::line))
        .contains(
            "segue expand names",
            "segue flag amounts write-new on",
            "segue flag amounts read-new 25",
            "segue flag amounts read-new 0",
            "segue flag names retire-old on",
            "segue contract names");
  }

  @Test
  void measuresTheOldShapeBeforeTheFirstCommandAndTheNewOneAfterTheLast() {
    assertThat(steps.get(0).phase()).isEqualTo(Phase.WARM_UP);
    assertThat(steps.get(1).phase()).isEqualTo(Phase.BEFORE);
    assertThat(steps.get(1).commands()).isEmpty();
    assertThat(steps.get(steps.size() - 1).phase()).isEqualTo(Phase.AFTER);
    assertThat(steps.subList(2, steps.size() - 1))
        .allSatisfy(step -> assertThat(step.phase()).isEqualTo(Phase.DURING));
  }

  @Test
  void accountsForFlipsAndRows() {
    Walk walk = new Walk(diary, diary, () -> false, step -> {});
    walk.take(steps);

    assertThat(walk.account().flips()).isEqualTo(14);
    assertThat(walk.account().rowsBackfilled()).isEqualTo(20);
    assertThat(walk.account().rowsVerified()).isEqualTo(10);
  }

  @Test
  void stopsAtAVerificationThatFindsADifference() {
    diary.differences = 3;
    Walk walk = new Walk(diary, diary, () -> false, step -> {});

    assertThatThrownBy(() -> walk.take(steps))
        .isInstanceOf(MigratorException.class)
        .hasMessageStartingWith("the two shapes of migration \"names\" differ");
    assertThat(diary.done).doesNotContain("flag names read-new 1%");
    assertThat(walk.account().differences()).isEqualTo(3);
  }

  @Test
  void looksAtTheDatabaseAfterEachStepAndKnowsHowFarItHasCome() {
    List<String> seen = new ArrayList<>();
    new Walk(
            diary,
            diary,
            () -> false,
            step -> seen.add("%s %s %d".formatted(step.title(), step.reached(), diary.done.size())))
        .take(steps);

    assertThat(seen)
        .containsSubsequence(
            "the old shape OPENED 0",
            "expand EXPANDED 2",
            "forth again EXPANDED 18",
            "retire RETIRED 20",
            "contract CONTRACTED 22",
            "the new shape CONTRACTED 22")
        .hasSameSizeAs(steps);
  }

  @Test
  void stopsWhereThereIsNoPointInGoingOn() {
    assertThat(new Walk(diary, diary, () -> true, step -> {}).take(steps)).isFalse();
    assertThat(diary.done).isEmpty();
  }

  /** An operator who writes down what is asked of them. */
  private static final class Diary implements Operator, WalkListener {

    private final List<String> done = new ArrayList<>();
    private long differences;

    @Override
    public void expand(MigrationId migration, Progress progress) {
      done.add("expand " + migration);
    }

    @Override
    public void flag(MigrationId migration, FlagKind flag, Percentage value, Progress progress) {
      done.add("flag %s %s %s".formatted(migration, flag.word(), value));
    }

    @Override
    public long backfill(MigrationId migration, Progress progress) {
      done.add("backfill " + migration);
      return 10;
    }

    @Override
    public Verified verify(MigrationId migration, Progress progress) {
      done.add("verify " + migration);
      return new Verified(5, differences, differences == 0);
    }

    @Override
    public void contract(MigrationId migration, Progress progress) {
      done.add("contract " + migration);
    }

    @Override
    public void close() {}

    @Override
    public void begins(Step step, int number, int of) {}

    @Override
    public void begins(Command command) {}

    @Override
    public void done(Command command, Duration took) {}

    @Override
    public void dwells(Duration length) {}

    @Override
    public void ends(Step step) {}
  }
}
