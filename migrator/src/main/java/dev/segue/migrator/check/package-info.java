/**
 * Compares the rules file with the database and tells what stands in the way, and what to do about
 * it. Changes nothing. Fails with a {@link dev.segue.migrator.MigratorException}.
 */
package dev.segue.migrator.check;
