package dev.segue.flags.store;

import dev.segue.flags.FlagException;
import dev.segue.route.MigrationId;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.togglz.core.manager.FeatureManager;
import org.togglz.core.repository.StateRepository;
import org.togglz.core.repository.jdbc.JDBCStateRepository;
import org.togglz.core.repository.mem.InMemoryStateRepository;

/** Opens the store that {@code flags:} in the rules file or {@code segue.flags} names. */
public final class FlagStores {

  /**
   * The table of the store {@code database}. Segue's migrations of its own schema make it; Togglz
   * is told not to. It needs, for {@link JDBCStateRepository}:
   *
   * <pre>{@code
   * CREATE TABLE segue.flag (
   *   feature_name    text PRIMARY KEY,
   *   feature_enabled integer NOT NULL,  -- 0 or 1
   *   strategy_id     text,
   *   strategy_params text               -- Java properties, one a line: percentage=25
   * );
   * }</pre>
   *
   * A statement-level trigger on it that counts the published epoch on makes a flip by any client
   * seen within the watcher's interval; without it a flip is seen within {@link #DATABASE_INTERVAL}
   * more.
   */
  public static final String TABLE = "segue.flag";

  /** How often the table is read where no new epoch was published. */
  public static final Duration DATABASE_INTERVAL = Duration.ofMillis(500);

  private static final String FILE = "file:";

  private FlagStores() {}

  /**
   * Opens a store by its name.
   *
   * @param spec {@code memory}, {@code database} or {@code file:<path>}
   * @param dataSource asked for only by {@code database}; must not lead through Segue, since Togglz
   *     opens a connection for each flag
   * @throws FlagException if there is no such store
   */
  public static FlagStore open(
      String spec, Collection<MigrationId> migrations, Supplier<DataSource> dataSource) {
    String name = spec.strip();
    if (name.equals("memory")) {
      return memory(migrations);
    }
    if (name.equals("database")) {
      return database(migrations, dataSource.get());
    }
    if (name.startsWith(FILE) && name.length() > FILE.length()) {
      return file(migrations, path(name.substring(FILE.length())));
    }
    throw new FlagException(
        "there is no flag store \"%s\"".formatted(name),
        "The stores are memory, database and file:<path>.",
        "Set flags: in segue.yaml, or segue.flags in the URL, to one of them.");
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new FlagException(
          "\"%s\" is not a path of a flag file".formatted(text), e.getReason(), "", e);
    }
  }

  /** Flags in the memory of this process, all off at first. */
  public static FlagStore memory(Collection<MigrationId> migrations) {
    return of("memory", migrations, new InMemoryStateRepository(), Duration.ZERO);
  }

  /** Flags in the table {@link #TABLE}, which must exist. Nothing is cached. */
  public static FlagStore database(Collection<MigrationId> migrations, DataSource dataSource) {
    StateRepository repository =
        JDBCStateRepository.newBuilder(dataSource).tableName(TABLE).createTable(false).build();
    return of("database", migrations, repository, DATABASE_INTERVAL);
  }

  /** Flags in a file of Togglz's properties format. */
  public static FlagStore file(Collection<MigrationId> migrations, Path path) {
    return new FileFlagStore(migrations, path);
  }

  /**
   * Flags in an application's own repository.
   *
   * @param readInterval how often it is read; zero: at every look of the watcher
   */
  public static FlagStore of(
      String name,
      Collection<MigrationId> migrations,
      StateRepository repository,
      Duration readInterval) {
    return new RepositoryFlagStore(
        name, migrations, new MigrationFeatures(migrations).manager(repository), readInterval);
  }

  /**
   * Flags in an application's own feature manager, which must answer for features by these names
   * and know the strategy {@code segue-percentage}.
   */
  public static FlagStore of(
      String name,
      Collection<MigrationId> migrations,
      FeatureManager manager,
      Duration readInterval) {
    return new RepositoryFlagStore(name, migrations, manager, readInterval);
  }
}
