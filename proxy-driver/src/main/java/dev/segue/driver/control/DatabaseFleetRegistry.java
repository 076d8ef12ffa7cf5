package dev.segue.driver.control;

import dev.segue.flags.fleet.FleetRegistry;
import dev.segue.flags.fleet.InstanceId;
import dev.segue.flags.fleet.InstanceLease;
import dev.segue.flags.fleet.InstanceReport;
import dev.segue.flags.stage.Evidence;
import dev.segue.route.MigrationId;
import dev.segue.route.Shape;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * The fleet's registry in the control tables. Each call is one transaction on a connection of its
 * own.
 *
 * <p>While there is no control schema, the epoch is 0, nobody is seen and every migration's new
 * shape counts as missing, so that only route {@code OLD} is taken; an instance that was started
 * early joins at the first look after {@link ControlSchema#ensure}.
 *
 * <p>Thread-safe.
 */
public final class DatabaseFleetRegistry implements FleetRegistry {

  private interface Call<T> {
    T over(Connection connection) throws SQLException;
  }

  private final DataSource dataSource;
  private final Map<MigrationId, ShapeColumns> shapes;

  /**
   * A registry over connections of {@code dataSource}, which must lead past Segue and give
   * connections in autocommit mode.
   *
   * @param shapes one entry for every migration of the rules
   */
  public DatabaseFleetRegistry(DataSource dataSource, Collection<ShapeColumns> shapes) {
    this.dataSource = dataSource;
    this.shapes =
        shapes.stream()
            .collect(Collectors.toUnmodifiableMap(ShapeColumns::migration, columns -> columns));
  }

  @Override
  public long publishedEpoch() {
    return call(connection -> new ControlSchema(connection).epoch());
  }

  @Override
  public long publish() {
    return call(connection -> new ControlSchema(connection).nextEpoch());
  }

  @Override
  public void renew(InstanceReport report, Duration lease) {
    call(
        connection -> {
          if (Present.table(connection, "instance")) {
            new Instances(connection).renew(report, lease);
          }
          return null;
        });
  }

  @Override
  public List<InstanceLease> liveInstances() {
    return call(
        connection ->
            new Instances(connection)
                .live().stream()
                    .map(live -> new InstanceLease(live.report(), live.remaining()))
                    .toList());
  }

  @Override
  public Map<MigrationId, Evidence> evidence(Collection<MigrationId> migrations) {
    List<ShapeColumns> asked =
        migrations.stream()
            .map(
                id -> {
                  ShapeColumns columns = shapes.get(id);
                  if (columns == null) {
                    throw new IllegalArgumentException("there is no migration \"" + id + "\"");
                  }
                  return columns;
                })
            .toList();
    return call(connection -> new EvidenceReading(connection, shapes.values()).of(asked));
  }

  @Override
  public void shapeLeft(MigrationId migration, Shape shape) {
    ShapeColumns columns = shapes.get(migration);
    if (columns != null && columns.isEmpty(shape)) {
      // A shape that lacks what the other adds or drops has nothing to be left unwritten.
      return;
    }
    call(
        connection -> {
          new MigrationStates(connection).left(migration, shape);
          return null;
        });
  }

  @Override
  public void leave(InstanceId instance) {
    call(
        connection -> {
          if (Present.table(connection, "instance")) {
            new Instances(connection).remove(instance);
          }
          return null;
        });
  }

  private <T> T call(Call<T> call) {
    try (Connection connection = dataSource.getConnection()) {
      return call.over(connection);
    } catch (SQLException e) {
      throw new ControlTablesException("the control tables do not answer: " + e.getMessage(), e);
    }
  }
}
