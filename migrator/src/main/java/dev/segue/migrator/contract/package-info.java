/**
 * Drops the old shape when nothing writes or needs it any more. Fails with a {@link
 * dev.segue.migrator.MigratorException}.
 */
package dev.segue.migrator.contract;
