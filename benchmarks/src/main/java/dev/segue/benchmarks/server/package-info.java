/**
 * Measures the driver on a real PostgreSQL: the same work done in several ways, turn and turn about
 * in one run, so that whatever else the machine does meets all of them. Figures are ratios.
 *
 * <p>{@link dev.segue.benchmarks.server.ServerBenchmarks} is where to start; a {@link
 * dev.segue.benchmarks.server.Workload} is where to add something.
 */
package dev.segue.benchmarks.server;
