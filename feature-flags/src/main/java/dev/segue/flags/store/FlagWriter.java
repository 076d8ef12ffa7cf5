package dev.segue.flags.store;

import dev.segue.flags.Flag;
import dev.segue.flags.FlagException;
import dev.segue.flags.MigrationFlags;
import dev.segue.flags.Percentage;
import dev.segue.flags.fleet.FleetRegistry;
import dev.segue.flags.stage.ChangeCheck;
import dev.segue.flags.stage.Evidence;
import java.util.List;
import java.util.Optional;

/**
 * Sets one flag as an operator does: checked first, then written, then published. Thread-safe; two
 * writers at once may both pass the check, and then the guard of every instance decides.
 */
public final class FlagWriter {

  private final FlagStore store;
  private final FleetRegistry registry;

  public FlagWriter(FlagStore store, FleetRegistry registry) {
    this.store = store;
    this.registry = registry;
  }

  /**
   * A flag that was set.
   *
   * @param before the four flags as they were
   * @param after as they are now
   * @param epoch the epoch to wait for at the {@link dev.segue.flags.fleet.FleetBarrier}
   */
  public record Change(Flag flag, MigrationFlags before, MigrationFlags after, long epoch) {}

  /** Why {@code flag} may not be set to {@code value} now; empty if it may. */
  public Optional<FlagException> check(Flag flag, Percentage value) {
    return ChangeCheck.check(flag, value, current(flag), evidence(flag));
  }

  /**
   * Sets {@code flag}, after the check.
   *
   * @throws FlagException if the change is refused, and why; then nothing was changed
   */
  public Change set(Flag flag, Percentage value) {
    MigrationFlags before = current(flag);
    ChangeCheck.check(flag, value, before, evidence(flag))
        .ifPresent(
            refusal -> {
              throw refusal;
            });
    store.write(flag, value);
    return new Change(flag, before, before.with(flag.kind(), value), registry.publish());
  }

  private MigrationFlags current(Flag flag) {
    MigrationFlags flags = store.read().get(flag.migration());
    if (flags == null) {
      throw new FlagException(
          "there is no migration \"%s\"".formatted(flag.migration()),
          "",
          "Name one of the migrations in the rules file.");
    }
    return flags;
  }

  private Evidence evidence(Flag flag) {
    return registry.evidence(List.of(flag.migration())).get(flag.migration());
  }
}
