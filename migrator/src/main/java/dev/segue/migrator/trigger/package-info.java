/**
 * Triggers that write a migration's second shape inside the database, whoever writes the first one:
 * their text, and when they are enabled. Knows the tables, and no flag and no fleet. Fails with a
 * {@link dev.segue.migrator.MigratorException}.
 */
package dev.segue.migrator.trigger;
