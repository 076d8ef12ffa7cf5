package dev.segue.migrator.demo.walk;

import dev.segue.flags.FlagKind;
import dev.segue.flags.MigrationFlags;
import dev.segue.flags.Percentage;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.demo.measure.Phase;
import dev.segue.route.MigrationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The steps of the walk, in their order: each is taken for every migration before the next. */
public final class Itinerary {

  private final List<MigrationId> migrations;
  private final Pace pace;
  private final StepWords words;
  private final List<Step> steps = new ArrayList<>();
  private Milestone reached = Milestone.OPENED;

  private Itinerary(List<MigrationId> migrations, Pace pace, StepWords words) {
    this.migrations = migrations;
    this.pace = pace;
    this.words = words;
  }

  /** All steps from the old shape to the new one, with a way back in between. */
  public static List<Step> of(List<MigrationId> migrations, Pace pace, StepWords words) {
    Itinerary itinerary = new Itinerary(migrations, pace, words);
    itinerary.run("warm up", "The shop has opened.", pace.warmUp(), Phase.WARM_UP);
    itinerary.run("the old shape", "The shop runs as it always did.", pace.before(), Phase.BEFORE);
    itinerary.outward();
    itinerary.backAndForth();
    itinerary.farewell();
    itinerary.run("the new shape", "The same shop, the same SQL.", pace.after(), Phase.AFTER);
    return List.copyOf(itinerary.steps);
  }

  private void outward() {
    reached = Milestone.EXPANDED;
    step("expand", words.expand(), Duration.ZERO, this::expand);
    flip("dual write", "Each write goes to both shapes or to neither.", FlagKind.WRITE_NEW, 100);
    step("backfill", words.backfill(), Duration.ZERO, this::backfill);
    step("verify", "Every row's two shapes are compared.", Duration.ZERO, this::verify);
  }

  private void backAndForth() {
    String first = "One transaction in a hundred reads the new shape.";
    flip("first reads", first, FlagKind.READ_NEW, 1);
    flip("more reads", "One in four reads the new shape.", FlagKind.READ_NEW, 25);
    flip("all reads", "Everybody reads the new shape.", FlagKind.READ_NEW, 100);
    flip("back", "A roll back at full load is one flag.", FlagKind.READ_NEW, 0);
    flip("forth again", "Nothing was lost, so nothing is in the way.", FlagKind.READ_NEW, 100);
  }

  private void farewell() {
    reached = Milestone.RETIRED;
    flip("retire", "The old shape is written no more.", FlagKind.RETIRE_OLD, 100);
    reached = Milestone.CONTRACTED;
    step("contract", words.contract(), pace.dwell(), this::contract);
  }

  private void run(String title, String meaning, Duration length, Phase phase) {
    steps.add(new Step(title, meaning, List.of(), length, reached, phase));
  }

  private void flip(String title, String meaning, FlagKind flag, int percent) {
    step(title, meaning, pace.dwell(), migration -> flag(migration, flag, percent));
  }

  private void step(
      String title, String meaning, Duration dwell, Function<MigrationId, Command> command) {
    List<Command> commands = migrations.stream().map(command).toList();
    steps.add(new Step(title, meaning, commands, dwell, reached, Phase.DURING));
  }

  private Command expand(MigrationId migration) {
    return new Command(
        "segue expand " + migration,
        (operator, progress, account) -> operator.expand(migration, progress));
  }

  private Command flag(MigrationId migration, FlagKind flag, int percent) {
    Percentage value = Percentage.parse(percent + "%");
    String word = flag.takesPercentage() ? "" + percent : MigrationFlags.word(flag, value);
    return new Command(
        "segue flag %s %s %s".formatted(migration, flag.word(), word),
        (operator, progress, account) -> {
          operator.flag(migration, flag, value, progress);
          account.flipped();
        });
  }

  private Command backfill(MigrationId migration) {
    return new Command(
        "segue backfill " + migration,
        (operator, progress, account) ->
            account.backfilled(operator.backfill(migration, progress)));
  }

  private Command verify(MigrationId migration) {
    return new Command(
        "segue verify " + migration,
        (operator, progress, account) -> {
          Operator.Verified verified = operator.verify(migration, progress);
          account.verified(verified.rows(), verified.differences());
          if (!verified.clean()) {
            throw unclean(migration, verified);
          }
        });
  }

  private static MigratorException unclean(MigrationId migration, Operator.Verified verified) {
    return MigratorException.failed(
        "the two shapes of migration \"%s\" differ".formatted(migration),
        "%,d of %,d rows.".formatted(verified.differences(), verified.rows()),
        "");
  }

  private Command contract(MigrationId migration) {
    return new Command(
        "segue contract " + migration,
        (operator, progress, account) -> operator.contract(migration, progress));
  }
}
