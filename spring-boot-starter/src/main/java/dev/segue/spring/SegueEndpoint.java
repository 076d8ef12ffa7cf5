package dev.segue.spring;

import dev.segue.driver.instance.InstanceStatus;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * {@code /actuator/segue}: of each data source the epoch, whether the instance holds its lease, and
 * of each migration the routes that transactions take now, the share that reads the new shape, and
 * the flags that are not followed. It shows no SQL and no data.
 */
@Endpoint(id = "segue")
public final class SegueEndpoint {

  private final Map<String, DataSource> sources;

  SegueEndpoint(Map<String, DataSource> sources) {
    this.sources = Map.copyOf(sources);
  }

  /**
   * What the driver does now.
   *
   * @throws SQLException if a data source gives no connection
   */
  @ReadOperation
  public Map<String, InstanceStatus> status() throws SQLException {
    return SegueSources.status(sources);
  }
}
