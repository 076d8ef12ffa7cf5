package dev.segue.driver.control;

import dev.segue.flags.fleet.InstanceReport;
import java.time.Duration;
import java.time.Instant;

/**
 * A driver instance whose lease lasts.
 *
 * @param host the address that the database sees it at, or {@code local}
 * @param remaining how long the lease lasts by the server's clock
 */
public record LiveInstance(
    InstanceReport report, String host, Instant startedAt, Duration remaining) {}
