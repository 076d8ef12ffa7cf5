package dev.segue.flags.stage;

import dev.segue.flags.Flag;
import dev.segue.flags.FlagKind;
import dev.segue.flags.Percentage;
import dev.segue.flags.rollout.StickyHash;
import dev.segue.route.MigrationId;
import dev.segue.route.Route;
import java.util.Objects;

/**
 * What one migration is allowed to do in the whole fleet, and from which a transaction draws its
 * route. Made by {@link StageGuard} and, between two of its answers, by the fleet's steps.
 * Immutable; drawing allocates nothing.
 */
public final class Stage {

  private final MigrationId migration;
  private final RouteSpan span;
  private final Percentage readNew;
  private final Percentage shadowRead;
  private final long readSeed;
  private final long shadowSeed;

  private Stage(MigrationId migration, RouteSpan span, Percentage readNew, Percentage shadowRead) {
    this.migration = migration;
    this.span = span;
    this.readNew = readNew;
    this.shadowRead = shadowRead;
    this.readSeed = StickyHash.seed(new Flag(migration, FlagKind.READ_NEW).name());
    this.shadowSeed = StickyHash.seed(new Flag(migration, FlagKind.SHADOW_READ).name());
  }

  /** Only the old shape is read and written. */
  public static Stage old(MigrationId migration) {
    return new Stage(migration, RouteSpan.of(Route.OLD), Percentage.ZERO, Percentage.ZERO);
  }

  /** Both shapes are written; a share reads the new one. */
  public static Stage both(MigrationId migration, Percentage readNew, Percentage shadowRead) {
    RouteSpan span =
        readNew.isZero()
            ? RouteSpan.of(Route.BOTH_READ_OLD)
            : readNew.isHundred()
                ? RouteSpan.of(Route.BOTH_READ_NEW)
                : RouteSpan.of(Route.BOTH_READ_OLD, Route.BOTH_READ_NEW);
    return new Stage(migration, span, readNew, shadowRead);
  }

  /** Both shapes are written, the new one is read and leads. */
  public static Stage leadNew(MigrationId migration, Percentage shadowRead) {
    return new Stage(migration, RouteSpan.of(Route.BOTH_LEAD_NEW), Percentage.HUNDRED, shadowRead);
  }

  /** Only the new shape is read and written. */
  public static Stage retired(MigrationId migration) {
    return new Stage(migration, RouteSpan.of(Route.NEW), Percentage.HUNDRED, Percentage.ZERO);
  }

  /** No route is safe: every statement of the migration is refused. */
  public static Stage refused(MigrationId migration) {
    return new Stage(migration, RouteSpan.NONE, Percentage.ZERO, Percentage.ZERO);
  }

  /** The stage in which every transaction takes {@code route}. */
  public static Stage only(MigrationId migration, Route route) {
    return switch (route) {
      case OLD -> old(migration);
      case BOTH_READ_OLD -> both(migration, Percentage.ZERO, Percentage.ZERO);
      case BOTH_READ_NEW -> both(migration, Percentage.HUNDRED, Percentage.ZERO);
      case BOTH_LEAD_NEW -> leadNew(migration, Percentage.ZERO);
      case NEW -> retired(migration);
    };
  }

  /**
   * The route of a transaction. Drawn once and held to its end.
   *
   * @param keyHash the routing key's {@link StickyHash#ofKey hash}, or that of the {@link
   *     StickyHash#ofNumber number} of the connection or the transaction
   * @throws IllegalStateException if the stage {@link #isRefused}
   */
  public Route draw(long keyHash) {
    if (readNew.isZero()) {
      if (span.bits() == 0) {
        throw new IllegalStateException("no route of migration " + migration + " is safe");
      }
      return span.contains(Route.OLD) ? Route.OLD : Route.BOTH_READ_OLD;
    }
    if (readNew.isHundred()) {
      if (span.contains(Route.NEW)) {
        return Route.NEW;
      }
      return span.contains(Route.BOTH_LEAD_NEW) ? Route.BOTH_LEAD_NEW : Route.BOTH_READ_NEW;
    }
    return readNew.contains(StickyHash.bucket(readSeed, keyHash))
        ? Route.BOTH_READ_NEW
        : Route.BOTH_READ_OLD;
  }

  /** Whether the reads of a transaction with this key are also run against the other shape. */
  public boolean drawShadowRead(long keyHash) {
    return !shadowRead.isZero() && shadowRead.contains(StickyHash.bucket(shadowSeed, keyHash));
  }

  /** The migration. */
  public MigrationId migration() {
    return migration;
  }

  /** The routes that can be drawn. */
  public RouteSpan routes() {
    return span;
  }

  /** Whether the new shape is written. */
  public boolean writeNew() {
    return span.bits() != 0 && !span.contains(Route.OLD);
  }

  /** The share of transactions that read the new shape. */
  public Percentage readNew() {
    return readNew;
  }

  /** The share of reads that are also run against the other shape. */
  public Percentage shadowRead() {
    return shadowRead;
  }

  /** Whether the old shape is written no more. */
  public boolean retireOld() {
    return span.contains(Route.NEW);
  }

  /** Whether no route is safe, so that statements of this migration must be refused. */
  public boolean isRefused() {
    return span.bits() == 0;
  }

  /** Whether every transaction takes {@link Route#OLD}: as if there were no migration. */
  public boolean isPlainOld() {
    return span.contains(Route.OLD);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Stage stage
        && migration.equals(stage.migration)
        && span.equals(stage.span)
        && readNew.equals(stage.readNew)
        && shadowRead.equals(stage.shadowRead);
  }

  @Override
  public int hashCode() {
    return Objects.hash(migration, span, readNew, shadowRead);
  }

  /** As in {@code both_read_old, both_read_new (read-new 25%, shadow-read 1%)}. */
  @Override
  public String toString() {
    if (isRefused()) {
      return "refused";
    }
    StringBuilder text = new StringBuilder(span.toString());
    if (writeNew() && !retireOld()) {
      text.append(" (read-new ").append(readNew);
      if (!shadowRead.isZero()) {
        text.append(", shadow-read ").append(shadowRead);
      }
      text.append(')');
    }
    return text.toString();
  }
}
