/**
 * The way of two migrations from the old shape to the new one, step by step, as an operator goes
 * it. A pace enters, calls of the operator's library leave; whoever listens is told each step.
 *
 * <p>It takes no way around the library: each step is what the command that it names would do. It
 * must not know how the shop or the display work.
 */
package dev.segue.migrator.demo.walk;
