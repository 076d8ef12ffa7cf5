/**
 * Generated worlds: tables in two shapes, their data, and the mappings between the shapes.
 *
 * <p>What enters: a seed. What leaves: immutable descriptions, always the same for a seed. It must
 * not know SQL statements, databases or routes.
 */
package dev.segue.laboratory.world;
