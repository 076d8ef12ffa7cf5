package dev.segue.flags.watch;

import dev.segue.flags.FlagException;
import dev.segue.flags.MigrationFlags;
import dev.segue.flags.fleet.FleetRegistry;
import dev.segue.flags.stage.Evidence;
import dev.segue.flags.store.FlagStore;
import dev.segue.route.MigrationId;
import java.util.List;
import java.util.Map;

/** Flags and evidence that were in force at the same time, in one epoch. Immutable. */
record FlagReading(
    long epoch, Map<MigrationId, MigrationFlags> flags, Map<MigrationId, Evidence> evidence) {

  private static final int ATTEMPTS = 5;

  FlagReading {
    flags = Map.copyOf(flags);
    evidence = Map.copyOf(evidence);
  }

  /**
   * Reads all of it, anew while the epoch moves meanwhile.
   *
   * @throws FlagException if something cannot be read, or the epoch will not stand still
   */
  static FlagReading take(FlagStore store, FleetRegistry registry, List<MigrationId> migrations) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long before = registry.publishedEpoch();
      FlagReading reading = new FlagReading(before, store.read(), registry.evidence(migrations));
      if (registry.publishedEpoch() == before) {
        reading.requireAll(migrations);
        return reading;
      }
    }
    throw new FlagException(
        "flags could not be read in one epoch",
        "A new epoch was published during each of %d readings.".formatted(ATTEMPTS),
        "Change flags less often.");
  }

  /** Whether it says the same as {@code other}, in whatever epoch. */
  boolean saysTheSame(FlagReading other) {
    return flags.equals(other.flags) && evidence.equals(other.evidence);
  }

  private void requireAll(List<MigrationId> migrations) {
    for (MigrationId migration : migrations) {
      if (!flags.containsKey(migration) || !evidence.containsKey(migration)) {
        throw new FlagException(
            "nothing is known of migration \"%s\"".formatted(migration),
            "The flag store or the registry has no entry for it.",
            "");
      }
    }
  }
}
