/**
 * Changes a flag as an operator does: checked, with the constraints handed over that its effect
 * needs, and waited for. Fails with a {@link dev.segue.migrator.MigratorException}.
 */
package dev.segue.migrator.flag;
