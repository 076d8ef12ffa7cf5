package dev.segue.flags.watch;

import dev.segue.flags.epoch.LeaseState;
import dev.segue.flags.fleet.FleetRegistry;
import dev.segue.flags.fleet.InstanceId;
import dev.segue.flags.fleet.InstanceLease;
import dev.segue.flags.fleet.InstanceReport;
import dev.segue.flags.stage.RouteSpan;
import dev.segue.route.MigrationId;
import java.util.HashMap;
import java.util.Map;

/**
 * This instance's membership of the fleet: its reports and its lease. For the watcher's thread
 * alone.
 *
 * <p>A lease has terms. While it is renewed in time the term goes on; once it has run out the term
 * is over for good, since the fleet may have gone on: a transaction that began in it is never
 * allowed to route again, and new ones begin in a new term.
 */
final class FleetMember {

  private final FleetRegistry registry;
  private final WatchSettings settings;
  private final InstanceId instance;

  private LeaseState term;
  private InstanceReport reported;
  private long reportedAt;

  FleetMember(FleetRegistry registry, WatchSettings settings, InstanceId instance) {
    this.registry = registry;
    this.settings = settings;
    this.instance = instance;
    this.term = new LeaseState(System.nanoTime());
  }

  InstanceId instance() {
    return instance;
  }

  LeaseState term() {
    return term;
  }

  /** Whether the term is over: nothing may be resumed in it. */
  boolean hasLapsed() {
    return !term.holds(System.nanoTime());
  }

  /** Begins a new term, which lasts as the last report does. */
  void beginTerm() {
    term = new LeaseState(System.nanoTime());
    term.holdUntil(reportedAt + settings.trusted().toNanos());
  }

  /** Lets the term go on as long as the last report lasts, if it is not over already. */
  void prolongTerm() {
    if (!hasLapsed()) {
      term.holdUntil(reportedAt + settings.trusted().toNanos());
    }
  }

  /** Whether a report is due: it says something new, or the last one is a tenth of a lease old. */
  boolean isDue(long takenUp, Map<MigrationId, RouteSpan> routes) {
    return reported == null
        || reported.epoch() != takenUp
        || !reported.routes().equals(routes)
        || System.nanoTime() - reportedAt >= settings.renewal().toNanos();
  }

  /** Tells the fleet. The lease counts from before the call, which the registry cannot undercut. */
  void report(long takenUp, Map<MigrationId, RouteSpan> routes) {
    InstanceReport report = new InstanceReport(instance, settings.application(), takenUp, routes);
    long before = System.nanoTime();
    registry.renew(report, settings.lease());
    reported = report;
    reportedAt = before;
  }

  /** The routes that the other live instances may be on, by migration. */
  Map<MigrationId, RouteSpan> others() {
    Map<MigrationId, RouteSpan> routes = new HashMap<>();
    for (InstanceLease lease : registry.liveInstances()) {
      if (!lease.report().instance().equals(instance)) {
        lease.report().routes().forEach((id, span) -> routes.merge(id, span, RouteSpan::and));
      }
    }
    return routes;
  }

  /** Stops routing at once, then leaves the fleet. */
  void leave() {
    term.holdUntil(System.nanoTime());
    registry.leave(instance);
  }
}
