package dev.segue.driver.instance;

import dev.segue.driver.control.DatabaseFlagStore;
import dev.segue.driver.control.DatabaseFleetRegistry;
import dev.segue.driver.control.ShapeColumns;
import dev.segue.driver.jdbc.PassThroughTexts;
import dev.segue.driver.jdbc.Routing;
import dev.segue.driver.transaction.KnownCatalog;
import dev.segue.driver.transaction.Observations;
import dev.segue.driver.transaction.Session;
import dev.segue.driver.transaction.StatementCounters;
import dev.segue.driver.transaction.Surroundings;
import dev.segue.flags.epoch.EpochTracker;
import dev.segue.flags.store.FlagStore;
import dev.segue.flags.store.FlagStores;
import dev.segue.flags.watch.FlagWatch;
import dev.segue.flags.watch.WatchSettings;
import dev.segue.route.MigrationId;
import dev.segue.rules.binding.MigratingTables;
import dev.segue.rules.binding.Speaks;
import dev.segue.rules.catalog.SearchPath;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.Mode;
import dev.segue.rules.migration.Rules;
import dev.segue.rules.migration.RulesLocation;
import dev.segue.rules.plan.StatementEngine;
import io.micrometer.core.instrument.Metrics;
import java.sql.Connection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.togglz.core.manager.FeatureManager;

/**
 * One driver instance: rules, engine, flags, catalog, side pool and metrics of all connections with
 * equal settings. Thread-safe. Nothing here is on the path of a statement but reads of final
 * fields.
 */
public final class Instance implements Surroundings, AutoCloseable {

  private final PassThroughTexts passThrough = new PassThroughTexts();
  private final StatementEngine engine;
  private final boolean observesOnly;
  private final SearchPath initialSearchPath;
  private final Observations observations = new Observations();
  private final StatementCounters counters;
  private final FlagStore flags;
  private final FlagWatch flagWatch;
  private final CatalogWatch catalogWatch;
  private final Parts parts;

  /**
   * Starts every part.
   *
   * @param parts takes each part in as it is started
   */
  private Instance(InstanceSettings settings, Rules rules, Parts parts, Runnable everyLook) {
    this.parts = parts;
    this.observesOnly = rules.mode() == Mode.OBSERVE;
    this.engine =
        new StatementEngine(
            rules,
            settings.speaks().map(text -> SpokenShapes.parse(text, rules)).orElse(Speaks.OLD));
    SideProperties properties = SideProperties.of(settings);
    SidePool sidePool = parts.and(SidePool.open(properties));
    this.initialSearchPath = SearchPaths.initial(sidePool, properties.searchPath());
    List<MigrationId> ids = rules.migrations().stream().map(Migration::id).toList();
    this.flags = parts.and(flags(rules, ids, sidePool));
    this.flagWatch =
        parts.and(
            FlagWatch.start(
                ids,
                flags,
                new DatabaseFleetRegistry(sidePool, ShapeColumns.of(rules)),
                WatchSettings.of(settings.application().orElse("application")),
                new OwnThreads("segue-flags")));
    this.catalogWatch =
        parts.and(CatalogWatch.start(sidePool, new MigratingTables(rules).names(), everyLook));
    this.counters = new StatementCounters(rules, Metrics.globalRegistry);
  }

  /**
   * Starts an instance: reads the rules and takes the first look at flags and catalog.
   *
   * @param everyLook is called about twice a second while the instance lives
   * @return empty where the rules have no migration: there is nothing to route or to watch
   * @throws dev.segue.rules.migration.RulesException with every mistake of the rules file
   * @throws dev.segue.flags.FlagException if the flags cannot be read
   * @throws dev.segue.rules.catalog.CatalogUnavailableException if the database does not answer
   * @throws StartException if a setting is wrong
   */
  public static Optional<Instance> start(InstanceSettings settings, Runnable everyLook) {
    Rules rules = rules(settings);
    if (rules.migrations().isEmpty()) {
      return Optional.empty();
    }
    Parts parts = new Parts();
    try {
      return Optional.of(new Instance(settings, rules, parts, everyLook));
    } catch (RuntimeException | Error e) {
      parts.close();
      throw e;
    }
  }

  private static Rules rules(InstanceSettings settings) {
    Rules rules =
        settings.config().map(RulesLocation::parse).orElseGet(RulesLocation::standard).load();
    Rules inMode = settings.mode().map(Instance::mode).map(rules::withMode).orElse(rules);
    try {
      return settings.flags().map(inMode::withFlags).orElse(inMode);
    } catch (IllegalArgumentException e) {
      throw new StartException(
          "segue.flags is wrong: " + e.getMessage(), "Correct the option, or leave it out.", e);
    }
  }

  private static Mode mode(String word) {
    for (Mode mode : Mode.values()) {
      if (mode.name().equals(word.strip().toUpperCase(Locale.ROOT))) {
        return mode;
      }
    }
    throw new StartException(
        "segue.mode is \"%s\"".formatted(word), "Write rewrite or observe.", null);
  }

  private static FlagStore flags(Rules rules, List<MigrationId> ids, DataSource sidePool) {
    return rules.flags().equals(Rules.DEFAULT_FLAGS)
        ? DatabaseFlagStore.open(ids, sidePool)
        : FlagStores.open(rules.flags(), ids, () -> sidePool);
  }

  /**
   * The routing of a connection that was just opened.
   *
   * @param whenClosed is run once, when the connection is closed
   */
  public Routing routingOf(Connection physical, Runnable whenClosed) {
    Session session = new Session(this, physical, whenClosed);
    return new Routing(passThrough, session, session);
  }

  /** The Togglz features of the instance, for an application's own console. */
  public FeatureManager featureManager() {
    return flags.featureManager();
  }

  /** What it does now. */
  public InstanceStatus status() {
    return InstanceStatus.of(engine.rules(), flagWatch.tracker().current());
  }

  @Override
  public StatementEngine engine() {
    return engine;
  }

  @Override
  public EpochTracker tracker() {
    return flagWatch.tracker();
  }

  @Override
  public KnownCatalog catalog() {
    return catalogWatch.known();
  }

  @Override
  public SearchPath initialSearchPath() {
    return initialSearchPath;
  }

  @Override
  public boolean observesOnly() {
    return observesOnly;
  }

  @Override
  public Observations observations() {
    return observations;
  }

  @Override
  public StatementCounters counters() {
    return counters;
  }

  @Override
  public void close() {
    parts.close();
  }
}
