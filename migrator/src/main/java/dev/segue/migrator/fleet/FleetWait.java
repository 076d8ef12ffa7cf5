package dev.segue.migrator.fleet;

import dev.segue.driver.control.ControlSchema;
import dev.segue.driver.control.RunningTransactions;
import dev.segue.flags.fleet.InstanceLease;
import dev.segue.flags.stage.RouteSpan;
import dev.segue.flags.watch.WatchSettings;
import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.Progress;
import dev.segue.route.MigrationId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The barrier between two steps of a migration.
 *
 * <h2>Design</h2>
 *
 * Three waits, one after the other:
 *
 * <ol>
 *   <li>until the control schema is older than a lease: an instance that ran before it was made
 *       writes by route {@code OLD} unseen until then at the latest;
 *   <li>until every live instance has taken the published epoch up and shows no route of the
 *       migration but the allowed ones. The instance answers for its own transactions: it takes an
 *       epoch up when the last one of an earlier epoch has ended;
 *   <li>until every transaction that the server runs at that moment has ended. This is for
 *       instances that died or lost their lease and left a server process at work: with them gone,
 *       nobody else waits for it. See {@link RunningTransactions} for why it goes by virtual
 *       transaction ids.
 * </ol>
 *
 * Stateless.
 */
public final class FleetWait {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration LEASE = WatchSettings.of("").lease();

  private static final String FLEET = "the fleet has not followed";

  private final MigrationContext context;

  public FleetWait(MigrationContext context) {
    this.context = context;
  }

  /**
   * Waits until every transaction of the fleet, running or to come, takes one of these routes, as
   * long as no flag is changed.
   *
   * @throws MigratorException of kind FAILED if that is not so within {@code timeout}; its message
   *     says what was waited for
   */
  public void until(MigrationId migration, RouteSpan allowed, Duration timeout, Progress progress) {
    long deadline = System.nanoTime() + timeout.toNanos();
    try (Connection connection = context.connect()) {
      awaitAge(connection, deadline, timeout, progress);
      awaitInstances(migration, allowed, deadline, timeout, progress);
      awaitTransactions(connection, FLEET, deadline, timeout, progress);
    } catch (SQLException e) {
      throw MigratorException.of("waiting for the fleet", e);
    }
  }

  /**
   * Waits until every transaction has ended that runs now.
   *
   * @throws MigratorException of kind FAILED if one runs on after {@code timeout}
   */
  public void untilTransactionsEnd(Duration timeout, Progress progress) {
    try (Connection connection = context.connect()) {
      long deadline = System.nanoTime() + timeout.toNanos();
      awaitTransactions(
          connection, "transactions that ran before have not ended", deadline, timeout, progress);
    } catch (SQLException e) {
      throw MigratorException.of("waiting for transactions", e);
    }
  }

  private void awaitAge(Connection connection, long deadline, Duration timeout, Progress progress)
      throws SQLException {
    ControlSchema control = new ControlSchema(connection);
    if (!control.exists()) {
      throw MigratorException.refused(
          "the database has no control tables",
          "The schema \"segue\" does not exist.",
          "Run: segue expand");
    }
    while (control.age().compareTo(LEASE) < 0) {
      pause(
          "instances that ran before the control tables were made have %d s to join"
              .formatted(LEASE.minus(control.age()).toSeconds() + 1),
          FLEET,
          deadline,
          timeout,
          progress);
    }
  }

  private void awaitInstances(
      MigrationId migration,
      RouteSpan allowed,
      long deadline,
      Duration timeout,
      Progress progress) {
    while (true) {
      Optional<String> reason = behind(migration, allowed);
      if (reason.isEmpty()) {
        if (context.registry().liveInstances().isEmpty()) {
          progress.said("no instance of the driver is alive: there is nobody to wait for");
        }
        return;
      }
      pause(reason.get(), FLEET, deadline, timeout, progress);
    }
  }

  private Optional<String> behind(MigrationId migration, RouteSpan allowed) {
    long epoch = context.registry().publishedEpoch();
    List<InstanceLease> live = context.registry().liveInstances();
    for (InstanceLease lease : live) {
      var report = lease.report();
      String who = "instance %s of \"%s\"".formatted(report.instance(), report.application());
      if (!report.routes().containsKey(migration)) {
        return Optional.of(
            who + " does not know migration \"" + migration + "\": deploy the rules file to it");
      }
      if (report.epoch() < epoch) {
        return Optional.of(
            "%s is at epoch %d of %d: a transaction of an earlier one runs, or it is slow"
                .formatted(who, report.epoch(), epoch));
      }
      if (!allowed.containsAll(report.routes(migration))) {
        return Optional.of(who + " may still be on route " + report.routes(migration));
      }
    }
    return Optional.empty();
  }

  private static void awaitTransactions(
      Connection connection, String inVain, long deadline, Duration timeout, Progress progress)
      throws SQLException {
    RunningTransactions running = RunningTransactions.now(connection);
    while (!running.ended()) {
      pause(
          "%d transaction%s begun before: %s"
              .formatted(running.count(), running.count() == 1 ? "" : "s", running.example()),
          inVain,
          deadline,
          timeout,
          progress);
      running = running.still(connection);
    }
  }

  private static void pause(
      String reason, String inVain, long deadline, Duration timeout, Progress progress) {
    if (System.nanoTime() > deadline) {
      throw MigratorException.failed(
          "%s within %d s".formatted(inVain, timeout.toSeconds()),
          "Waited for " + reason + ".",
          "Mend that and run it again, or allow more time with --wait.");
    }
    progress.waiting(reason);
    try {
      Thread.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw MigratorException.failed("interrupted while waiting for the fleet", "", "");
    }
  }
}
