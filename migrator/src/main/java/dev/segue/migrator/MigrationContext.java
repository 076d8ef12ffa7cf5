package dev.segue.migrator;

import dev.segue.driver.control.DatabaseFlagStore;
import dev.segue.driver.control.DatabaseFleetRegistry;
import dev.segue.driver.control.ShapeColumns;
import dev.segue.flags.MigrationFlags;
import dev.segue.flags.fleet.FleetRegistry;
import dev.segue.flags.stage.Evidence;
import dev.segue.flags.stage.Stage;
import dev.segue.flags.stage.StageGuard;
import dev.segue.flags.store.FlagStore;
import dev.segue.flags.store.FlagStores;
import dev.segue.route.MigrationId;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.Rules;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * What every step stands on: the rules, a database, the flags, and the fleet that reads them.
 * Thread-safe as its data source is.
 */
public final class MigrationContext implements AutoCloseable {

  private final Rules rules;
  private final DataSource dataSource;
  private final FleetRegistry registry;
  private final FlagStore flags;

  private MigrationContext(
      Rules rules, DataSource dataSource, FleetRegistry registry, FlagStore flags) {
    this.rules = rules;
    this.dataSource = dataSource;
    this.registry = registry;
    this.flags = flags;
  }

  /**
   * Puts it together; the database is not asked yet.
   *
   * @param dataSource leads past Segue and gives connections in autocommit mode; it stays the
   *     caller's
   * @throws dev.segue.flags.FlagException if the rules name no store of flags
   */
  public static MigrationContext of(Rules rules, DataSource dataSource) {
    List<MigrationId> ids = rules.migrations().stream().map(Migration::id).toList();
    FlagStore flags =
        rules.flags().equals(Rules.DEFAULT_FLAGS)
            ? DatabaseFlagStore.open(ids, dataSource)
            : FlagStores.open(rules.flags(), ids, () -> dataSource);
    return new MigrationContext(
        rules, dataSource, new DatabaseFleetRegistry(dataSource, ShapeColumns.of(rules)), flags);
  }

  /** The rules. */
  public Rules rules() {
    return rules;
  }

  /** A connection of the caller's own, past Segue. */
  public Connection connect() {
    try {
      return dataSource.getConnection();
    } catch (SQLException e) {
      throw MigratorException.unreachable(e);
    }
  }

  /** Connections past Segue. */
  public DataSource dataSource() {
    return dataSource;
  }

  /** The fleet. */
  public FleetRegistry registry() {
    return registry;
  }

  /** The flags. */
  public FlagStore flags() {
    return flags;
  }

  /**
   * The migration of this id.
   *
   * @throws MigratorException if the rules have none
   */
  public Migration migration(String id) {
    return rules.migrations().stream()
        .filter(migration -> migration.id().value().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                MigratorException.badInput(
                    "there is no migration \"%s\"".formatted(id),
                    rules.migrations().isEmpty()
                        ? "The rules file has none."
                        : "The rules file has "
                            + rules.migrations().stream()
                                .map(migration -> migration.id().value())
                                .collect(Collectors.joining(", "))
                            + ".",
                    "Name one of them, or add it to the rules file."));
  }

  /** What a migration's flags say now. */
  public MigrationFlags flagsOf(Migration migration) {
    return flags.read().getOrDefault(migration.id(), MigrationFlags.OFF);
  }

  /** What is known of a migration now. */
  public Evidence evidenceOf(Migration migration) {
    return registry.evidence(List.of(migration.id())).get(migration.id());
  }

  /** What takes effect of a migration's flags now. */
  public Stage stageOf(Migration migration) {
    return StageGuard.decide(migration.id(), flagsOf(migration), evidenceOf(migration)).stage();
  }

  /** Closes the store of flags; the data source stays the caller's. */
  @Override
  public void close() {
    flags.close();
  }
}
