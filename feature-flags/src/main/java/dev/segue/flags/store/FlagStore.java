package dev.segue.flags.store;

import dev.segue.flags.Flag;
import dev.segue.flags.MigrationFlags;
import dev.segue.flags.Percentage;
import dev.segue.route.MigrationId;
import java.time.Duration;
import java.util.Map;
import org.togglz.core.manager.FeatureManager;

/**
 * Where the flags of a set of migrations are kept. Read off the hot path only. Thread-safe.
 *
 * <p>{@link FlagStores} opens one.
 */
public interface FlagStore extends AutoCloseable {

  /** The store's name for people: {@code memory}, {@code database}, {@code file:/etc/flags}. */
  String name();

  /**
   * What every flag says now; a flag that was never set is off.
   *
   * @throws dev.segue.flags.FlagException if they cannot be read, or one is not of its form; then
   *     nothing is known of any of them, and the last good reading stays
   */
  Map<MigrationId, MigrationFlags> read();

  /**
   * Sets one flag, unjudged: {@link FlagWriter} judges.
   *
   * @throws dev.segue.flags.FlagException if it cannot be written, or takes no such value
   */
  void write(Flag flag, Percentage value);

  /** How often the flags are read where no new epoch was published; zero: at every look. */
  Duration readInterval();

  /** The Togglz features over this store, for an application's own console. */
  FeatureManager featureManager();

  /** Lets go of what the store holds; not of what it was handed. */
  @Override
  void close();
}
