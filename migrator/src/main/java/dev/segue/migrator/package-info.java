/**
 * The operator's side of a migration. Each step is a small class with a plain method, in a package
 * of its own name ({@code expand}, {@code backfill}, {@code verify}, {@code flag}, {@code
 * contract}, {@code check}); the command line ({@code cli}) only calls them. All of them take a
 * {@link dev.segue.migrator.MigrationContext}, tell a {@link dev.segue.migrator.Progress} what they
 * do, and fail with a {@link dev.segue.migrator.MigratorException} that is fit to be printed.
 *
 * <p>They know the application's tables and Segue's control tables, over connections that lead past
 * Segue. They know no statement of the application.
 */
package dev.segue.migrator;
