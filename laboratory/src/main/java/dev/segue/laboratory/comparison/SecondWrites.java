package dev.segue.laboratory.comparison;

import dev.segue.driver.control.Following;
import dev.segue.laboratory.world.Migration;
import dev.segue.laboratory.world.Table;
import dev.segue.laboratory.world.World;
import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.Progress;
import dev.segue.migrator.table.LockedChange;
import dev.segue.migrator.trigger.FollowingTriggers;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Route;
import dev.segue.rules.migration.Rules;
import dev.segue.rules.migration.RulesFile;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** Installs the triggers that write second shapes, and enables those that flags would enable. */
final class SecondWrites {

  private final PGSimpleDataSource operator = new PGSimpleDataSource();

  /**
   * Those of one copy of a world.
   *
   * @param layout where its tables are: the operator's path is the application's
   */
  SecondWrites(TestDatabase database, Layout layout) {
    operator.setUrl(database.url());
    operator.setOptions("-c search_path=" + layout.searchPath().replace(" ", ""));
  }

  /** Does what expand and flag do, once all tables are filled. */
  void install(Station station, World world) throws SQLException {
    if (!world.isFollowed()) {
      return;
    }
    Rules rules =
        RulesFile.read("segue.yaml", new StringReader(RulesText.of(world, List.of(station))));
    List<Migration> all = world.migrations().toList();
    try (MigrationContext context = MigrationContext.of(rules, operator)) {
      all.stream()
          .filter(Migration::byTriggers)
          .filter(
              migration ->
                  !(station.oldDropped() && migration.leavesSomething())
                      || migration.departure().isPresent())
          .forEach(
              migration ->
                  install(
                      context,
                      station.id(migration),
                      following(migration, station.route(migration, all, world.seed()))));
      if (station.oldDropped()) {
        contract(context, station, world);
      }
    }
  }

  private static void install(MigrationContext context, String id, List<Following> following) {
    FollowingTriggers triggers =
        new FollowingTriggers(context, LockedChange.DEFAULT, context.migration(id));
    triggers.install(Progress.SILENT);
    following.forEach(each -> triggers.let(each, Progress.SILENT));
  }

  /**
   * What follows on a route, one after another: the new shape leads where the old one is stale, and
   * some triggers stay when others go.
   */
  private static List<Following> following(Migration migration, Route route) {
    return switch (route) {
      case OLD -> List.of(Following.NONE);
      case NEW ->
          migration.leavesSomething()
              ? List.of(Following.BOTH, Following.NONE)
              : List.of(Following.BOTH);
      case BOTH_READ_OLD -> List.of(Following.NEW);
      case BOTH_READ_NEW -> List.of(Following.BOTH);
      case BOTH_LEAD_NEW -> List.of(Following.OLD);
    };
  }

  /** Does what contract does of columns that have gone to other tables. */
  private static void contract(MigrationContext context, Station station, World world)
      throws SQLException {
    try (Connection connection = context.connect();
        Statement statement = connection.createStatement()) {
      for (Table table : world.tables()) {
        for (Migration migration : table.migrations()) {
          if (migration.departure().isPresent()) {
            for (String sql : FollowingTriggers.removal(context.migration(station.id(migration)))) {
              statement.execute(sql);
            }
            statement.execute(
                "ALTER TABLE %s.%s DROP %s"
                    .formatted(
                        station.schema(),
                        table.name(),
                        migration.departure().get().old().get(0).name()));
          }
        }
      }
    }
  }
}
