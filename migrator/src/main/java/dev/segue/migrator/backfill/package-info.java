/**
 * Fills one shape from the other, in batches by key, at the application's side and resumable. Fails
 * with a {@link dev.segue.migrator.MigratorException}.
 */
package dev.segue.migrator.backfill;
