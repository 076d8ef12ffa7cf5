package dev.segue.flags.fleet;

import java.time.Duration;

/**
 * A live instance: its last report, and how long its lease still lasts by the registry's clock.
 * Immutable.
 */
public record InstanceLease(InstanceReport report, Duration remaining) {}
