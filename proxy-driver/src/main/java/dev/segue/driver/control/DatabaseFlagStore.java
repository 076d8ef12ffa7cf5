package dev.segue.driver.control;

import dev.segue.flags.store.FlagStore;
import dev.segue.flags.store.FlagStores;
import dev.segue.route.MigrationId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import javax.sql.DataSource;
import org.togglz.core.Feature;
import org.togglz.core.repository.FeatureState;
import org.togglz.core.repository.StateRepository;
import org.togglz.core.repository.jdbc.JDBCStateRepository;

/**
 * Togglz's JDBC store over {@code segue.flag}, in which every flag is off while the control schema
 * is not there yet. Thread-safe.
 */
public final class DatabaseFlagStore implements StateRepository {

  private final DataSource dataSource;
  private final JDBCStateRepository repository;

  private DatabaseFlagStore(DataSource dataSource) {
    this.dataSource = dataSource;
    this.repository =
        JDBCStateRepository.newBuilder(dataSource)
            .tableName(FlagStores.TABLE)
            .createTable(false)
            .build();
  }

  /**
   * Opens the store {@code database}.
   *
   * @param dataSource leads past Segue and gives connections in autocommit mode
   */
  public static FlagStore open(Collection<MigrationId> migrations, DataSource dataSource) {
    return FlagStores.of(
        "database", migrations, new DatabaseFlagStore(dataSource), FlagStores.DATABASE_INTERVAL);
  }

  @Override
  public FeatureState getFeatureState(Feature feature) {
    try {
      return repository.getFeatureState(feature);
    } catch (IllegalStateException e) {
      if (e.getCause() instanceof SQLException && !present()) {
        return null;
      }
      throw e;
    }
  }

  @Override
  public void setFeatureState(FeatureState state) {
    repository.setFeatureState(state);
  }

  private boolean present() {
    try (Connection connection = dataSource.getConnection()) {
      return Present.table(connection, "flag");
    } catch (SQLException e) {
      throw new ControlTablesException("the control tables do not answer: " + e.getMessage(), e);
    }
  }
}
