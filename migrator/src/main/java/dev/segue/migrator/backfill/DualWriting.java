package dev.segue.migrator.backfill;

import dev.segue.driver.control.Direction;
import dev.segue.flags.MigrationFlags;
import dev.segue.flags.stage.RouteSpan;
import dev.segue.flags.stage.Stage;
import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.migrator.table.TablePairs;
import dev.segue.route.Route;
import dev.segue.route.Shape;
import dev.segue.rules.migration.Migration;

/** What backfill and verification stand on: that every transaction writes both shapes. */
public final class DualWriting {

  /** The routes that write both. Which shape leads is nothing to a backfill. */
  public static final RouteSpan ROUTES =
      RouteSpan.of(Route.BOTH_READ_OLD, Route.BOTH_READ_NEW, Route.BOTH_LEAD_NEW);

  private DualWriting() {}

  /**
   * Requires that the flags ask for it; whether the fleet follows is another question.
   *
   * @throws MigratorException if they do not
   */
  public static void require(MigrationContext context, Migration migration, Direction direction) {
    requireBothShapes(context, migration);
    Stage stage = context.stageOf(migration);
    if (!ROUTES.containsAll(stage.routes()) || stage.isRefused()) {
      MigrationFlags flags = context.flagsOf(migration);
      throw MigratorException.refused(
          "not every transaction writes both shapes of migration \"%s\"".formatted(migration.id()),
          "Its flags are %s; what takes effect is %s.".formatted(flags, stage),
          flags.retireOld()
              ? "Run: segue flag %s retire-old off".formatted(migration.id())
              : "Run: segue flag %s write-new on".formatted(migration.id()));
    }
    boolean oldCurrent = context.evidenceOf(migration).oldShapeCurrent();
    if (direction == Direction.UP && !oldCurrent) {
      throw MigratorException.refused(
          "the old shape of migration \"%s\" is not current".formatted(migration.id()),
          "It was left unwritten while retire-old was on; computing the new shape from it would"
              + " undo what was written since.",
          "Fill the old one from the new with --reverse.");
    }
    if (direction == Direction.DOWN && oldCurrent) {
      throw MigratorException.refused(
          "the old shape of migration \"%s\" is current".formatted(migration.id()),
          "Nothing has left it unwritten; there is nothing to fill it with.",
          "Run it without --reverse.");
    }
  }

  private static void requireBothShapes(MigrationContext context, Migration migration) {
    if (migration.copied().isPresent()) {
      TablePairs pairs = TablePairs.read(context, migration);
      for (Shape shape : Shape.values()) {
        pairs.mappingsTo(shape);
      }
    } else {
      MigratingTable table = MigratingTable.read(context, migration);
      for (Shape shape : Shape.values()) {
        table.mappingTo(shape);
      }
    }
  }
}
