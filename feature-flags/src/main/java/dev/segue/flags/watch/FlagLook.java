package dev.segue.flags.watch;

import dev.segue.flags.FlagException;
import dev.segue.flags.MigrationFlags;
import dev.segue.flags.epoch.EpochTracker;
import dev.segue.flags.epoch.FlagSnapshot;
import dev.segue.flags.epoch.FlagSnapshot.Entry;
import dev.segue.flags.fleet.FleetRegistry;
import dev.segue.flags.stage.Evidence;
import dev.segue.flags.stage.RouteSpan;
import dev.segue.flags.stage.Stage;
import dev.segue.flags.stage.StageGuard;
import dev.segue.flags.store.FlagStore;
import dev.segue.route.MigrationId;
import dev.segue.route.Route;
import dev.segue.route.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One look at the flags, and the step that follows from it. For the watcher's thread alone.
 *
 * <h2>Design</h2>
 *
 * Instances step by themselves, without a leader, and must never come to stand on routes that are
 * not neighbours. Each one shows in the registry which routes its transactions may be on. To enter
 * a stage it
 *
 * <ol>
 *   <li>shows the routes of that stage beside those still in use,
 *   <li>then reads what the others show, and goes on only if all of it together is one route or two
 *       neighbours,
 *   <li>then makes sure that the epoch it decided by is still the published one,
 *   <li>then records a shape that the stage leaves unwritten, and only then publishes the snapshot.
 * </ol>
 *
 * Of two instances that enter stages which exclude each other, each shows first and reads then, so
 * at least one sees the other and stays where it is (the same argument as within the process, see
 * {@link EpochTracker}, with the registry in the place of memory). Both may stay; the next look
 * tries again, by then with the same flags. Step 3 catches evidence that was outdated while this
 * instance was deciding: leaving a shape publishes an epoch, and after step 1 no other can leave
 * one that this stage reads. Routes are shown until the last transaction on them has ended.
 */
final class FlagLook {

  private static final int ATTEMPTS = 5;

  private final List<MigrationId> migrations;
  private final FlagStore store;
  private final FleetRegistry registry;
  private final FleetMember member;
  private final EpochTracker tracker;
  private final StepLog log = new StepLog();

  private FlagReading reading;
  private long readAt;

  FlagLook(
      List<MigrationId> migrations, FlagStore store, FleetRegistry registry, FleetMember member) {
    this.migrations = migrations;
    this.store = store;
    this.registry = registry;
    this.member = member;
    List<Entry> nothingKnown =
        migrations.stream()
            .map(Stage::refused)
            .map(none -> new Entry(MigrationFlags.OFF, Evidence.NOT_STARTED, none, none, List.of()))
            .toList();
    this.tracker = new EpochTracker(new FlagSnapshot(0, nothingKnown, member.term()));
  }

  EpochTracker tracker() {
    return tracker;
  }

  /**
   * Reads, steps and renews.
   *
   * @return why the flags could not be read, if there are earlier ones to go on with
   * @throws RuntimeException if the registry does not answer, or there are no earlier flags
   */
  Optional<FlagException> take() {
    Optional<FlagException> unread = read();
    for (int attempt = 0; attempt < ATTEMPTS && !step(); attempt++) {
      unread = read();
    }
    return unread;
  }

  /**
   * Whether nothing is left to do until a flag changes: what the flags ask for is in effect, and no
   * transaction of an earlier snapshot runs.
   */
  boolean isSettled() {
    return tracker.inUse().size() == 1
        && tracker.current().entries().stream().allMatch(Entry::isThere);
  }

  private Optional<FlagException> read() {
    try {
      readIfDue();
      return Optional.empty();
    } catch (FlagException e) {
      if (reading == null) {
        throw e;
      }
      return Optional.of(e);
    }
  }

  private void readIfDue() {
    boolean sameEpoch = reading != null && registry.publishedEpoch() == reading.epoch();
    long now = System.nanoTime();
    if (sameEpoch && now - readAt < store.readInterval().toNanos()) {
      return;
    }
    FlagReading next = FlagReading.take(store, registry, migrations);
    if (reading != null && next.epoch() == reading.epoch() && !next.saysTheSame(reading)) {
      registry.publish(); // changed behind the registry's back: by an editor, another console
      next = FlagReading.take(store, registry, migrations);
    }
    reading = next;
    readAt = now;
  }

  /** Takes one step, or none; false if what it was decided by is out of date. */
  private boolean step() {
    boolean lapsed = member.hasLapsed();
    FlagSnapshot current = tracker.current();
    Map<MigrationId, RouteSpan> inUse = inUse();
    List<Entry> wish = entries(inUse, Map.of());
    boolean unchanged = isCurrent(wish) && !lapsed;
    if (!unchanged) {
      wish = entries(inUse, member.others());
      unchanged = isCurrent(wish) && !lapsed;
    }
    if (unchanged) {
      renew(inUse);
      return true;
    }
    member.report(tracker.takenUp(), together(inUse, wish));
    List<Entry> allowed = allowed(wish, current, inUse, member.others());
    if (registry.publishedEpoch() != reading.epoch()) {
      return false;
    }
    leaveShapes(allowed);
    publish(new Publication(current, allowed), lapsed);
    renew(inUse());
    return true;
  }

