package dev.segue.migrator.demo;

import dev.segue.flags.FlagException;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.demo.display.Console;
import dev.segue.migrator.demo.display.WalkDisplay;
import dev.segue.migrator.demo.ledger.Comparison;
import dev.segue.migrator.demo.ledger.Ledger;
import dev.segue.migrator.demo.measure.LatencyMeter;
import dev.segue.migrator.demo.measure.Phase;
import dev.segue.migrator.demo.measure.RouteMeter;
import dev.segue.migrator.demo.outcome.DemoOutcome;
import dev.segue.migrator.demo.shop.Shop;
import dev.segue.migrator.demo.shop.Stock;
import dev.segue.migrator.demo.walk.Itinerary;
import dev.segue.migrator.demo.walk.LibraryOperator;
import dev.segue.migrator.demo.walk.Operator;
import dev.segue.migrator.demo.walk.Step;
import dev.segue.migrator.demo.walk.Walk;
import dev.segue.migrator.demo.walk.WalkAccount;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One run over a database that is filled: the shop opens, the walk is taken, the reckoning made.
 */
final class DemoRun {

  private static final Duration TICK = Duration.ofMillis(500);
  private static final Duration PLAIN_TICK = Duration.ofSeconds(1);

  private final DemoOptions options;
  private final DemoDatabase database;
  private final DemoRules rules;
  private final Ledger ledger;
  private final Stock stock;
  private final Console console;
  private final long begin;
  private final LatencyMeter latency = new LatencyMeter();
  private final FailureLog failures = new FailureLog(latency);
  private final List<String> findings = new ArrayList<>();

  DemoRun(
      DemoOptions options,
      DemoDatabase database,
      DemoRules rules,
      Stock stock,
      Console console,
      long begin) {
    this.options = options;
    this.database = database;
    this.rules = rules;
    this.stock = stock;
    this.ledger = stock.ledger();
    this.console = console;
    this.begin = begin;
  }

  DemoOutcome run() {
    String shopUrl = rules.through(database.url());
    WalkDisplay display = new WalkDisplay(console, begin);
    try (RouteMeter routes = new RouteMeter(rules.migrations());
        Operator operator = LibraryOperator.of(rules.rules(), operatorsDataSource())) {
      Walk walk =
          new Walk(
              operator,
              new PhaseMarks(display, latency),
              failures::isHopeless,
              new LayoutCheck(options.scenario(), database.url(), findings::add));
      boolean walked = walkUnderLoad(walk, shopUrl, routes, display);
      latency.interval();
      Comparison comparison = reckon(shopUrl, walked);
      return outcome(walked, walk.account(), routes, comparison);
    }
  }

  private boolean walkUnderLoad(Walk walk, String shopUrl, RouteMeter routes, WalkDisplay display) {
    List<Step> steps = Itinerary.of(rules.migrations(), options.pace(), options.scenario().words());
    LiveTicker ticker =
        new LiveTicker(latency, routes, failures.failures(), ledger.contradictions(), display);
    try (Shop shop = Shop.open(shopUrl, stock, options.seed(), failures)) {
      ticker.start(console.isTerminal() ? TICK : PLAIN_TICK);
      return walk.take(steps);
    } catch (MigratorException | FlagException e) {
      findings.add(e.getMessage());
      return false;
    } finally {
      ticker.close();
      console.settle();
    }
  }

  private PGSimpleDataSource operatorsDataSource() {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(database.url());
    dataSource.setApplicationName("segue-operator");
    return dataSource;
  }

  private Comparison reckon(String shopUrl, boolean walked) {
    console.line("");
    console.line("The shop is closed. Every row is compared with the ledger …");
    try {
      Reckoning reckoning = new Reckoning(options.scenario(), ledger);
      Comparison asRead = reckoning.throughTheShop(shopUrl);
      return walked ? asRead.and(reckoning.asStored(database.url())) : asRead;
    } catch (SQLException e) {
      findings.add("the tables could not be compared: " + e.getMessage());
      return new Comparison(0, 0, 0, 0, 0, List.of());
    }
  }

  private DemoOutcome outcome(
      boolean walked, WalkAccount account, RouteMeter routes, Comparison comparison) {
    findings.addAll(failures.failures().examples());
    findings.addAll(ledger.contradictions().examples());
    findings.addAll(comparison.examples());
    return new DemoOutcome(
        options.scenario().name(),
        walked,
        stock.rows(),
        latency.of(Phase.BEFORE),
        latency.of(Phase.DURING),
        latency.of(Phase.AFTER),
        routes.counts(),
        account.flips(),
        account.rowsBackfilled(),
        account.rowsVerified(),
        failures.failures().count(),
        ledger.readsChecked(),
        ledger.contradictions().count(),
        ledger.unknownOutcomes(),
        comparison,
        findings,
        Duration.ofNanos(System.nanoTime() - begin));
  }
}
