package dev.segue.migrator.demo.walk;

import dev.segue.driver.control.Direction;
import dev.segue.flags.FlagKind;
import dev.segue.flags.Percentage;
import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.Progress;
import dev.segue.migrator.backfill.Backfill;
import dev.segue.migrator.backfill.BackfillOptions;
import dev.segue.migrator.contract.Contraction;
import dev.segue.migrator.expand.Expansion;
import dev.segue.migrator.flag.FlagChange;
import dev.segue.migrator.table.LockedChange;
import dev.segue.migrator.verify.Verification;
import dev.segue.route.MigrationId;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.Rules;
import java.time.Duration;
import javax.sql.DataSource;

/** The operator's library, called as its command line calls it. */
public final class LibraryOperator implements Operator {

  private static final Duration FLEET_TIMEOUT = Duration.ofSeconds(60);
  private static final int DIFFERENCES_KEPT = 10;

  // Short attempts: a waiting ALTER TABLE holds up every statement behind it.
  private static final LockedChange LOCKED = new LockedChange(Duration.ofMillis(500), 60);

  private final MigrationContext context;

  private LibraryOperator(MigrationContext context) {
    this.context = context;
  }

  /**
   * An operator of these rules.
   *
   * @param dataSource leads past Segue; it stays the caller's
   */
  public static LibraryOperator of(Rules rules, DataSource dataSource) {
    return new LibraryOperator(MigrationContext.of(rules, dataSource));
  }

  @Override
  public void expand(MigrationId migration, Progress progress) {
    new Expansion(context, LOCKED).run(known(migration), progress);
  }

  @Override
  public void flag(MigrationId migration, FlagKind flag, Percentage value, Progress progress) {
    FlagChange.Options options = new FlagChange.Options(FLEET_TIMEOUT, false);
    new FlagChange(context, LOCKED).run(known(migration), flag, value, options, progress);
  }

  @Override
  public long backfill(MigrationId migration, Progress progress) {
    return new Backfill(context)
        .run(known(migration), Direction.UP, BackfillOptions.DEFAULT, progress)
        .rows();
  }

  @Override
  public Verified verify(MigrationId migration, Progress progress) {
    Verification.Outcome found =
        new Verification(context)
            .run(known(migration), Direction.UP, DIFFERENCES_KEPT, FLEET_TIMEOUT, progress);
    return new Verified(found.rows(), found.differences(), found.clean());
  }

  @Override
  public void contract(MigrationId migration, Progress progress) {
    new Contraction(context, LOCKED).run(known(migration), FLEET_TIMEOUT, progress);
  }

  private Migration known(MigrationId migration) {
    return context.migration(migration.value());
  }

  @Override
  public void close() {
    context.close();
  }
}
