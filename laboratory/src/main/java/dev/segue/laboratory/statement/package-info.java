/**
 * Generated statements: a tree of fragments that is rendered to SQL with parameters, and can be
 * made smaller step by step.
 *
 * <p>What enters: a world, the shape that is spoken, dice. What leaves: statements whose result
 * PostgreSQL defines to the last row. It must not know how they are executed, or that there is a
 * Segue.
 */
package dev.segue.laboratory.statement;
