package dev.segue.driver.control;

import dev.segue.flags.fleet.InstanceId;
import dev.segue.flags.fleet.InstanceReport;
import dev.segue.flags.stage.RouteSpan;
import dev.segue.route.MigrationId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table {@code segue.instance}: who is alive, and what it may be doing. */
public final class Instances {

  private static final String RENEW =
      """
      INSERT INTO segue.instance (id, application, host, epoch, routes, lease_until)
      VALUES (?, ?, coalesce(host(inet_client_addr()), 'local'), ?,
              json_object(?::text[], ?::text[]),
              clock_timestamp() + ? * interval '1 millisecond')
      ON CONFLICT (id) DO UPDATE SET
        application = excluded.application, host = excluded.host, epoch = excluded.epoch,
        routes = excluded.routes, lease_until = excluded.lease_until""";

  private static final String LIVE =
      """
      SELECT id, application, host, epoch, started_at,
             (extract(epoch FROM lease_until - clock_timestamp()) * 1000)::bigint,
             ARRAY(SELECT key FROM json_each_text(routes) ORDER BY key),
             ARRAY(SELECT value FROM json_each_text(routes) ORDER BY key)
      FROM segue.instance
      WHERE lease_until > clock_timestamp()
      ORDER BY started_at, id""";

  /** The instance itself, and those that died without a word long ago. */
  private static final String REMOVE =
      """
      DELETE FROM segue.instance
      WHERE id = ? OR lease_until < clock_timestamp() - interval '1 day'""";

  private final Connection connection;

  public Instances(Connection connection) {
    this.connection = connection;
  }

  /** Every instance whose lease lasts; nobody where there is no control schema. */
  public List<LiveInstance> live() throws SQLException {
    if (!Present.table(connection, "instance")) {
      return List.of();
    }
    List<LiveInstance> live = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(LIVE);
        ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        InstanceReport report =
            new InstanceReport(
                new InstanceId(result.getString(1)),
                result.getString(2),
                result.getLong(4),
                routes(result.getArray(7), result.getArray(8)));
        live.add(
            new LiveInstance(
                report,
                result.getString(3),
                result.getTimestamp(5).toInstant(),
                Duration.ofMillis(result.getLong(6))));
      }
    }
    return live;
  }

  private static Map<MigrationId, RouteSpan> routes(Array ids, Array spans) throws SQLException {
    String[] keys = (String[]) ids.getArray();
    String[] values = (String[]) spans.getArray();
    Map<MigrationId, RouteSpan> routes = new HashMap<>();
    for (int i = 0; i < keys.length; i++) {
      routes.put(new MigrationId(keys[i]), new RouteSpan(Integer.parseInt(values[i])));
    }
    return routes;
  }

  void renew(InstanceReport report, Duration lease) throws SQLException {
    List<String> ids = new ArrayList<>();
    List<String> spans = new ArrayList<>();
    report
        .routes()
        .forEach(
            (id, span) -> {
              ids.add(id.value());
              spans.add(Integer.toString(span.bits()));
            });
    try (PreparedStatement statement = connection.prepareStatement(RENEW)) {
      statement.setString(1, report.instance().value());
      statement.setString(2, report.application());
      statement.setLong(3, report.epoch());
      statement.setArray(4, connection.createArrayOf("text", ids.toArray()));
      statement.setArray(5, connection.createArrayOf("text", spans.toArray()));
      statement.setLong(6, lease.toMillis());
      statement.executeUpdate();
    }
  }

  void remove(InstanceId instance) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(REMOVE)) {
      statement.setString(1, instance.value());
      statement.executeUpdate();
    }
  }
}