  private record Publication(FlagSnapshot before, List<Entry> entries) {}

  private void publish(Publication publication, boolean lapsed) {
    if (lapsed) {
      member.beginTerm();
    } else {
      member.prolongTerm();
    }
    FlagSnapshot next = new FlagSnapshot(reading.epoch(), publication.entries(), member.term());
    tracker.publish(next);
    log.stepped(publication.before(), next);
  }

  private void renew(Map<MigrationId, RouteSpan> inUse) {
    long takenUp = tracker.takenUp();
    if (member.isDue(takenUp, inUse)) {
      member.report(takenUp, inUse);
      member.prolongTerm();
    }
  }

  private boolean isCurrent(List<Entry> entries) {
    FlagSnapshot current = tracker.current();
    return current.epoch() == reading.epoch() && current.entries().equals(entries);
  }

  /** What should take effect, as far as the routes in use here and elsewhere let it. */
  private List<Entry> entries(
      Map<MigrationId, RouteSpan> inUse, Map<MigrationId, RouteSpan> others) {
    List<Entry> entries = new ArrayList<>();
    for (MigrationId migration : migrations) {
      Evidence evidence = reading.evidence().get(migration);
      StageGuard.Decision decision =
          StageGuard.decide(migration, reading.flags().get(migration), evidence);
      Stage stage = NextStep.choose(decision.stage(), evidence, alive(migration, inUse, others));
      entries.add(
          new Entry(
              reading.flags().get(migration),
              evidence,
              stage,
              decision.stage(),
              decision.departures()));
    }
    return entries;
  }

  /** The wishes that the others' latest reports let pass; the others stay, or are refused. */
  private static List<Entry> allowed(
      List<Entry> wish,
      FlagSnapshot current,
      Map<MigrationId, RouteSpan> inUse,
      Map<MigrationId, RouteSpan> others) {
    List<Entry> allowed = new ArrayList<>();
    for (int i = 0; i < wish.size(); i++) {
      Entry entry = wish.get(i);
      RouteSpan alive = alive(entry.stage().migration(), inUse, others);
      Stage stay = current.stage(i);
      if (NextStep.fits(entry.stage(), alive)) {
        allowed.add(entry);
      } else if (NextStep.fits(stay, alive) && permits(stay, entry.evidence())) {
        allowed.add(with(entry, stay));
      } else {
        allowed.add(with(entry, Stage.refused(stay.migration())));
      }
    }
    return allowed;
  }

  private static Entry with(Entry entry, Stage stage) {
    return new Entry(entry.flags(), entry.evidence(), stage, entry.target(), entry.departures());
  }

  private static boolean permits(Stage stage, Evidence evidence) {
    for (Route route : Route.values()) {
      if (stage.routes().contains(route) && !StageGuard.permits(route, evidence)) {
        return false;
      }
    }
    return true;
  }

  private void leaveShapes(List<Entry> entries) {
    for (Entry entry : entries) {
      Evidence evidence = entry.evidence();
      MigrationId migration = entry.stage().migration();
      if (entry.stage().routes().contains(Route.NEW)
          && evidence.oldShapeCurrent()
          && !evidence.oldShapeGone()) {
        registry.shapeLeft(migration, Shape.OLD);
      }
      if (entry.stage().routes().contains(Route.OLD) && evidence.verifiedClean()) {
        registry.shapeLeft(migration, Shape.NEW);
      }
    }
  }

  private Map<MigrationId, RouteSpan> inUse() {
    Map<MigrationId, RouteSpan> routes = new HashMap<>();
    for (FlagSnapshot snapshot : tracker.inUse()) {
      for (int i = 0; i < snapshot.size(); i++) {
        routes.merge(migrations.get(i), snapshot.routes(i), RouteSpan::and);
      }
    }
    return routes;
  }

  private Map<MigrationId, RouteSpan> together(
      Map<MigrationId, RouteSpan> inUse, List<Entry> entries) {
    Map<MigrationId, RouteSpan> routes = new HashMap<>(inUse);
    for (Entry entry : entries) {
      routes.merge(entry.stage().migration(), entry.stage().routes(), RouteSpan::and);
    }
    return routes;
  }

  private static RouteSpan alive(
      MigrationId migration,
      Map<MigrationId, RouteSpan> inUse,
      Map<MigrationId, RouteSpan> others) {
    return inUse
        .getOrDefault(migration, RouteSpan.NONE)
        .and(others.getOrDefault(migration, RouteSpan.NONE));
  }
}
