package dev.segue.flags.store;

import dev.segue.flags.Flag;
import dev.segue.flags.FlagException;
import dev.segue.flags.MigrationFlags;
import dev.segue.flags.Percentage;
import dev.segue.route.MigrationId;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.togglz.core.manager.FeatureManager;

/** Flags in any Togglz manager or repository. As thread-safe as that is. */
final class RepositoryFlagStore implements FlagStore {

  private final String name;
  private final List<MigrationId> migrations;
  private final FeatureManager manager;
  private final Duration readInterval;

  RepositoryFlagStore(
      String name,
      Collection<MigrationId> migrations,
      FeatureManager manager,
      Duration readInterval) {
    this.name = name;
    this.migrations = List.copyOf(migrations);
    this.manager = manager;
    this.readInterval = readInterval;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Map<MigrationId, MigrationFlags> read() {
    Map<MigrationId, MigrationFlags> all = new LinkedHashMap<>();
    for (MigrationId migration : migrations) {
      all.put(migration, FeatureStates.flags(kind -> value(new Flag(migration, kind))));
    }
    return all;
  }

  private Percentage value(Flag flag) {
    try {
      return FeatureStates.valueOf(flag, manager.getFeatureState(MigrationFeatures.feature(flag)));
    } catch (FlagException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new FlagException(
          "flag %s could not be read from the store \"%s\"".formatted(flag, name),
          reason(e),
          "Check that the store can be reached; the last flags read stay in effect.",
          e);
    }
  }

  @Override
  public void write(Flag flag, Percentage value) {
    try {
      manager.setFeatureState(FeatureStates.stateOf(flag, value));
    } catch (FlagException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new FlagException(
          "flag %s could not be written to the store \"%s\"".formatted(flag, name),
          reason(e),
          "Check that the store can be reached and written.",
          e);
    }
  }

  /** Togglz wraps what happened: the innermost message is the one that says it. */
  private static String reason(Throwable thrown) {
    Throwable innermost = thrown;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return innermost.getMessage() == null ? innermost.toString() : innermost.getMessage();
  }

  @Override
  public Duration readInterval() {
    return readInterval;
  }

  @Override
  public FeatureManager featureManager() {
    return manager;
  }

  @Override
  public void close() {
    // The repository was handed over and stays the caller's.
  }
}
