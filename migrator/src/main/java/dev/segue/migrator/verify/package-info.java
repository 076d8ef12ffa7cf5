/**
 * Compares the two shapes row by row and records the outcome, on which the flags rely. Fails with a
 * {@link dev.segue.migrator.MigratorException}.
 */
package dev.segue.migrator.verify;
