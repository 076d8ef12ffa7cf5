/**
 * The words that every other module shares: a migration's {@link dev.segue.route.MigrationId id},
 * the two {@link dev.segue.route.Shape shapes} of a table and the five {@link dev.segue.route.Route
 * routes} that one transaction can take through a migration.
 *
 * <p>Plain immutable data. This package knows no SQL, no flag and no connection.
 */
package dev.segue.route;
