package dev.segue.migrator.flag;

import dev.segue.flags.Flag;
import dev.segue.flags.FlagException;
import dev.segue.flags.FlagKind;
import dev.segue.flags.MigrationFlags;
import dev.segue.flags.Percentage;
import dev.segue.flags.stage.ChangeCheck;
import dev.segue.flags.stage.Evidence;
import dev.segue.flags.stage.RouteSpan;
import dev.segue.flags.store.FlagWriter;
import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.Progress;
import dev.segue.migrator.fleet.FleetWait;
import dev.segue.migrator.table.LockedChange;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.migrator.table.TablePairs;
import dev.segue.migrator.table.Union;
import dev.segue.route.Route;
import dev.segue.route.Shape;
import dev.segue.rules.migration.Migration;
import java.time.Duration;

/**
 * Sets a flag of a migration: refuses what would lose data, lets the table's constraints follow
 * where the flag needs it, and waits until the fleet has followed. Stateless.
 */
public final class FlagChange {

  private static final String IN_MEMORY = "memory";

  private final MigrationContext context;
  private final LockedChange locked;

  public FlagChange(MigrationContext context, LockedChange locked) {
    this.context = context;
    this.locked = locked;
  }

  /**
   * How a flag is set.
   *
   * @param fleetTimeout how long to wait for the fleet; zero not to wait after it is set
   * @param acceptMissingConstraints retires the old shape although a constraint on it has no
   *     counterpart on the new one
   */
  public record Options(Duration fleetTimeout, boolean acceptMissingConstraints) {}

  /**
   * Sets the flag.
   *
   * @throws MigratorException REFUSED if it would lose data, with nothing changed; FAILED if it is
   *     set and the fleet did not follow in time
   */
  public FlagWriter.Change run(
      Migration migration, FlagKind kind, Percentage value, Options options, Progress progress) {
    Union.requireNone(migration);
    requireSharedStore();
    Flag flag = new Flag(migration.id(), kind);
    MigrationFlags wanted = with(context.flagsOf(migration), kind, value);
    FollowingHandover following = new FollowingHandover(context, locked, migration);
    Evidence foreseen = following.foreseen(context.evidenceOf(migration), kind, wanted);
    if (kind == FlagKind.RETIRE_OLD && wanted.retireOld()) {
      retire(flag, migration, foreseen, options, progress);
    } else if (kind == FlagKind.WRITE_NEW && !wanted.writeNew()) {
      abandon(flag, migration, progress);
    } else if (migration.byTriggers()) {
      refuse(flag, value, foreseen);
    }
    following.before(kind, wanted, progress);
    FlagWriter.Change change = write(flag, value);
    progress.said(
        "%s is %s (epoch %d)".formatted(flag, MigrationFlags.word(kind, value), change.epoch()));
    if (!options.fleetTimeout().isZero()) {
      new FleetWait(context)
          .until(
              migration.id(),
              context.stageOf(migration).routes(),
              options.fleetTimeout(),
              progress);
      following.after(kind, progress);
    } else {
      following.left(progress);
    }
    return change;
  }

  /**
   * Flags in the memory of this process are nobody else's: setting them here would move nothing.
   */
  private void requireSharedStore() {
    if (context.rules().flags().equals(IN_MEMORY)) {
      throw MigratorException.refused(
          "the flags are kept in the memory of each application",
          "The rules say flags: memory, so that no command reaches them.",
          "Keep them in the database or in a file, or set them by the application's own"
              + " FeatureManager.");
    }
  }

  private static MigrationFlags with(MigrationFlags flags, FlagKind kind, Percentage value) {
    try {
      return flags.with(kind, value);
    } catch (FlagException e) {
      throw MigratorException.badInput(e.fact(), e.detail(), e.hint());
    }
  }

  private FlagWriter.Change write(Flag flag, Percentage value) {
    try {
      return new FlagWriter(context.flags(), context.registry()).set(flag, value);
    } catch (FlagException e) {
      throw MigratorException.refused(e);
    }
  }

  /** Everybody reads and writes the new shape by now, so that it can take the constraints over. */
  private void retire(
      Flag flag, Migration migration, Evidence evidence, Options options, Progress progress) {
    refuse(flag, Percentage.HUNDRED, evidence.withOldShapeLeavable());
    if (migration.copied().isPresent()) {
      TablePairs pairs = TablePairs.read(context, migration);
      ReferenceHandover handover = new ReferenceHandover(context, locked, pairs);
      LeftBehind.requireNone(
          context, pairs, handover.stuckBefore(Shape.NEW), options.acceptMissingConstraints());
      awaitBoth(migration, options, progress);
      handover.to(Shape.NEW, progress);
      new OwnReferenceHandover(context, locked, pairs).toNew(progress);
      return;
    }
    MigratingTable table = MigratingTable.read(context, migration);
    if (!options.acceptMissingConstraints()) {
      LeftBehind.requireNone(context, table);
    }
    ConstraintHandover handover = new ConstraintHandover(context, locked, table);
    awaitBoth(migration, options, progress);
    handover.toNew(progress);
  }

  private void awaitBoth(Migration migration, Options options, Progress progress) {
    Duration timeout =
        options.fleetTimeout().isZero() ? Duration.ofSeconds(60) : options.fleetTimeout();
    RouteSpan readNew = RouteSpan.of(Route.BOTH_READ_NEW, Route.BOTH_LEAD_NEW, Route.NEW);
    new FleetWait(context).until(migration.id(), readNew, timeout, progress);
  }

  private void abandon(Flag flag, Migration migration, Progress progress) {
    Evidence evidence = context.evidenceOf(migration);
    refuse(flag, Percentage.ZERO, evidence.withNewShapeLeavable());
    if (migration.copied().isPresent()) {
      if (evidence.newShapePresent()) {
        TablePairs pairs = TablePairs.read(context, migration);
        new ReferenceHandover(context, locked, pairs).to(Shape.OLD, progress);
        new OwnReferenceHandover(context, locked, pairs).toOld(progress);
      }
      return;
    }
    ConstraintHandover handover =
        new ConstraintHandover(context, locked, MigratingTable.read(context, migration));
    if (!evidence.newShapeMayBeLeft() || handover.isDone()) {
      handover.toOld(progress);
    }
  }

  private void refuse(Flag flag, Percentage value, Evidence evidence) {
    MigrationFlags current =
        context.flags().read().getOrDefault(flag.migration(), MigrationFlags.OFF);
    ChangeCheck.check(flag, value, current, evidence)
        .ifPresent(
            refusal -> {
              throw MigratorException.refused(refusal);
            });
  }
}
