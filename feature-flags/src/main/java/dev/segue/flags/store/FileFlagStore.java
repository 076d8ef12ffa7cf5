package dev.segue.flags.store;

import dev.segue.flags.Flag;
import dev.segue.flags.FlagException;
import dev.segue.flags.MigrationFlags;
import dev.segue.flags.Percentage;
import dev.segue.route.MigrationId;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import org.togglz.core.manager.FeatureManager;
import org.togglz.core.repository.property.PropertyBasedStateRepository;

/**
 * Flags in a properties file, in the format of Togglz's {@code FileBasedStateRepository} and read
 * by the code of it ({@link PropertyBasedStateRepository}). Thread-safe.
 *
 * <h2>Why the file itself is read here</h2>
 *
 * Togglz's own reader of the file makes a missing one (and so turns every flag off), takes what it
 * finds when it looks, though a writer may be in the middle, misses a file that was moved into
 * place with an older time than its last look, and writes in place, so that others see half a file.
 * Here a file is read as a whole; a new content counts when it has been the same for {@link
 * #SETTLE}, or for {@link #SETTLE_OPEN_END} if its last line is not ended; a file that is gone,
 * became empty or does not hold what it should is told, and nothing of it counts. A write goes to a
 * new file that is moved into place, and leaves comments and order alone.
 */
final class FileFlagStore implements FlagStore {

  static final Duration SETTLE = Duration.ofMillis(40);
  static final Duration SETTLE_OPEN_END = Duration.ofMillis(300);

  private final List<MigrationId> migrations;
  private final MigrationFeatures features;
  private final FlagFile file;
  private final FeatureManager manager;

  /** Held while the file settles, for which a virtual thread must be able to let its carrier go. */
  private final ReentrantLock lock = new ReentrantLock();

  private String seen; // guarded by lock, as are these
  private long seenSince;
  private String taken;
  private Map<MigrationId, MigrationFlags> lastGood;

  FileFlagStore(Collection<MigrationId> migrations, Path path) {
    this.migrations = List.copyOf(migrations);
    this.features = new MigrationFeatures(migrations);
    this.file = new FlagFile(path);
    this.manager = features.manager(new PropertyBasedStateRepository(new FlagFileSource(file)));
  }

  @Override
  public String name() {
    return "file:" + file.path();
  }

  @Override
  public Map<MigrationId, MigrationFlags> read() {
    lock.lock();
    try {
      return settled();
    } finally {
      lock.unlock();
    }
  }

  private Map<MigrationId, MigrationFlags> settled() {
    String content = content();
    long now = System.nanoTime();
    if (!content.equals(seen)) {
      seen = content;
      seenSince = now;
    }
    if (lastGood == null) {
      awaitSettled();
    } else if (seen.equals(taken) || now - seenSince < settle(seen)) {
      return lastGood;
    }
    lastGood = parse(seen);
    taken = seen;
    return lastGood;
  }

  /** At start there is no last good content to fall back on, so the reader waits. */
  private void awaitSettled() {
    try {
      while (System.nanoTime() - seenSince < settle(seen)) {
        Thread.sleep(10);
        String content = content();
        if (!content.equals(seen)) {
          seen = content;
          seenSince = System.nanoTime();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FlagException("reading the flag file was interrupted", "", "", e);
    }
  }

  private static long settle(String content) {
    return (content.endsWith("\n") ? SETTLE : SETTLE_OPEN_END).toNanos();
  }

  private String content() {
    try {
      return file.read();
    } catch (NoSuchFileException e) {
      throw new FlagException(
          "flag file \"%s\" does not exist".formatted(file.path()),
          "",
          "Create it; an empty file means that all flags are off.",
          e);
    } catch (IOException e) {
      throw new FlagException(
          "flag file \"%s\" could not be read".formatted(file.path()),
          e.toString(),
          "Check its permissions; the last flags read stay in effect.",
          e);
    }
  }

  private Map<MigrationId, MigrationFlags> parse(String content) {
    if (content.isBlank() && taken != null && !taken.isBlank()) {
      throw new FlagException(
          "flag file \"%s\" has become empty".formatted(file.path()),
          "It may be half written.",
          "To turn flags off, write them as \"= false\".");
    }
    try {
      Properties values = FlagFile.parse(content);
      FlagFileCheck.check(values, migrations);
      FeatureManager frozen =
          features.manager(new PropertyBasedStateRepository(new FlagFileSource(values)));
      return new RepositoryFlagStore(name(), migrations, frozen, Duration.ZERO).read();
    } catch (FlagException e) {
      throw new FlagException(
          "flag file \"%s\": %s".formatted(file.path(), e.fact()), e.detail(), e.hint(), e);
    }
  }

  @Override
  public void write(Flag flag, Percentage value) {
    lock.lock();
    try {
      new RepositoryFlagStore(name(), migrations, manager, Duration.ZERO).write(flag, value);
      seen = content();
      seenSince = System.nanoTime() - SETTLE_OPEN_END.toNanos();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Duration readInterval() {
    return Duration.ZERO;
  }

  @Override
  public FeatureManager featureManager() {
    return manager;
  }

  @Override
  public void close() {
    // No file stays open between two reads.
  }
}
