/**
 * Makes room for the new shape: control tables, remembered old columns, new columns that are
 * nullable and without default. Leaves the table's rows alone. Fails with a {@link
 * dev.segue.migrator.MigratorException}.
 */
package dev.segue.migrator.expand;
