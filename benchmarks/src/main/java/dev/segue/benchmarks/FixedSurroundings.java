package dev.segue.benchmarks;

import dev.segue.driver.cache.PlanCache;
import dev.segue.driver.jdbc.PassThroughTexts;
import dev.segue.driver.jdbc.Routing;
import dev.segue.driver.jdbc.SegueConnection;
import dev.segue.driver.transaction.KnownCatalog;
import dev.segue.driver.transaction.Observations;
import dev.segue.driver.transaction.Session;
import dev.segue.driver.transaction.StatementCounters;
import dev.segue.driver.transaction.Surroundings;
import dev.segue.flags.MigrationFlags;
import dev.segue.flags.epoch.EpochTracker;
import dev.segue.flags.epoch.FlagSnapshot;
import dev.segue.flags.epoch.LeaseState;
import dev.segue.flags.stage.Evidence;
import dev.segue.flags.stage.Stage;
import dev.segue.route.Route;
import dev.segue.rules.binding.Speaks;
import dev.segue.rules.catalog.Catalog;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.catalog.ColumnType;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.catalog.SearchPath;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.Rules;
import dev.segue.rules.migration.RulesFile;
import dev.segue.rules.plan.StatementEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A driver instance without a database: each table in one migration, all of them on one route. */
final class FixedSurroundings implements Surroundings {

  private static final String RULES =
      """
      segue: 1
      migrations:
        customers-full-name:
          table: public.customers
          rename: { name: full_name }
      """;

  private final StatementEngine engine;
  private final EpochTracker tracker;
  private final KnownCatalog catalog = new KnownCatalog(new Customers(), new PlanCache());
  private final Observations observations = new Observations();
  private final StatementCounters counters;
  private final PassThroughTexts passThrough = new PassThroughTexts();

  /** The customers' names are in migration. */
  FixedSurroundings(Route route) {
    this(RULES, route);
  }

  private FixedSurroundings(String text, Route route) {
    Rules rules = RulesFile.read("segue.yaml", new StringReader(text));
    engine = new StatementEngine(rules, Speaks.OLD);
    counters = new StatementCounters(rules, new SimpleMeterRegistry());
    LeaseState lease = new LeaseState(System.nanoTime());
    lease.holdUntil(System.nanoTime() + Duration.ofDays(1).toNanos());
    List<FlagSnapshot.Entry> entries = new ArrayList<>();
    for (Migration migration : rules.migrations()) {
      Stage stage = Stage.only(migration.id(), route);
      entries.add(
          new FlagSnapshot.Entry(MigrationFlags.OFF, Evidence.VERIFIED, stage, stage, List.of()));
    }
    tracker = new EpochTracker(new FlagSnapshot(1, entries, lease));
  }

  /** Tables are in migration that no statement mentions. */
  static FixedSurroundings withOtherMigrations(int count) {
    StringBuilder rules = new StringBuilder("segue: 1\nmigrations:\n");
    for (int i = 0; i < count; i++) {
      rules.append(
          """
            other-%1$d:
              table: public.other_%1$d
              rename: { name: full_name }
          """
              .formatted(i));
    }
    return new FixedSurroundings(rules.toString(), Route.BOTH_READ_OLD);
  }

  /** Wraps a connection as the driver does. */
  Connection wrap(Connection physical) throws SQLException {
    Session session = new Session(this, physical, () -> {});
    return SegueConnection.wrap(physical, new Routing(passThrough, session, session));
  }

  /** {@code customers(id, name, full_name)}, and nothing else. */
  private static final class Customers implements Catalog {
    private final Relation relation =
        new Relation(
            "public",
            "customers",
            List.of(
                column("id", 1, "bigint"),
                column("name", 2, "text"),
                column("full_name", 3, "text")),
            List.of());

    private static CatalogColumn column(String name, int position, String type) {
      return new CatalogColumn(
          name, position, ColumnType.declared(type), false, Optional.empty(), false, true);
    }

    @Override
    public Optional<Relation> relation(String schema, String name) {
      return schema.equals("public") && name.equals("customers")
          ? Optional.of(relation)
          : Optional.empty();
    }

    @Override
    public int serverVersion() {
      return 18;
    }

    @Override
    public boolean isVolatileFunction(String name) {
      return false;
    }

    @Override
    public boolean isUsersFunction(String name) {
      return false;
    }

    @Override
    public boolean isVolatileOperator(String name) {
      return false;
    }
  }

  @Override
  public StatementEngine engine() {
    return engine;
  }

  @Override
  public EpochTracker tracker() {
    return tracker;
  }

  @Override
  public KnownCatalog catalog() {
    return catalog;
  }

  @Override
  public SearchPath initialSearchPath() {
    return SearchPath.standard();
  }

  @Override
  public boolean observesOnly() {
    return false;
  }

  @Override
  public Observations observations() {
    return observations;
  }

  @Override
  public StatementCounters counters() {
    return counters;
  }
}
