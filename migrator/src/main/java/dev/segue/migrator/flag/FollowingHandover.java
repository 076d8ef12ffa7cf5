package dev.segue.migrator.flag;

import dev.segue.driver.control.Following;
import dev.segue.flags.FlagKind;
import dev.segue.flags.MigrationFlags;
import dev.segue.flags.stage.Evidence;
import dev.segue.flags.stage.Stage;
import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.Progress;
import dev.segue.migrator.table.LockedChange;
import dev.segue.migrator.trigger.FollowingTriggers;
import dev.segue.route.Shape;
import dev.segue.rules.migration.Migration;

/**
 * Which triggers are enabled around a flag, where triggers write the second shape: those that a
 * route needs before it can be drawn, and none that nobody needs any more.
 *
 * <table>
 *   <caption>Which shape follows</caption>
 *   <tr><th>flags</th><th>follows</th></tr>
 *   <tr><td>write-new off</td><td>neither</td></tr>
 *   <tr><td>write-new on</td><td>the new shape, which may be stale and must not be followed</td></tr>
 *   <tr><td>read-new above 0</td><td>both: each holds every value</td></tr>
 *   <tr><td>retire-old on</td><td>neither; both until the whole fleet has left the old shape, and
 *   to the end where columns are only added</td></tr>
 *   <tr><td>retire-old off again</td><td>the old shape, which is stale, until it is verified</td></tr>
 * </table>
 */
final class FollowingHandover {

  private final FollowingTriggers triggers;
  private final MigrationContext context;
  private final Migration migration;

  FollowingHandover(MigrationContext context, LockedChange locked, Migration migration) {
    this.triggers = new FollowingTriggers(context, locked, migration);
    this.context = context;
    this.migration = migration;
  }

  /** The evidence once {@link #before} has been run. */
  Evidence foreseen(Evidence evidence, FlagKind kind, MigrationFlags wanted) {
    if (!migration.byTriggers() || !evidence.newShapePresent() || evidence.oldShapeGone()) {
      return evidence;
    }
    Following following = before(evidence, kind, wanted);
    return evidence.withFollowing(following.follows(Shape.NEW), following.follows(Shape.OLD));
  }

  /** Enables what the flag needs. */
  void before(FlagKind kind, MigrationFlags wanted, Progress progress) {
    Evidence evidence = context.evidenceOf(migration);
    if (migration.byTriggers() && evidence.newShapePresent() && !evidence.oldShapeGone()) {
      triggers.let(before(evidence, kind, wanted), progress);
    }
  }

  private Following before(Evidence evidence, FlagKind kind, MigrationFlags wanted) {
    Following now = triggers.now();
    boolean current = evidence.oldShapeCurrent();
    boolean both = current && now != Following.NONE && evidence.verifiedClean();
    return switch (kind) {
      case WRITE_NEW -> wanted.writeNew() && current && now == Following.NONE ? Following.NEW : now;
      case READ_NEW ->
          wanted.writeNew() && !wanted.readNew().isZero() && both ? Following.BOTH : now;
      case RETIRE_OLD -> {
        if (!current) {
          yield wanted.retireOld() ? now : Following.OLD;
        }
        yield both ? Following.BOTH : now;
      }
      case SHADOW_READ -> now;
    };
  }

  /** Disables what nobody needs, the whole fleet having followed the flag. */
  void after(FlagKind kind, Progress progress) {
    if (!migration.byTriggers() || (kind != FlagKind.WRITE_NEW && kind != FlagKind.RETIRE_OLD)) {
      return;
    }
    Stage stage = context.stageOf(migration);
    Evidence evidence = context.evidenceOf(migration);
    boolean both = evidence.newShapePresent() && !evidence.oldShapeGone();
    if (both && stage.isPlainOld()) {
      triggers.let(Following.NONE, progress);
    } else if (both && stage.retireOld() && hasOldShape()) {
      // Recorded by the first instance that leaves it, if there is one.
      context.registry().shapeLeft(migration.id(), Shape.OLD);
      triggers.let(Following.NONE, progress);
    }
  }

  /**
   * Whether something is left unwritten on route NEW. Of a migration that only adds columns nothing
   * is, and the old shape stays as current as ever: its clients may go on until contract.
   */
  private boolean hasOldShape() {
    return migration.copied().isPresent()
        || migration.changes().stream().anyMatch(change -> !change.oldColumns().isEmpty());
  }

  /** Says what {@link #after} would do, where nobody waits for the fleet. */
  void left(Progress progress) {
    if (migration.byTriggers() && triggers.now() != Following.NONE) {
      progress.said("triggers stay enabled: run it again without --no-wait when the fleet follows");
    }
  }
}
