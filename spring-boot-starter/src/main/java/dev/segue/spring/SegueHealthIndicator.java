package dev.segue.spring;

import dev.segue.driver.instance.InstanceStatus;
import dev.segue.driver.instance.InstanceStatus.MigrationStatus;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Down while statements of a migration are refused: the instance has lost its lease, or a migration
 * has no route that is safe. Unknown where no data source is Segue's.
 */
final class SegueHealthIndicator extends AbstractHealthIndicator {

  private final Map<String, DataSource> sources;

  SegueHealthIndicator(Map<String, DataSource> sources) {
    super("the state of Segue could not be read");
    this.sources = Map.copyOf(sources);
  }

  @Override
  protected void doHealthCheck(Health.Builder health) throws Exception {
    Map<String, InstanceStatus> all = SegueSources.status(sources);
    if (all.isEmpty()) {
      health.unknown();
      return;
    }
    health.up();
    all.forEach(
        (name, status) -> {
          List<String> refused =
              status.migrations().stream()
                  .filter(MigrationStatus::isRefused)
                  .map(MigrationStatus::id)
                  .toList();
          if (!status.mayRoute() || !refused.isEmpty()) {
            health.down();
          }
          health.withDetail(
              name,
              Map.of("epoch", status.epoch(), "lease", status.mayRoute(), "refused", refused));
        });
  }
}
