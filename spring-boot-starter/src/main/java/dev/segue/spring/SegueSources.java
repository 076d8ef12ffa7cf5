package dev.segue.spring;

import dev.segue.driver.SegueDriver;
import dev.segue.driver.instance.InstanceStatus;
import dev.segue.driver.jdbc.SegueConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;

/** What the driver does behind each data source of the application that is Segue's. Stateless. */
final class SegueSources {

  private SegueSources() {}

  /**
   * Asks each of them for a connection.
   *
   * @return by the name of its bean
   * @throws SQLException if one gives none
   */
  static Map<String, InstanceStatus> status(Map<String, DataSource> sources) throws SQLException {
    Map<String, InstanceStatus> all = new LinkedHashMap<>();
    for (Map.Entry<String, DataSource> source : sources.entrySet()) {
      try (Connection connection = source.getValue().getConnection()) {
        if (connection.isWrapperFor(SegueConnection.class)) {
          all.put(source.getKey(), SegueDriver.status(connection));
        }
      }
    }
    return all;
  }
}
