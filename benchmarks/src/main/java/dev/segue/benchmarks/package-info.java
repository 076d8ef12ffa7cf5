/**
 * Measures the driver: against a stub that does nothing, in time and in bytes, beside its peers in
 * the same run. The module's README says how to run it and what it has shown.
 *
 * <p>This package uses the driver as an application does, by its URL, and knows nothing of its
 * inside.
 */
package dev.segue.benchmarks;
