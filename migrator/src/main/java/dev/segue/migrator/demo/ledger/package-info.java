/**
 * The demo's own account of what must be in the database: what was acknowledged enters, what a read
 * or the whole table shows enters, and contradictions between the two leave.
 *
 * <p>It knows the rows of the shop as the application sees them, in the old shape. It must not know
 * JDBC, routes or migrations: it would share their mistakes.
 */
package dev.segue.migrator.demo.ledger;
