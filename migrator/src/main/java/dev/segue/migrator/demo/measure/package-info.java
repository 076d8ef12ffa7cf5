/**
 * What the demo measures while the shop runs: how long statements take and on which route they run.
 * Executions and Micrometer's counters enter, immutable figures leave. Knows nothing of how they
 * are shown.
 */
package dev.segue.migrator.demo.measure;
