/**
 * Compares: copies of one world in one database, one behind the plain driver and one at each
 * station of the migration behind Segue, on which the same statement is executed.
 *
 * <p>What enters: a world, a shape that is spoken, a server, statements. What leaves: differences,
 * and refusals with their reasons. It must not know how statements are generated.
 */
package dev.segue.laboratory.comparison;
